//! Several conditions in one cell of a table, out and in again.

/// Between two conditions.
const BETWEEN: &str = "; ";

/// Conditions in one cell. What would be taken for the end of one within it has
/// a backslash before it, and so has a backslash.
pub fn joined(conditions: &[String]) -> String {
    let one = |condition: &String| {
        let escaped = condition.replace('\\', r"\\");
        escaped.replace(BETWEEN, r"\; ")
    };
    let cells: Vec<String> = conditions.iter().map(one).collect();
    cells.join(BETWEEN)
}

/// The conditions of a cell. A backslash before anything but a semicolon and a
/// backslash is one that somebody typed.
pub fn parted(cell: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let mut literal = c;
        match (c, next) {
            ('\\', Some(escaped @ (';' | '\\'))) => {
                literal = escaped;
                chars.next();
            }
            (';', Some(' ')) => {
                chars.next();
                found.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = found.last_mut() {
            last.push(literal);
        }
    }
    let plain = found.iter().map(|condition| condition.trim().to_owned());
    plain.filter(|condition| !condition.is_empty()).collect()
}

/// Whether two lists are the same but for blanks around.
pub fn same(one: &[String], other: &[String]) -> bool {
    let plain = |list: &[String]| -> Vec<String> {
        let trimmed = list.iter().map(|condition| condition.trim().to_owned());
        trimmed.filter(|condition| !condition.is_empty()).collect()
    };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::{joined, parted, same};

    #[test]
    fn conditions_go_out_and_come_in() {
        for conditions in [
            &[][..],
            &["if asked"],
            &["if asked", "if the tide allows"],
            &["if asked; and soon", "if paid"],
            &["a;", "b"],
            &[r"a\", r"b\; c", r"\\"],
        ] {
            let list: Vec<String> = conditions.iter().map(|c| (*c).to_owned()).collect();
            assert_eq!(parted(&joined(&list)), list);
        }
        // What people type themselves.
        assert_eq!(parted(r" a ; b\c;d"), ["a", r"b\c;d"]);
        assert!(same(&[" a".into(), String::new()], &["a".into()]));
    }
}
