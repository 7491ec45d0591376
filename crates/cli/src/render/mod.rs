//! What results look like: one module a form.

pub mod csv;
pub mod json;
pub mod marked;
pub mod people;
pub mod table;
pub mod webannotation;
pub mod wrapped;
