//! What a person may set about reading.

use jiff::civil::Date;

use crate::Format;

/// What a person may set about reading; the default reads every form and
/// believes what the reports say of themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The day of publication, over what the reports say.
    pub date: Option<Date>,
    /// The language, over what the reports say and what the detector finds.
    pub language: Option<String>,
    /// The form, over what names and contents say.
    pub format: Option<Format>,
    /// The size in bytes above which a file, or a line of a JSON Lines file,
    /// is skipped. A JSON Lines file may be longer as a whole: it is streamed.
    pub max_bytes: u64,
}

impl Options {
    /// 32 MiB: some five million words, more than any one report has.
    pub const DEFAULT_MAX_BYTES: u64 = 32 << 20;
}

impl Default for Options {
    fn default() -> Self {
        Self {
            date: None,
            language: None,
            format: None,
            max_bytes: Self::DEFAULT_MAX_BYTES,
        }
    }
}
