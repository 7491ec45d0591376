//! Keeps reports and statements in one SQLite file, append-only.
