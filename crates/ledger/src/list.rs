//! Lists reports and statements, and finds one statement by its identifier.

use std::ops::ControlFlow;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use crate::cast::{self, Member};
use crate::resolved::{self, Detail};
use crate::rows::{self, STATEMENT, SUMMARY, SUMMARY_WIDTH};
use crate::utterances::Counted;
use crate::{
    Ledger, LedgerError, ReportFilter, ReportRow, Result, Statement, StatementFilter, identity,
    utterances, words,
};

/// The ends of a query, put together from fixed pieces; every value is bound.
#[derive(Default)]
struct Conditions {
    sql: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    /// Adds a condition in which `?` stands for `value`.
    fn add(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.sql
            .push(condition.replace('?', &format!("?{}", self.values.len())));
    }

    fn outlet_and_dates(
        &mut self,
        outlet: Option<&String>,
        from: Option<&String>,
        to: Option<&String>,
    ) {
        if let Some(outlet) = outlet {
            self.add("t.outlet = ? COLLATE NOCASE", outlet.clone());
        }
        if let Some(from) = from {
            self.add("t.date >= ?", from.clone());
        }
        if let Some(to) = to {
            self.add("substr(t.date, 1, length(?)) <= ?", to.clone());
        }
    }

    /// `WHERE …`, the order, and the limit.
    fn finish(mut self, order: &str, limit: Option<usize>) -> (String, Vec<Value>) {
        let mut sql = String::new();
        if !self.sql.is_empty() {
            sql = format!(" WHERE {}", self.sql.join(" AND "));
        }
        sql.extend([" ORDER BY ", order]);
        if let Some(limit) = limit {
            self.values
                .push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
            let at = self.values.len().to_string();
            sql.extend([" LIMIT ?", &at]);
        }
        (sql, self.values)
    }
}

/// Statements of a report follow one another, so one text and one cast at a
/// time are enough.
#[derive(Default)]
struct AtHand {
    reading: Option<i64>,
    text: String,
    resolution: Option<i64>,
    cast: Vec<Member>,
    counted: Counted,
}

impl Ledger {
    /// Reports, in the order in which their addresses were first read.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn reports(&self, filter: &ReportFilter) -> Result<Vec<ReportRow>> {
        let mut conditions = Conditions::default();
        if !filter.all_revisions {
            conditions.sql.push("a.latest = r.id".into());
        }
        conditions.outlet_and_dates(
            filter.outlet.as_ref(),
            filter.from.as_ref(),
            filter.to.as_ref(),
        );
        let (end, values) = conditions.finish("a.id, r.revision", filter.limit);
        let sql = format!(
            "SELECT {SUMMARY}, t.author, t.language, r.sha256, length(r.bytes),
                 (SELECT count(*) FROM statements s WHERE s.derivation = d.id),
                 d.extractor, a.latest = r.id
             FROM addresses a
             CROSS JOIN reports r ON r.address = a.id
             CROSS JOIN derivations d ON d.id = r.current
             CROSS JOIN readings t ON t.id = d.reading{end}"
        );
        let list = || -> rusqlite::Result<Vec<ReportRow>> {
            let mut query = self.connection.prepare_cached(&sql)?;
            let found = query.query_map(params_from_iter(values), |row| {
                let at = |column: usize| SUMMARY_WIDTH + column;
                let sha256: Vec<u8> = row.get(at(2))?;
                Ok(ReportRow {
                    report: rows::summary(row)?,
                    author: row.get(at(0))?,
                    language: row.get(at(1))?,
                    sha256: identity::hex(&sha256, 2 * sha256.len()),
                    bytes: row.get(at(3))?,
                    statements: row.get(at(4))?,
                    extractor: row.get(at(5))?,
                    latest: row.get(at(6))?,
                })
            })?;
            found.collect()
        };
        list().map_err(|e| self.error(e))
    }

    /// Statements, in the order of [`Ledger::reports`] and then of the text.
    ///
    /// # Errors
    /// Errors about the file; [`LedgerError::UnknownReport`] or
    /// [`LedgerError::AmbiguousReport`] when the filter names no one report.
    pub fn statements(&self, filter: &StatementFilter) -> Result<Vec<Statement>> {
        let mut all = Vec::new();
        self.visit_statements(filter, |statement, _| {
            all.push(statement);
            ControlFlow::Continue(())
        })?;
        Ok(all)
    }

    /// Hands over what [`Ledger::statements`] lists one by one, each with the
    /// normalised text of its report, so that a long list need not fit into
    /// memory, until `visit` breaks off.
    ///
    /// # Errors
    /// As [`Ledger::statements`].
    pub fn visit_statements(
        &self,
        filter: &StatementFilter,
        mut visit: impl FnMut(Statement, &str) -> ControlFlow<()>,
    ) -> Result<()> {
        let (sql, values) = self.statements_query(filter)?;
        let mut query = self
            .connection
            .prepare_cached(&sql)
            .map_err(|e| self.error(e))?;
        let mut found = query
            .query(params_from_iter(values))
            .map_err(|e| self.error(e))?;
        let mut at_hand = AtHand::default();
        while let Some(row) = found.next().map_err(|e| self.error(e))? {
            let mut statement = rows::statement(row).map_err(|e| self.error(e))?;
            self.fill(&mut statement, &mut at_hand)?;
            if visit(statement, &at_hand.text).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn statements_query(&self, filter: &StatementFilter) -> Result<(String, Vec<Value>)> {
        let mut conditions = Conditions::default();
        let said = filter.words.as_deref().and_then(words::query);
        let speaker = filter.speaker.as_deref().and_then(words::query);
        // The index of words is asked first, if it is asked at all: it leaves
        // the fewest rows. CROSS JOIN keeps SQLite to the order written.
        let from_words = said.is_some() || speaker.is_some() || filter.actor.is_some();
        if let Some(said) = said {
            conditions.add(
                "s.id IN (SELECT rowid FROM statement_words WHERE statement_words MATCH ?)",
                said,
            );
        }
        if let Some(speaker) = speaker {
            conditions.add(
                "s.id IN (SELECT rowid FROM statement_speakers WHERE statement_speakers MATCH ?)",
                speaker,
            );
        }
        if let Some(actor) = &filter.actor {
            // Every part but being spoken to or of, or passing it on.
            conditions.add(
                "(s.id, d.resolution) IN (SELECT p.statement, m.resolution
                     FROM actors x
                     CROSS JOIN profiles f ON f.actor = x.id
                     CROSS JOIN members m ON m.profile = f.id
                     CROSS JOIN parts p ON p.member = m.id
                     WHERE x.name = ? AND p.part NOT IN ('to', 'about', 'via'))",
                actor.clone(),
            );
        }
        if let Some(report) = &filter.report {
            conditions.add("r.id = ?", self.report_row(report)?);
        } else {
            conditions.sql.push("a.latest = r.id".into());
        }
        if let Some(kind) = filter.kind {
            conditions.add("s.kind = ?", rows::kind_name(kind).to_owned());
        }
        if let Some(grade) = filter.grade {
            conditions.add(
                "EXISTS (SELECT 1 FROM resolved v WHERE v.resolution = d.resolution
                     AND v.statement = s.id AND v.grade = ?)",
                resolved::grade_name(grade).to_owned(),
            );
        }
        if let Some(least) = filter.min_confidence {
            conditions.add("s.confidence >= ?", f64::from(least));
        }
        conditions.outlet_and_dates(
            filter.outlet.as_ref(),
            filter.from.as_ref(),
            filter.to.as_ref(),
        );
        let tables = if from_words {
            "statements s
             CROSS JOIN derivations d ON d.id = s.derivation
             CROSS JOIN reports r ON r.id = d.report AND r.current = d.id
             CROSS JOIN addresses a ON a.id = r.address
             CROSS JOIN readings t ON t.id = d.reading"
        } else if filter.report.is_some() {
            "reports r
             CROSS JOIN addresses a ON a.id = r.address
             CROSS JOIN derivations d ON d.id = r.current
             CROSS JOIN readings t ON t.id = d.reading
             CROSS JOIN statements s ON s.derivation = d.id"
        } else {
            "addresses a
             CROSS JOIN reports r ON r.id = a.latest
             CROSS JOIN derivations d ON d.id = r.current
             CROSS JOIN readings t ON t.id = d.reading
             CROSS JOIN statements s ON s.derivation = d.id"
        };
        // One revision of each address at most, so its number need not count.
        let (end, values) = conditions.finish("a.id, s.ordinal", filter.limit);
        Ok((
            format!("SELECT {SUMMARY}, {STATEMENT} FROM {tables}{end}"),
            values,
        ))
    }

    /// One statement by its identifier, or by the start of it if no other
    /// starts so. Statements of earlier revisions and earlier extractors are
    /// found, too, so that an identifier once noted stays good.
    ///
    /// # Errors
    /// [`LedgerError::UnknownStatement`], [`LedgerError::AmbiguousStatement`],
    /// or an error about the file.
    pub fn statement(&self, id: &str) -> Result<Statement> {
        let asked = || id.to_owned();
        let mut names = self.names_from("SELECT DISTINCT name FROM statements", id)?;
        let name = match names.len() {
            0 => return Err(LedgerError::UnknownStatement { id: asked() }),
            1 => names.remove(0),
            _ => {
                return Err(LedgerError::AmbiguousStatement {
                    id: asked(),
                    candidates: names,
                });
            }
        };
        let sql = format!(
            "SELECT {SUMMARY}, {STATEMENT}
             FROM statements s
             CROSS JOIN derivations d ON d.id = s.derivation
             CROSS JOIN readings t ON t.id = d.reading
             CROSS JOIN reports r ON r.id = d.report
             WHERE s.name = ?1
             ORDER BY r.current = d.id DESC, d.id DESC LIMIT 1"
        );
        let mut statement = self
            .connection
            .prepare_cached(&sql)
            .and_then(|mut query| query.query_row([name], rows::statement))
            .map_err(|e| self.error(e))?;
        self.fill(&mut statement, &mut AtHand::default())?;
        Ok(statement)
    }

    /// Puts the words and what the resolver told into a statement.
    fn fill(&self, statement: &mut Statement, at_hand: &mut AtHand) -> Result<()> {
        if at_hand.reading != Some(statement.reading) {
            at_hand.text = self.reading_text(statement.reading)?;
            at_hand.reading = Some(statement.reading);
        }
        if !rows::fill(statement, &at_hand.text) {
            return Err(self.damaged(&format!("statement {} does not fit its text", statement.id)));
        }
        let Some(resolution) = statement.resolution else {
            return Ok(());
        };
        if at_hand.resolution != Some(resolution) {
            at_hand.cast =
                cast::members(&self.connection, resolution).map_err(|e| self.error(e))?;
            at_hand.resolution = Some(resolution);
        }
        self.connection
            .prepare_cached(
                "SELECT grade, detail FROM resolved WHERE resolution = ?1 AND statement = ?2",
            )
            .and_then(|mut query| {
                query
                    .query_row([resolution, statement.row], |row| {
                        let grade: Option<String> = row.get(0)?;
                        let detail: Detail = cast::json(row, 1)?;
                        let grade = grade.as_deref().and_then(resolved::parse_grade);
                        detail.fill(statement, grade, &at_hand.cast, &at_hand.text);
                        Ok(())
                    })
                    .optional()
            })
            .map_err(|e| self.error(e))?;
        statement.utterance = utterances::of(&self.connection, statement.row, &mut at_hand.counted)
            .map_err(|e| self.error(e))?;
        Ok(())
    }
}
