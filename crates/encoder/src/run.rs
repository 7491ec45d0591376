//! Running a network: on one thread a caller, with room that is used again.

use crate::{ModelError, Scratch};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::cell::RefCell;

thread_local! {
    /// The products would spread over the machine's cores otherwise, and
    /// callers on several threads wait for one another.
    static POOL: RefCell<Option<ThreadPool>> = const { RefCell::new(None) };
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Runs what asks a network, on a single thread of its own.
///
/// # Errors
/// As `ask` does, or when the system gives no thread.
pub fn run<R: Send>(
    ask: impl FnOnce(&mut Scratch) -> Result<R, ModelError> + Send,
) -> Result<R, ModelError> {
    POOL.with_borrow_mut(|pool| {
        let pool = if let Some(pool) = pool {
            pool
        } else {
            let one = ThreadPoolBuilder::new().num_threads(1).build();
            pool.insert(one.map_err(ModelError::new)?)
        };
        pool.install(|| SCRATCH.with_borrow_mut(ask))
    })
}
