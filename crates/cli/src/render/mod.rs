//! What results look like: one module a form.

pub mod csv;
pub mod graphml;
pub mod json;
pub mod marked;
pub mod people;
pub mod prov;
pub mod schemaorg;
pub mod table;
pub mod webannotation;
pub mod wrapped;
pub mod xlsx;
