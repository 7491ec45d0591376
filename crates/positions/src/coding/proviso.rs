//! Conditions that stand behind a content, or behind a refusal.

use super::{INFERRED, Opinion, Piece, bears};
use crate::Stance;
use crate::turns::{Turn, starts};

/// The condition that goes on behind a content: "would extend it | provided
/// that …", to the next mark.
pub(super) fn behind(piece: &Piece) -> Option<&str> {
    starts(&piece.tail, Turn::Proviso)?;
    let proviso = piece.tail.trim_start_matches([',', ' ']);
    let end = proviso.find([',', '.', ';', '”', '"']);
    Some(proviso[..end.unwrap_or(proviso.len())].trim_end())
}

/// Makes a condition of what was refused only without it. `refused` is what the
/// refusal alone was judged to be, `whole` all of it: what is asked about may be
/// what is not to be missing.
pub(super) fn refused_without(
    mut refused: Opinion,
    mut whole: Opinion,
    condition: &str,
) -> Opinion {
    if refused.stance == Stance::Oppose {
        refused.stance = Stance::Conditional;
        refused.conditions = vec![condition.to_owned()];
        refused.reason = format!(
            "not without a condition (“{condition}”); {}",
            refused.reason
        );
        return refused;
    }
    if !bears(&refused) && whole.stance == Stance::Oppose {
        whole.stance = Stance::Support;
        whole.confidence *= INFERRED;
        whole.reason = format!(
            "makes it a condition itself (“{condition}”); {}",
            whole.reason
        );
    }
    whole
}

/// A refusal and its condition: "will not sign", "without a ceasefire".
pub(super) fn not_without(content: &str) -> Option<(&str, &str)> {
    const NEGATORS: [&str; 8] = [
        "not", "no", "never", "cannot", "nothing", "nobody", "neither", "nor",
    ];
    /// "Not without difficulty" sets no condition.
    const MANNER: [&str; 10] = [
        "difficulty",
        "doubt",
        "delay",
        "fail",
        "hesitation",
        "success",
        "exception",
        "reason",
        "cause",
        "precedent",
    ];
    let at = content.find(" without ")?;
    let refused = content[..at].split_whitespace().any(|word| {
        let word = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        NEGATORS.contains(&word.as_str()) || word.ends_with("n't") || word.ends_with("n’t")
    });
    let condition = content[at + 1..].trim_end();
    let end = condition.find([',', '.', ';', '”', '"']);
    let condition = &condition[..end.unwrap_or(condition.len())];
    (refused && !MANNER.contains(&condition.trim_start_matches("without ").trim()))
        .then_some((&content[..at], condition))
}

#[cfg(test)]
mod tests {
    use super::not_without;

    #[test]
    fn a_refusal_can_have_a_condition() {
        assert_eq!(
            not_without("“We will not sign without a ceasefire,”"),
            Some(("“We will not sign", "without a ceasefire"))
        );
        assert_eq!(
            not_without("it won’t sign the pact without the consent of all"),
            Some(("it won’t sign the pact", "without the consent of all"))
        );
        assert_eq!(not_without("it will sign without a ceasefire"), None);
        assert_eq!(
            not_without("it would not back it without guarantees"),
            Some(("it would not back it", "without guarantees"))
        );
        assert_eq!(not_without("it was not without difficulty"), None);
        assert_eq!(not_without("it will not sign"), None);
    }
}
