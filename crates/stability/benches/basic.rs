//! Time and memory of the basic concepts against the number of options, and
//! against the memory bandwidth of the machine as the floor.
//!
//! `scripts/bench-stability` runs it. Each line of the table is one run;
//! figures of different runs on a busy machine do not compare.

use demarche_stability::{
    Analysis, Basic, Concept, Condition, Doubts, Method, Model, Party, Pattern, Sensitivity,
};
use std::fs;
use std::time::{Duration, Instant};

/// `SplitMix64`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap_or(0)
    }
}

/// A model of the shape that the baselines have: two infeasible patterns of
/// two options and one of three, one option in six one-way, eight statements
/// of up to three options a decision maker.
fn model(options: usize, parties: usize) -> Model {
    let mut random = Random(20 * options as u64 + parties as u64);
    let mut builder = Model::builder(format!("{options} options, {parties} decision makers"));
    for option in 0..options {
        let direction = match random.below(12) {
            0 => demarche_stability::Direction::TakeOnly,
            1 => demarche_stability::Direction::DropOnly,
            _ => demarche_stability::Direction::Both,
        };
        builder = builder.one_way_option(format!("o{option}"), direction);
    }
    let mut pattern = |fixed: usize| {
        let mut pattern = Pattern { care: 0, value: 0 };
        while pattern.care.count_ones() < u32::try_from(fixed).unwrap_or(0) {
            pattern.care |= 1 << random.below(options);
        }
        pattern.value = random.next() & pattern.care;
        Condition::Fits(pattern)
    };
    for fixed in [2, 3, 3] {
        builder = builder.infeasible(pattern(fixed));
    }
    for party in 0..parties {
        let own = (0..options).filter(|option| option % parties == party);
        let spec = own.fold(Party::new(format!("D{party}")), |spec, option| {
            spec.owns(format!("o{option}"))
        });
        builder = builder.party(spec.statements((0..8).map(|n| pattern(1 + n % 3))));
    }
    match builder.build() {
        Ok(model) => model,
        Err(error) => panic!("{error}"),
    }
}

/// Bytes a second of processor time, read and written by a copy that is much
/// larger than any cache, on one core.
fn bandwidth() -> f64 {
    const BYTES: usize = 1 << 28;
    let source = vec![1_u64; BYTES / 8];
    let mut target = vec![0_u64; BYTES / 8];
    let took = on_one_core(|| {
        target.copy_from_slice(std::hint::black_box(&source));
        std::hint::black_box(&mut target);
    });
    2.0 * BYTES as f64 / (took / 1e3)
}

/// The bytes that one concept would move if nothing stayed in a cache: for each
/// decision maker, four and a half sweeps over the others' options, each
/// reading and writing a four-byte value of every state.
fn floor_bytes(options: usize, parties: usize) -> f64 {
    let others = (options * (parties - 1)) as f64;
    4.5 * others * 8.0 * (1_u64 << options) as f64
}

/// Processor time that the process has used, all threads together, in steps of
/// a hundredth of a second: what counts on a machine that others use too.
fn processor() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    Duration::from_millis(
        10 * ticks
            .filter_map(|ticks| ticks.parse::<u64>().ok())
            .sum::<u64>(),
    )
}

/// What `work` takes on one core: the processor time of as many runs as make
/// half a second of it, so that the clock's steps do not show.
fn on_one_core(mut work: impl FnMut()) -> f64 {
    let start = processor();
    let mut runs = 0;
    loop {
        work();
        runs += 1;
        let took = processor().saturating_sub(start);
        if took > Duration::from_millis(500) || runs >= 1000 {
            return took.as_secs_f64() * 1e3 / f64::from(runs);
        }
    }
}

fn time(model: &Model, concepts: &[Concept], method: Method) -> Option<Duration> {
    let start = Instant::now();
    match Analysis::new(model).concepts(concepts).method(method).run() {
        Ok(verdicts) => {
            std::hint::black_box(&verdicts);
            Some(start.elapsed())
        }
        Err(error) => {
            println!("  {}: {error}", model.name());
            None
        }
    }
}

/// How many states there are.
fn feasible(model: &Model) -> u64 {
    let mut count = 0;
    let _ = model.visit_feasible(|run| {
        count += run.end - run.start;
        std::ops::ControlFlow::<()>::Continue(())
    });
    count
}

/// The most memory that the process has held, in MiB, since it was last reset.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn reset_peak() {
    // Absent on other systems than Linux; then the figure only grows.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

fn best(runs: usize, mut run: impl FnMut() -> Option<Duration>) -> Option<f64> {
    (0..runs)
        .filter_map(|_| run())
        .min()
        .map(|time| time.as_secs_f64() * 1e3)
}

fn main() {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .collect();
    if wanted == ["sensitivity"] {
        sensitivity();
        return;
    }
    let sizes: Vec<(usize, usize)> = if wanted.is_empty() {
        vec![(8, 4), (10, 5), (12, 5), (14, 4), (16, 4), (20, 5)]
    } else {
        wanted
            .iter()
            .filter_map(|size| size.split_once('x'))
            .filter_map(|(o, p)| Some((o.parse().ok()?, p.parse().ok()?)))
            .collect()
    };
    let bandwidth = bandwidth();
    println!(
        "memory bandwidth: {:.1} GB/s (copy, one core)",
        bandwidth / 1e9
    );
    println!(
        "ms of processor time, all threads added up (and the best wall time of the five together)"
    );
    println!("in brackets: how many times the floor on one core");
    println!(
        "options/parties  states  five (wall)         five      nash       gmr          smr          seq         sseq          MiB"
    );
    for (options, parties) in sizes {
        let model = model(options, parties);
        let runs = if options > 20 { 1 } else { 5 };
        let all = Concept::BASIC;
        reset_peak();
        let Some(five) = best(runs, || time(&model, &all, Method::Cube)) else {
            continue;
        };
        let memory = peak();
        let five_processor = on_one_core(|| {
            time(&model, &all, Method::Cube);
        });
        let floor = floor_bytes(options, parties) / bandwidth * 1e3;
        let states = feasible(&model);
        print!("{options:>3}/{parties:<12} {states:>7} {five:>12.3} {five_processor:>12.3}");
        for concept in all {
            let took = on_one_core(|| {
                time(&model, &[concept], Method::Cube);
            });
            if concept == Concept::Nash {
                print!(" {took:>9.3}");
            } else {
                print!(" {took:>9.3} ({:>4.2})", took / floor);
            }
        }
        println!(" {memory:>6}");
    }
    if wanted.is_empty() {
        sensitivity();
    }
}

fn sensitivity() {
    let model = model(8, 4);
    let runs = 200_000;
    let doubts = Doubts::uniform(&model, 10, 20);
    let start = (Instant::now(), processor());
    let found = Sensitivity::new(&model, doubts)
        .concepts(&Basic::ALL)
        .runs(runs)
        .run();
    let (wall, processor) = (start.0.elapsed(), processor().saturating_sub(start.1));
    if let Ok(findings) = found {
        std::hint::black_box(&findings);
        println!(
            "sensitivity, 8 options, 4 decision makers, five concepts: {:.0} analyses a second, {:.0} a second of processor time",
            runs as f64 / wall.as_secs_f64(),
            runs as f64 / processor.as_secs_f64()
        );
    }
}
