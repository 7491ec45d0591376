//! Who says something that is kept for good, and when.

use crate::failure::Failure;

/// Who judges or corrects: as typed, or whoever is logged in.
pub fn author(typed: Option<&str>) -> Result<String, Failure> {
    let user = || std::env::var("USER").ok();
    // An empty name typed is a slip, and not to be signed with another's.
    typed
        .map(str::to_owned)
        .or_else(user)
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .ok_or(Failure::Nameless)
}

/// The moment, for the history.
pub fn now() -> String {
    jiff::Timestamp::now()
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string()
}
