//! Takes TOML apart key by key.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::fault::Faults;
use crate::near::near;
use crate::text::Text;

/// A value and where it stands.
pub type Value<'a> = Spanned<DeValue<'a>>;

/// A table in the making: keys are taken out, and what is left is unknown.
#[derive(Debug)]
pub struct Table<'a> {
    entries: Vec<(&'a str, Range<usize>, Option<&'a Value<'a>>)>,
    at: Range<usize>,
    what: &'static str,
    /// Every key that was asked for.
    known: Vec<&'static str>,
}

impl<'a> Table<'a> {
    /// The top of a file, or a table in it; `what` is what a person calls it.
    #[must_use]
    pub fn new(table: &'a DeTable<'a>, at: Range<usize>, what: &'static str) -> Self {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| (key.get_ref().as_ref(), key.span(), Some(value)))
            .collect();
        // The parser sorts keys by name; people read them in their order.
        entries.sort_by_key(|(_, at, _)| at.start);
        Self {
            entries,
            at,
            what,
            known: Vec::new(),
        }
    }

    /// A value that must be a table.
    pub fn of(
        value: &'a Value<'a>,
        key: &str,
        what: &'static str,
        faults: &mut Faults,
    ) -> Option<Self> {
        let Some(table) = value.get_ref().as_table() else {
            faults.kind(value, key, "a table");
            return None;
        };
        Some(Self::new(table, value.span(), what))
    }

    /// Where it begins.
    #[must_use]
    pub fn at(&self) -> Range<usize> {
        self.at.clone()
    }

    /// Takes a key out.
    pub fn take(&mut self, key: &'static str) -> Option<&'a Value<'a>> {
        self.known.push(key);
        let entry = self.entries.iter_mut().find(|(name, ..)| *name == key)?;
        entry.2.take()
    }

    /// Whether it has a key, taken out or not.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, ..)| *name == key)
    }

    /// A text, if the key is there.
    pub fn string(&mut self, key: &'static str, faults: &mut Faults) -> Option<Text> {
        let value = self.take(key)?;
        string(value, key, faults)
    }

    /// A string that must be there and say something.
    pub fn needed(&mut self, key: &'static str, remedy: &str, faults: &mut Faults) -> Option<Text> {
        let at = self.at();
        if !self.has(key) {
            self.known.push(key);
            faults.add(at, format!("{} without `{key}`", self.what), remedy);
            return None;
        }
        let text = self.string(key, faults)?;
        if text.text.trim().is_empty() {
            faults.add(text.at.0.clone(), format!("`{key}` is empty"), remedy);
            return None;
        }
        Some(text)
    }

    /// A text that says something if the key is there at all.
    pub fn filled(&mut self, key: &'static str, faults: &mut Faults) -> Option<Text> {
        let text = self.string(key, faults)?;
        if text.text.trim().is_empty() {
            let remedy = format!("write it, or leave `{key}` out");
            faults.add(text.at.0, format!("`{key}` is empty"), remedy);
            return None;
        }
        Some(text)
    }

    /// True or false, if the key is there.
    pub fn boolean(&mut self, key: &'static str, faults: &mut Faults) -> Option<bool> {
        let value = self.take(key)?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            faults.kind(value, key, "true or false");
        }
        found
    }

    /// A whole number, if the key is there.
    pub fn integer(&mut self, key: &'static str, faults: &mut Faults) -> Option<i64> {
        let value = self.take(key)?;
        integer(value, key, faults)
    }

    /// A list, if the key is there; `wanted` is what it should be.
    pub fn array(
        &mut self,
        key: &'static str,
        wanted: &str,
        faults: &mut Faults,
    ) -> Option<&'a [Value<'a>]> {
        let value = self.take(key)?;
        let found = value.get_ref().as_array();
        if found.is_none() {
            faults.kind(value, key, wanted);
        }
        found.map(|array| &**array)
    }

    /// A list of texts, if the key is there.
    pub fn strings(&mut self, key: &'static str, faults: &mut Faults) -> Option<Vec<Text>> {
        let value = self.take(key)?;
        let Some(values) = value.get_ref().as_array() else {
            let wanted = match value.get_ref().as_str() {
                Some(text) => format!("a list: {key} = [{text:?}]"),
                None => "a list of texts: [\"…\", \"…\"]".to_owned(),
            };
            faults.kind(value, key, &wanted);
            return None;
        };
        Some(
            values
                .iter()
                .filter_map(|value| string(value, key, faults))
                .collect(),
        )
    }

    /// An array of tables.
    pub fn tables(
        &mut self,
        key: &'static str,
        what: &'static str,
        faults: &mut Faults,
    ) -> Vec<Table<'a>> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let Some(values) = value.get_ref().as_array() else {
            faults.kind(
                value,
                key,
                &format!("[[{key}]] with two brackets, once for each"),
            );
            return Vec::new();
        };
        values
            .iter()
            .filter_map(|value| Table::of(value, key, what, faults))
            .collect()
    }

    /// The keys and values of a table of names.
    pub fn entries(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> Vec<(Text, &'a Value<'a>)> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let Some(table) = Table::of(value, key, "a table", faults) else {
            return Vec::new();
        };
        table
            .entries
            .into_iter()
            .filter_map(|(name, at, value)| Some((Text::new(name, at), value?)))
            .collect()
    }

    /// Names what nobody asked for.
    pub fn finish(self, faults: &mut Faults) {
        for (name, at, value) in &self.entries {
            if value.is_some() {
                faults.add(
                    at.clone(),
                    format!("{} has no key `{name}`", self.what),
                    match near(name, &self.known) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("known here: {}", self.known.join(", ")),
                    },
                );
            }
        }
    }
}

/// A value that must be a text.
pub fn string(value: &Value<'_>, key: &str, faults: &mut Faults) -> Option<Text> {
    let Some(text) = value.get_ref().as_str() else {
        faults.kind(value, key, "text in quotation marks");
        return None;
    };
    Some(Text::new(text, value.span()))
}

/// A value that must be a whole number.
pub fn integer(value: &Value<'_>, key: &str, faults: &mut Faults) -> Option<i64> {
    let found = value
        .get_ref()
        .as_integer()
        .and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok());
    if found.is_none() {
        faults.kind(value, key, "a whole number of at most 18 digits");
    }
    found
}

/// Two texts in an array.
pub fn pair(
    value: &Value<'_>,
    key: &str,
    wanted: &str,
    faults: &mut Faults,
) -> Option<(Text, Text)> {
    let parts = value.get_ref().as_array().map(|array| &**array);
    let Some([first, second]) = parts else {
        faults.add(
            value.span(),
            format!("an entry of `{key}` is no pair"),
            format!("write {wanted}"),
        );
        return None;
    };
    Some((string(first, key, faults)?, string(second, key, faults)?))
}
