//! Writes conditions as text that reads back as the same condition.

use super::Condition;

impl Condition {
    /// The condition as text, with the options' names.
    ///
    /// Reading it with [`Condition::parse`] gives a condition that holds in
    /// the same states.
    #[must_use]
    pub fn text(&self, options: &[String]) -> String {
        let mut text = String::new();
        self.write(options, 0, &mut text);
        text
    }

    /// `outside` is how tightly the surroundings bind: 0 none, 1 IF and its
    /// like, 2 OR, 3 AND, 4 NOT.
    fn write(&self, options: &[String], outside: u8, text: &mut String) {
        let (binds, join, parts): (u8, &str, Vec<&Condition>) = match self {
            Self::Constant(value) => {
                // There is no word for a constant; an empty model has no
                // option to say it with, and no condition either.
                text.push_str(&name(options, 0));
                text.push_str(if *value { " OR NOT " } else { " AND NOT " });
                text.push_str(&name(options, 0));
                return;
            }
            Self::Taken(option) => {
                text.push_str(&name(options, *option));
                return;
            }
            Self::Fits(pattern) if outside == 0 && pattern.care != 0 => {
                text.push_str(&pattern.text(options.len()));
                return;
            }
            Self::Fits(pattern) => {
                let parts = (0..options.len())
                    .filter(|k| pattern.care >> k & 1 == 1)
                    .map(|k| match pattern.value >> k & 1 {
                        1 => Self::Taken(k),
                        _ => Self::Taken(k).negated(),
                    })
                    .collect();
                Self::All(parts).write(options, outside, text);
                return;
            }
            Self::Not(part) => {
                text.push_str("NOT ");
                part.write(options, 4, text);
                return;
            }
            Self::All(parts) if parts.is_empty() => {
                return parenthesised(&Self::Constant(true), options, text);
            }
            Self::Any(parts) if parts.is_empty() => {
                return parenthesised(&Self::Constant(false), options, text);
            }
            Self::All(parts) => (3, " AND ", parts.iter().collect()),
            Self::Any(parts) => (2, " OR ", parts.iter().collect()),
            Self::If(a, b) => (1, " IF ", vec![a, b]),
            Self::Iff(a, b) => (1, " IFF ", vec![a, b]),
            Self::Xor(a, b) => (1, " XOR ", vec![a, b]),
        };
        let open = binds <= outside && outside > 0 && parts.len() > 1;
        if open {
            text.push('(');
        }
        for (n, part) in parts.iter().enumerate() {
            if n > 0 {
                text.push_str(join);
            }
            let outside = if parts.len() == 1 { outside } else { binds };
            part.write(options, outside, text);
        }
        if open {
            text.push(')');
        }
    }
}

fn parenthesised(condition: &Condition, options: &[String], text: &mut String) {
    text.push('(');
    condition.write(options, 0, text);
    text.push(')');
}

/// The option's name where it is one plain word, else in quotation marks; its
/// number where quotation marks cannot hold the name.
fn name(options: &[String], option: usize) -> String {
    let Some(name) = options.get(option) else {
        return (option + 1).to_string();
    };
    let first = name.chars().next();
    let plain = first.is_some_and(|c| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !["NOT", "AND", "OR", "IF", "IFF", "XOR"].contains(&name.to_ascii_uppercase().as_str());
    if plain {
        name.clone()
    } else if name.contains('"') {
        (option + 1).to_string()
    } else {
        format!("\"{name}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::State;

    #[test]
    fn printed_conditions_read_back() {
        let options = ["strike", "wage offer", "a \"b\"", "if"].map(String::from);
        for text in [
            "1 AND (2 OR NOT 3)",
            "NOT (1 AND 2) IF (3 XOR 4)",
            "(1 IF 2) IFF (3 -> 4)",
            "Y-N-",
            "NOT NOT 1",
            "(1 AND 2) OR 3 AND (4 OR 1)",
        ] {
            let condition = Condition::parse(text, &options).unwrap();
            let printed = condition.text(&options);
            let again = Condition::parse(&printed, &options).unwrap();
            for s in 0..16 {
                assert_eq!(
                    condition.holds(State(s)),
                    again.holds(State(s)),
                    "{text}: {printed}"
                );
            }
        }
        let any = Condition::Any(vec![Condition::All(vec![]), Condition::Taken(0)]);
        assert_eq!(any.text(&options), "(strike OR NOT strike) OR strike");
    }
}
