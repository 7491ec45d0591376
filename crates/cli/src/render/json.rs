//! JSON and JSON Lines: the ledger's own types, printed so that text from
//! reports can neither steer a terminal nor turn its writing direction.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use crate::failure::Failure;
use crate::screen::turns;

/// Writes one value over several lines.
pub fn pretty(out: &mut impl Write, value: &impl Serialize) -> Result<(), Failure> {
    let mut writer =
        serde_json::Serializer::with_formatter(&mut *out, Safe(PrettyFormatter::new()));
    value.serialize(&mut writer)?;
    Ok(writeln!(out)?)
}

/// Writes one value on one line.
pub fn one_line(out: &mut impl Write, value: &impl Serialize) -> Result<(), Failure> {
    let mut writer = serde_json::Serializer::with_formatter(&mut *out, Safe(CompactFormatter));
    value.serialize(&mut writer)?;
    Ok(writeln!(out)?)
}

/// A formatter that escapes, beyond what JSON asks for, the controls above
/// ASCII, DEL, and what turns the writing direction. The value is the same.
struct Safe<F>(F);

impl<F: Formatter> Formatter for Safe<F> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        part: &str,
    ) -> io::Result<()> {
        let mut plain = 0;
        for (at, c) in part.char_indices() {
            if matches!(c, '\u{7f}'..='\u{9f}') || turns(c) {
                out.write_all(&part.as_bytes()[plain..at])?;
                write!(out, "\\u{:04x}", u32::from(c))?;
                plain = at + c.len_utf8();
            }
        }
        out.write_all(&part.as_bytes()[plain..])
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn hidden_characters_are_escaped_and_kept() {
        let text = "a\u{9b}31mb\u{202e}c\u{7f}d\u{1b}é";
        let mut out = Vec::new();
        one_line(&mut out, &text).expect("memory takes it");
        let printed = String::from_utf8(out).expect("it is UTF-8");
        assert_eq!(printed, "\"a\\u009b31mb\\u202ec\\u007fd\\u001bé\"\n");
        assert_eq!(
            serde_json::from_str::<String>(&printed).expect("it is JSON"),
            text
        );
    }
}
