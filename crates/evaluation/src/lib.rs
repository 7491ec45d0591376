//! Scores attribution extraction against brat-annotated reports.
