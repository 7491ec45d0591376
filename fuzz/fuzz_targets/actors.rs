//! The actor file, the dictionaries and the resolution of any text.
#![no_main]

use demarche_actors::{Known, cast, code, read_actors, read_agents, read_file, write_file};
use demarche_reading::{Options, Place, Span, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut known = Known::default();
    if let Ok(read) = read_file("actors.toml", text) {
        // What is written reads back as the same.
        let again = read_file("again.toml", &write_file(read.actors())).expect("our own file");
        assert_eq!(again.actors().len(), read.actors().len());
        known = read;
    }
    let _ = read_actors("actors.txt", text);
    let _ = read_agents("agents.txt", text);
    let _ = code(text, None, Some(text), &known);
    for read in read_bytes(Place::file("x.txt"), data.to_vec(), &Options::default()) {
        let Ok(report) = read else { continue };
        let ends: Vec<usize> = report.text.char_indices().map(|(at, _)| at).collect();
        let asked: Vec<Span> = ends
            .windows(7)
            .step_by(5)
            .map(|run| Span::new(run[0], run[6]))
            .collect();
        let cast = cast(&report, &[], &asked, &known);
        for span in asked {
            for &actor in cast.of(span) {
                assert!(actor < cast.actors.len());
            }
        }
    }
});
