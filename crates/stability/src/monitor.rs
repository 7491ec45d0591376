//! Progress of long runs, and how to stop them.

use crate::error::AnalysisError;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Steps done.
    pub done: u64,
    /// Steps in all. Steps need not take equally long.
    pub total: u64,
}

/// Told about progress; a break stops the run, which then gives
/// [`AnalysisError::Stopped`]. It may be called from several threads.
pub type Watch<'a> = &'a (dyn Fn(Progress) -> ControlFlow<()> + Sync);

/// Counts steps, tells the watch about them and carries its wish to stop to
/// every thread.
pub(crate) struct Monitor<'a> {
    watch: Option<Watch<'a>>,
    total: u64,
    done: AtomicU64,
    stopped: AtomicBool,
    /// The watch is told after this many steps, so that short steps are cheap.
    every: u64,
}

impl<'a> Monitor<'a> {
    pub fn new(watch: Option<Watch<'a>>, total: u64) -> Self {
        Self {
            watch,
            total,
            done: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
            every: (total / 1000).max(1),
        }
    }

    /// Counts steps.
    ///
    /// # Errors
    ///
    /// [`AnalysisError::Stopped`] once the watch asked to stop.
    pub fn step(&self, steps: u64) -> Result<(), AnalysisError> {
        let Some(watch) = self.watch else {
            return Ok(());
        };
        let before = self.done.fetch_add(steps, Ordering::Relaxed);
        let done = before + steps;
        if before / self.every != done / self.every || done >= self.total {
            let progress = Progress {
                done: done.min(self.total),
                total: self.total,
            };
            if watch(progress).is_break() {
                self.stopped.store(true, Ordering::Relaxed);
            }
        }
        if self.stopped.load(Ordering::Relaxed) {
            return Err(AnalysisError::Stopped);
        }
        Ok(())
    }
}
