//! Who says something that is kept for good, and when.

use crate::failure::Failure;

/// Who judges or corrects: as typed, or whoever is logged in.
pub fn author(typed: Option<&str>) -> Result<String, Failure> {
    let logged_in = || {
        let set = |name| {
            std::env::var(name)
                .ok()
                .filter(|user| !user.trim().is_empty())
        };
        set("USER").or_else(|| set("LOGNAME")).or_else(account)
    };
    // An empty name typed is a slip, and not to be signed with another's.
    typed
        .map(str::to_owned)
        .or_else(logged_in)
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .ok_or(Failure::Nameless)
}

/// The account that the program runs under, as `id -un` names it.
#[cfg(unix)]
fn account() -> Option<String> {
    use nix::unistd::{User, geteuid};
    Some(User::from_uid(geteuid()).ok()??.name)
}

#[cfg(not(unix))]
fn account() -> Option<String> {
    std::env::var("USERNAME").ok()
}

/// The moment, for the history.
pub fn now() -> String {
    jiff::Timestamp::now()
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string()
}
