//! Finds the stretches of a text that stand in double quotation marks.

/// A mark at the start of `rest`: how long it is and, if it can open a
/// quotation, the mark that closes it.
struct Mark {
    length: usize,
    closing: Option<&'static [char]>,
    /// The same mark is used on both sides, so its surroundings must tell.
    ambiguous: bool,
    closes: bool,
}

const CURLY: &[char] = &['\u{201d}'];
const GUILLEMET: &[char] = &['\u{bb}'];
const STRAIGHT: &[char] = &['"'];
const TWO_APOSTROPHES: &[char] = &['\'', '\''];

fn mark_at(rest: &[char]) -> Option<Mark> {
    let mark = |length, closing, ambiguous, closes| {
        Some(Mark {
            length,
            closing,
            ambiguous,
            closes,
        })
    };
    match rest {
        ['`', '`', ..] => mark(2, Some(TWO_APOSTROPHES), false, false),
        ['\'', '\'', ..] => mark(2, Some(TWO_APOSTROPHES), true, true),
        ['"', ..] => mark(1, Some(STRAIGHT), true, true),
        ['\u{201c}' | '\u{201e}' | '\u{201f}', ..] => mark(1, Some(CURLY), false, false),
        ['\u{201d}', ..] => mark(1, Some(CURLY), true, true),
        ['\u{ab}', ..] => mark(1, Some(GUILLEMET), false, false),
        ['\u{bb}', ..] => mark(1, None, false, true),
        _ => None,
    }
}

/// What may stand directly before a mark that opens.
fn may_precede_opening(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t'
            | '\u{a0}'
            | '('
            | '['
            | '{'
            | '-'
            | '\u{2013}'
            | '\u{2014}'
            | '/'
            | '\''
            | '\u{2018}'
    )
}

/// White space as Python's `str.isspace` has it: Unicode's, and the four
/// separators of ASCII.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// The lengths of the lines, each with its end, as `str.splitlines` cuts them.
fn line_lengths(text: &[char]) -> Vec<usize> {
    let mut lengths = Vec::new();
    let mut start = 0;
    for (at, &c) in text.iter().enumerate() {
        let ends = match c {
            '\r' => text.get(at + 1) != Some(&'\n'),
            '\n' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                true
            }
            _ => false,
        };
        if ends {
            lengths.push(at + 1 - start);
            start = at + 1;
        }
    }
    if start < text.len() {
        lengths.push(text.len() - start);
    }
    lengths
}

/// The regions in double quotation marks, marks included, in rising order.
///
/// A quotation never leaves its paragraph, which is a line here: newspapers
/// leave the mark out at the end of a paragraph when the next one goes on
/// quoting. A mark that can stand on either side opens where it touches a
/// following word and no preceding one. Where the proper closing mark does not
/// come in the rest of the paragraph, any closing mark will do, since copy
/// mixes curly and straight marks. Single marks are left alone: they look like
/// apostrophes.
pub(crate) fn quoted_regions(text: &[char]) -> Vec<[usize; 2]> {
    let mut regions = Vec::new();
    let mut from = 0;
    for length in line_lengths(text) {
        quoted_in_line(&text[from..from + length], from, &mut regions);
        from += length;
    }
    regions
}

fn quoted_in_line(line: &[char], offset: usize, regions: &mut Vec<[usize; 2]>) {
    // The start of the open quotation, and the only mark that closes it, if
    // there is one further on.
    let mut open: Option<(usize, Option<&[char]>)> = None;
    let mut at = 0;
    while at < line.len() {
        let Some(mark) = mark_at(&line[at..]) else {
            at += 1;
            continue;
        };
        let end = at + mark.length;
        match open {
            None => {
                let opens = !mark.ambiguous
                    || (line.get(end).is_some_and(|&c| !is_space(c))
                        && (at == 0 || may_precede_opening(line[at - 1])));
                if let (true, Some(closing)) = (opens, mark.closing) {
                    let comes = line[end..].windows(closing.len()).any(|w| w == closing);
                    open = Some((at, comes.then_some(closing)));
                }
            }
            Some((start, closing)) => {
                if closing.map_or(mark.closes, |closing| &line[at..end] == closing) {
                    regions.push([offset + start, offset + end]);
                    open = None;
                }
            }
        }
        at = end;
    }
    if let Some((start, _)) = open {
        regions.push([offset + start, offset + line.len()]);
    }
}

#[cfg(test)]
mod tests {
    use super::quoted_regions;

    #[track_caller]
    fn check(text: &str, expected: &[[usize; 2]]) {
        let chars: Vec<char> = text.chars().collect();
        assert_eq!(quoted_regions(&chars), expected, "{text:?}");
    }

    #[test]
    fn pairs_are_found() {
        check("he said \u{201c}no\u{201d} twice", &[[8, 12]]);
        check("\"one\" and \"two\"", &[[0, 5], [10, 15]]);
        check("``one'' and ''two''", &[[0, 7], [12, 19]]);
        check("\u{ab}non\u{bb}, dit-il", &[[0, 5]]);
        check("\u{201e}nein\u{201d}", &[[0, 6]]);
    }

    #[test]
    fn an_open_quotation_ends_with_its_paragraph() {
        check("so \u{201c}it\ngoes", &[[3, 7]]);
        check("\u{201c}a\r\n\u{201c}b\u{2028}c", &[[0, 4], [4, 7]]);
        check("\u{201c}a\u{1c}b", &[[0, 3]]);
    }

    #[test]
    fn a_mark_that_could_be_either_looks_around() {
        // An inch sign after a digit, a mark before a blank, one at the end.
        check("a 6\" pipe", &[]);
        check("a \" b", &[]);
        check("end \"", &[]);
        check("(\"x\")", &[[1, 4]]);
        check("x\u{201d}y\u{201d}", &[]);
        check("\u{201d}x\u{201d}", &[[0, 3]]);
    }

    #[test]
    fn a_foreign_mark_closes_only_in_need() {
        check("\u{201c}x \"y\" z\u{201d} w", &[[0, 9]]);
        check("\u{201c}x\" y", &[[0, 3]]);
        check("\"x\u{bb} y", &[[0, 3]]);
        check("\u{bb}x\u{bb}", &[]);
    }

    #[test]
    fn nothing_and_marks_alone_are_no_trouble() {
        check("", &[]);
        check("\n\n", &[]);
        check("'", &[]);
        check("''", &[]);
        check("``", &[[0, 2]]);
    }
}
