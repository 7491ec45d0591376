//! Extracts on several threads and gives the results back in order.
//!
//! Reports go in one by one and come out in the same order, whichever is done
//! first, so that what is written does not depend on the number of threads.
//! Few are under way at a time: memory stays flat however long the read.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use demarche_attribution::{Attribution, ExtractError, Extractor, Mode};
use demarche_reading::Report;

use crate::args::Extraction;
use crate::failure::Failure;

/// A report with what was found in it.
pub struct Extracted {
    pub report: Report,
    pub found: Vec<Attribution>,
}

type Answer = Result<Extracted, ExtractError>;
type Job = (Report, Sender<Answer>);

/// The queue in front of the threads, and the answers under way.
pub struct Workers {
    jobs: Sender<Job>,
    waiting: VecDeque<Receiver<Answer>>,
    most: usize,
    over: Arc<AtomicBool>,
}

impl Workers {
    /// Starts the threads, does `work` with them, and ends them. What is then
    /// still in the queue is given up.
    pub fn with<R>(extractor: &Extractor, how: Extraction, work: impl FnOnce(&mut Self) -> R) -> R {
        let threads = threads(how);
        let (jobs, incoming) = channel::<Job>();
        let incoming = Arc::new(Mutex::new(incoming));
        let over = Arc::new(AtomicBool::new(false));
        thread::scope(|scope| {
            for _ in 0..threads {
                let (incoming, over) = (Arc::clone(&incoming), Arc::clone(&over));
                scope.spawn(move || {
                    while let Some((report, answer)) = next(&incoming, &over) {
                        let found = extractor.extract(&report.text);
                        // Nobody listens any more when the work was given up.
                        let _ = answer.send(found.map(|found| Extracted { report, found }));
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

    /// Puts a report into the queue.
    pub fn put(&mut self, report: Report) -> Result<(), Failure> {
        let (answer, receiver) = channel();
        self.waiting.push_back(receiver);
        self.jobs.send((report, answer)).map_err(|_| STOPPED)
    }

    /// The oldest report that has not come out; `None` when all have.
    pub fn take(&mut self) -> Option<Result<Extracted, Failure>> {
        let answer = self.waiting.pop_front()?;
        Some(match answer.recv() {
            Ok(answer) => answer.map_err(Failure::from),
            Err(_) => Err(STOPPED),
        })
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

const STOPPED: Failure = Failure::Internal("a thread of the extraction stopped");

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
