//! Cuts a text into words, numbers and marks, and knows the words of dates.

use jiff::civil::Weekday;

use crate::phrase::{Season, Unit};

/// What a token may be in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Its name, and whether the word alone is enough to know it for one.
    Month(i8, bool),
    Weekday(Weekday, bool),
    Season(Season),
    Unit(Unit),
    /// Digits alone: value and how many digits.
    Number(i32, usize),
    /// Digits in a price, a share, a decimal or a longer code: no part of a date.
    OtherNumber,
    /// A number word below a hundred.
    Cardinal(i32),
    /// "first", "22nd".
    Ordinal(i32),
    /// "1990s", by its first year.
    Decade(i16),
    /// "Q3" and "H1": the parts of a year.
    Quarter(i8),
    Half(i8),
    Word,
    Mark,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

/// The tokens of a text, of which `lower` is the ASCII lower case.
pub(crate) fn tokens(text: &str, lower: &str) -> Vec<Token> {
    let bytes = lower.as_bytes();
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let byte = bytes[at];
        if byte.is_ascii_digit() {
            at = run(bytes, at, u8::is_ascii_digit);
            let digits = at;
            at = run(bytes, at, u8::is_ascii_alphanumeric);
            let kind = if digits == at {
                number(bytes, start, at)
            } else {
                suffixed(&lower[start..digits], &lower[digits..at])
            };
            // "Oct2" and "mar3" are cut before the digits, "22nd" is whole.
            if kind == Kind::Word && lower[digits..at].bytes().all(|b| b.is_ascii_alphabetic()) {
                tokens.push(Token {
                    start,
                    end: digits,
                    kind: number(bytes, start, digits),
                });
                tokens.push(Token {
                    start: digits,
                    end: at,
                    kind: word(&lower[digits..at], text.as_bytes()[digits]),
                });
                continue;
            }
            tokens.push(Token {
                start,
                end: at,
                kind,
            });
        } else if letter(bytes, at) {
            while letter(bytes, at) {
                at += 1;
            }
            let kind = if bytes.get(at).is_some_and(u8::is_ascii_digit) && at - start == 1 {
                at = run(bytes, at, u8::is_ascii_alphanumeric);
                lettered(&lower[start..at])
            } else {
                word(&lower[start..at], text.as_bytes()[start])
            };
            tokens.push(Token {
                start,
                end: at,
                kind,
            });
        } else if byte == b'\n' && blank_line(bytes, at + 1) {
            at += 1;
            tokens.push(Token {
                start,
                end: at,
                kind: Kind::Mark,
            });
        } else if bytes[at..].starts_with(NO_BREAK) {
            at += NO_BREAK.len();
        } else {
            at += if byte.is_ascii() { 1 } else { 3 };
            if !byte.is_ascii_whitespace() {
                tokens.push(Token {
                    start,
                    end: at,
                    kind: Kind::Mark,
                });
            }
        }
    }
    tokens
}

/// Whether only spaces stand between here and the next end of line: no date
/// goes on in the next paragraph.
fn blank_line(bytes: &[u8], at: usize) -> bool {
    bytes.get(run(bytes, at, |b| matches!(b, b' ' | b'\t' | b'\r'))) == Some(&b'\n')
}

const NO_BREAK: &[u8] = "\u{a0}".as_bytes();

/// Whether a letter stands here, or a byte of a character beyond ASCII that is
/// no general punctuation (dashes and quotes, bytes E2 80) and no space.
fn letter(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|byte| {
        byte.is_ascii_alphabetic()
            || *byte >= 0x80
                && !bytes[at..].starts_with(&[0xe2, 0x80])
                && !bytes[at..].starts_with(NO_BREAK)
    })
}

fn run(bytes: &[u8], mut at: usize, holds: impl Fn(&u8) -> bool) -> usize {
    while bytes.get(at).is_some_and(&holds) {
        at += 1;
    }
    at
}

/// Digits; with a currency sign before, a percent sign after, or more digits
/// beyond a comma or a point, they are of no date.
fn number(bytes: &[u8], start: usize, end: usize) -> Kind {
    let before = start.checked_sub(1).map(|i| bytes[i]);
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let money = before == Some(b'$')
        || bytes[..start].ends_with("€".as_bytes())
        || bytes[..start].ends_with("£".as_bytes());
    let grouped = bytes.get(end) == Some(&b',')
        && digit(end + 1)
        && digit(end + 2)
        && digit(end + 3)
        && !digit(end + 4)
        || before == Some(b',') && start >= 2 && digit(start - 2) && end - start == 3;
    if money || grouped || bytes.get(end) == Some(&b'%') || end - start > 8 {
        return Kind::OtherNumber;
    }
    let value = bytes[start..end]
        .iter()
        .fold(0, |sum, b| sum * 10 + i32::from(b - b'0'));
    Kind::Number(value, end - start)
}

fn suffixed(digits: &str, suffix: &str) -> Kind {
    let Ok(value) = digits.parse::<i32>() else {
        return Kind::OtherNumber;
    };
    match suffix {
        "st" | "nd" | "rd" | "th" if value < 100 => Kind::Ordinal(value),
        "s" if value % 10 == 0 && (1000..2200).contains(&value) => {
            Kind::Decade(i16::try_from(value).unwrap_or_default())
        }
        "s" if value % 10 == 0 && value < 100 && digits.len() == 2 => {
            Kind::Decade(i16::try_from(1900 + value).unwrap_or_default())
        }
        _ => Kind::Word,
    }
}

fn lettered(word: &str) -> Kind {
    match word {
        "q1" => Kind::Quarter(1),
        "q2" => Kind::Quarter(2),
        "q3" => Kind::Quarter(3),
        "q4" => Kind::Quarter(4),
        "h1" => Kind::Half(1),
        "h2" => Kind::Half(2),
        _ => Kind::OtherNumber,
    }
}

/// What a word in lower case may be; its first byte as written tells whether
/// "March" is a name.
fn word(word: &str, first: u8) -> Kind {
    let name = first.is_ascii_uppercase();
    if let Some(kind) = calendar(word, name) {
        return kind;
    }
    match word {
        "one" => Kind::Cardinal(1),
        "two" => Kind::Cardinal(2),
        "three" => Kind::Cardinal(3),
        "four" => Kind::Cardinal(4),
        "five" => Kind::Cardinal(5),
        "six" => Kind::Cardinal(6),
        "seven" => Kind::Cardinal(7),
        "eight" => Kind::Cardinal(8),
        "nine" => Kind::Cardinal(9),
        "ten" => Kind::Cardinal(10),
        "eleven" => Kind::Cardinal(11),
        "twelve" => Kind::Cardinal(12),
        "thirteen" => Kind::Cardinal(13),
        "fourteen" => Kind::Cardinal(14),
        "fifteen" => Kind::Cardinal(15),
        "sixteen" => Kind::Cardinal(16),
        "seventeen" => Kind::Cardinal(17),
        "eighteen" => Kind::Cardinal(18),
        "nineteen" => Kind::Cardinal(19),
        "twenty" => Kind::Cardinal(20),
        "thirty" => Kind::Cardinal(30),
        "forty" => Kind::Cardinal(40),
        "fifty" => Kind::Cardinal(50),
        "sixty" => Kind::Cardinal(60),
        "seventy" => Kind::Cardinal(70),
        "eighty" => Kind::Cardinal(80),
        "ninety" => Kind::Cardinal(90),
        "first" => Kind::Ordinal(1),
        "second" => Kind::Ordinal(2),
        "third" => Kind::Ordinal(3),
        "fourth" => Kind::Ordinal(4),
        "fifth" => Kind::Ordinal(5),
        "sixth" => Kind::Ordinal(6),
        "seventh" => Kind::Ordinal(7),
        "eighth" => Kind::Ordinal(8),
        "ninth" => Kind::Ordinal(9),
        "tenth" => Kind::Ordinal(10),
        "eleventh" => Kind::Ordinal(11),
        "twelfth" => Kind::Ordinal(12),
        "thirteenth" => Kind::Ordinal(13),
        "fourteenth" => Kind::Ordinal(14),
        "fifteenth" => Kind::Ordinal(15),
        "sixteenth" => Kind::Ordinal(16),
        "seventeenth" => Kind::Ordinal(17),
        "eighteenth" => Kind::Ordinal(18),
        "nineteenth" => Kind::Ordinal(19),
        "twentieth" => Kind::Ordinal(20),
        "thirtieth" => Kind::Ordinal(30),
        "noughties" => Kind::Decade(2000),
        "twenties" => Kind::Decade(1920),
        "thirties" => Kind::Decade(1930),
        "forties" => Kind::Decade(1940),
        "fifties" => Kind::Decade(1950),
        "sixties" => Kind::Decade(1960),
        "seventies" => Kind::Decade(1970),
        "eighties" => Kind::Decade(1980),
        "nineties" => Kind::Decade(1990),
        _ => Kind::Word,
    }
}

fn calendar(word: &str, name: bool) -> Option<Kind> {
    use jiff::civil::Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    Some(match word {
        "january" => Kind::Month(1, true),
        "february" => Kind::Month(2, true),
        "march" => Kind::Month(3, name),
        "april" => Kind::Month(4, true),
        "may" => Kind::Month(5, false),
        "june" => Kind::Month(6, true),
        "july" => Kind::Month(7, true),
        "august" | "aug" => Kind::Month(8, name),
        "september" => Kind::Month(9, true),
        "october" => Kind::Month(10, true),
        "november" => Kind::Month(11, true),
        "december" => Kind::Month(12, true),
        "jan" => Kind::Month(1, false),
        "feb" => Kind::Month(2, name),
        "mar" => Kind::Month(3, false),
        "apr" => Kind::Month(4, name),
        "jun" => Kind::Month(6, false),
        "jul" => Kind::Month(7, false),
        "sep" => Kind::Month(9, false),
        "sept" => Kind::Month(9, name),
        "oct" => Kind::Month(10, name),
        "nov" => Kind::Month(11, name),
        "dec" => Kind::Month(12, false),
        "monday" | "mondays" => Kind::Weekday(Monday, true),
        "tuesday" | "tuesdays" => Kind::Weekday(Tuesday, true),
        "wednesday" | "wednesdays" => Kind::Weekday(Wednesday, true),
        "thursday" | "thursdays" => Kind::Weekday(Thursday, true),
        "friday" | "fridays" => Kind::Weekday(Friday, true),
        "saturday" | "saturdays" => Kind::Weekday(Saturday, true),
        "sunday" | "sundays" => Kind::Weekday(Sunday, true),
        "mon" => Kind::Weekday(Monday, false),
        "tue" | "tues" => Kind::Weekday(Tuesday, false),
        "wed" => Kind::Weekday(Wednesday, false),
        "thu" | "thur" | "thurs" => Kind::Weekday(Thursday, false),
        "fri" => Kind::Weekday(Friday, false),
        "sat" => Kind::Weekday(Saturday, false),
        "sun" => Kind::Weekday(Sunday, false),
        "spring" => Kind::Season(Season::Spring),
        "summer" => Kind::Season(Season::Summer),
        "autumn" | "fall" => Kind::Season(Season::Autumn),
        "winter" => Kind::Season(Season::Winter),
        "day" | "days" => Kind::Unit(Unit::Day),
        "week" | "weeks" => Kind::Unit(Unit::Week),
        "weekend" | "weekends" => Kind::Unit(Unit::Weekend),
        "fortnight" | "fortnights" => Kind::Unit(Unit::Fortnight),
        "month" | "months" => Kind::Unit(Unit::Month),
        "quarter" | "quarters" => Kind::Unit(Unit::Quarter),
        "year" | "years" => Kind::Unit(Unit::Year),
        "decade" | "decades" => Kind::Unit(Unit::Decade),
        "century" | "centuries" => Kind::Unit(Unit::Century),
        _ => return None,
    })
}
