//! Ctrl-C: the first asks to stop after the report at hand, the second stops
//! at once. The ledger is whole either way.

use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// Listens from now on. Where the system does not let us, Ctrl-C ends the
/// program as ever, which loses nothing but the summary.
pub fn listen() {
    let _ = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
    });
}

/// Whether a person asked to stop.
pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
