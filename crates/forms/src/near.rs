//! What somebody may have meant.

/// The known word that differs from `name` by at most two letters.
#[must_use]
pub fn near<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let closest = known.iter().map(|key| (distance(name, key), *key)).min()?;
    (closest.0 <= 2).then_some(closest.1)
}

/// How many letters have to be put in, left out or changed to make one of the
/// other.
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let change = corner + usize::from(letter != *other);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

/// Names in a row: `a, b`; `none yet` for none.
pub fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() {
        return "none yet".to_owned();
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{distance, near};

    #[test]
    fn a_slip_of_the_pen_is_near() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(near("nam", &["sides", "name"]), Some("name"));
        assert_eq!(near("colour", &["sides", "name"]), None);
    }
}
