//! Shares out work over the cores. Without the feature `threads`, the caller's
//! own thread does it all, in order.

/// How many threads a run uses.
pub(crate) fn cores() -> usize {
    if cfg!(feature = "threads") {
        std::thread::available_parallelism().map_or(1, usize::from)
    } else {
        1
    }
}

/// Calls `work` with each piece of `items` and its number, on up to `threads`
/// threads. A piece that fails stops the handing out of more.
pub(crate) fn pieces<T: Send, E: Send>(
    items: &mut [T],
    size: usize,
    threads: usize,
    work: impl Fn(usize, &mut [T]) -> Result<(), E> + Sync,
) -> Result<(), E> {
    each(items.chunks_mut(size).collect(), threads, work)
}

/// Calls `work` with each job and its number, on up to `threads` threads.
pub(crate) fn each<J: Send, E: Send>(
    jobs: Vec<J>,
    threads: usize,
    work: impl Fn(usize, J) -> Result<(), E> + Sync,
) -> Result<(), E> {
    let threads = threads.min(jobs.len());
    if threads < 2 || cfg!(not(feature = "threads")) {
        return jobs
            .into_iter()
            .enumerate()
            .try_for_each(|(number, job)| work(number, job));
    }
    shared(jobs, threads, work)
}

#[cfg(not(feature = "threads"))]
fn shared<J, E>(_: Vec<J>, _: usize, _: impl Fn(usize, J) -> Result<(), E>) -> Result<(), E> {
    Ok(())
}

#[cfg(feature = "threads")]
fn shared<J: Send, E: Send>(
    jobs: Vec<J>,
    threads: usize,
    work: impl Fn(usize, J) -> Result<(), E> + Sync,
) -> Result<(), E> {
    use std::sync::{Mutex, PoisonError};
    let queue = Mutex::new(jobs.into_iter().enumerate());
    let failure = Mutex::new(None);
    let take = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((number, job)) = take() {
                    if let Err(error) = work(number, job) {
                        *failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                        // Empty the queue, so that nobody starts another.
                        while take().is_some() {}
                        return;
                    }
                }
            });
        }
    });
    failure
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner)
        .map_or(Ok(()), Err)
}
