//! Extracts and resolves on several threads and gives the results back in order.
//!
//! Reports go in one by one and come out in the same order, whichever is done
//! first, so that what is written does not depend on the number of threads.
//! Few are under way at a time: memory stays flat however long the read.

use std::any::Any;
use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use demarche_actors::Known;
use demarche_attribution::{Attribution, ExtractError, Extractor, Mode};
use demarche_reading::{Place, Report};
use demarche_statements::{Statements, resolve};

use crate::args::Extraction;
use crate::failure::Failure;

/// A report with what was found in it.
pub struct Extracted {
    pub report: Report,
    pub found: Vec<Attribution>,
    /// Empty where nobody asked for it.
    pub statements: Statements,
}

/// A report that this program failed on, which is no fault of the report's:
/// the others go on.
pub struct Broken {
    pub place: Place,
    pub why: String,
}

type Answer = Result<Extracted, Broken>;

struct Job {
    report: Report,
    /// The relations, where they are known.
    found: Option<Vec<Attribution>>,
    answer: Sender<Answer>,
}

/// The queue in front of the threads, and the answers under way.
pub struct Workers {
    jobs: Sender<Job>,
    waiting: VecDeque<Receiver<Answer>>,
    most: usize,
    over: Arc<AtomicBool>,
}

impl Workers {
    /// Starts the threads, does `work` with them, and ends them. What is then
    /// still in the queue is given up. Relations are resolved where `known`
    /// says who is known beforehand.
    pub fn with<R>(
        extractor: &Extractor,
        known: Option<&Known>,
        how: Extraction,
        work: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let threads = threads(how);
        let (jobs, incoming) = channel::<Job>();
        let incoming = Arc::new(Mutex::new(incoming));
        let over = Arc::new(AtomicBool::new(false));
        thread::scope(|scope| {
            for _ in 0..threads {
                let (incoming, over) = (Arc::clone(&incoming), Arc::clone(&over));
                scope.spawn(move || {
                    while let Some(job) = next(&incoming, &over) {
                        let done = work_on(job.report, job.found, extractor, known);
                        // Nobody listens any more when the work was given up.
                        let _ = job.answer.send(done);
                    }
                });
            }
            let waiting = VecDeque::new();
            work(&mut Self {
                jobs,
                waiting,
                most: 2 * threads,
                over,
            })
        })
    }

    /// Whether a report should come out before another goes in.
    pub fn full(&self) -> bool {
        self.waiting.len() >= self.most
    }

    /// Puts a report into the queue, with its relations where they are known.
    pub fn put(&mut self, report: Report, found: Option<Vec<Attribution>>) -> Result<(), Failure> {
        let (answer, receiver) = channel();
        self.waiting.push_back(receiver);
        let job = Job {
            report,
            found,
            answer,
        };
        self.jobs.send(job).map_err(|_| STOPPED)
    }

    /// The oldest report that has not come out; `None` when all have.
    pub fn take(&mut self) -> Result<Option<Answer>, Failure> {
        let Some(answer) = self.waiting.pop_front() else {
            return Ok(None);
        };
        answer.recv().map(Some).map_err(|_| STOPPED)
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

const STOPPED: Failure = Failure::Internal("a thread of the extraction stopped");

fn work_on(
    report: Report,
    found: Option<Vec<Attribution>>,
    extractor: &Extractor,
    known: Option<&Known>,
) -> Answer {
    let place = report.place.clone();
    guarded(place, || {
        let found = match found {
            Some(found) => found,
            None => extractor.extract(&report.text)?,
        };
        let statements =
            known.map_or_else(Statements::default, |known| resolve(&report, &found, known));
        Ok(Extracted {
            report,
            found,
            statements,
        })
    })
}

/// Does the work on one report, and outlives its failing.
fn guarded(place: Place, work: impl FnOnce() -> Result<Extracted, ExtractError>) -> Answer {
    // Of what the work changes only the networks' room is used again after a
    // panic, and what it holds is never read.
    let why = match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => return Ok(done),
        Ok(Err(error)) => error.to_string(),
        Err(panic) => message(&*panic),
    };
    Err(Broken { place, why })
}

/// What a panic said.
fn message(panic: &(dyn Any + Send)) -> String {
    let fixed = panic.downcast_ref::<&str>().copied();
    let made = panic.downcast_ref::<String>().map(String::as_str);
    fixed.or(made).unwrap_or("it panicked").to_owned()
}

fn next(incoming: &Mutex<Receiver<Job>>, over: &AtomicBool) -> Option<Job> {
    let job = incoming.lock().ok()?.recv().ok()?;
    (!over.load(Ordering::Relaxed)).then_some(job)
}

/// Loads the model.
pub fn extractor(how: Extraction) -> Result<Extractor, Failure> {
    Ok(Extractor::new(if how.fast {
        Mode::Fast
    } else {
        Mode::Full
    })?)
}

/// No machine gains by more, and a system may refuse to start them.
const MOST_THREADS: usize = 256;

fn threads(how: Extraction) -> usize {
    how.jobs
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get)
        .min(MOST_THREADS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_one_report_and_is_told() {
        let place = Place::file("talks.txt");
        let broken = guarded(place.clone(), || panic!("row {} is missing", 7)).err();
        let broken = broken.expect("no work was done");
        assert_eq!(broken.place, place);
        assert_eq!(broken.why, "row 7 is missing");
    }
}
