//! What a draft takes for granted, in sentences.

/// Assumptions in the making, each said once.
#[derive(Default)]
pub(crate) struct Assumptions(pub Vec<String>);

impl Assumptions {
    pub fn add(&mut self, text: String) {
        if !self.0.contains(&text) {
            self.0.push(text);
        }
    }
}
