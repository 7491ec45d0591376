//! Lists actors and finds one by name or identifier.

use demarche_actors::{ActorKind, Form, Handle};
use rusqlite::{Row, params};
use serde::Serialize;

use crate::cast::{self, MentionRow};
use crate::linked::Linked;
use crate::profile::ProfileRole;
use crate::{CodePoints, Ledger, LedgerError, ReportSummary, Result, rows, words};

/// How many candidates an error about an ambiguous name lists.
const CANDIDATES: usize = 6;

/// Which actors to list. The default lists all that have a part in a
/// statement of a latest revision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActorFilter {
    /// Words that the name or an alias must hold.
    pub words: Option<String>,
    /// One kind only.
    pub kind: Option<ActorKind>,
    /// The name or the code of the side, in any case.
    pub side: Option<String>,
    /// At most so many, those with the most statements first.
    pub limit: Option<usize>,
}

/// An actor in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActorRow {
    /// The identifier.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// Other names and spellings.
    pub aliases: Vec<String>,
    /// Offices and sides.
    pub roles: Vec<ActorRole>,
    /// Why what reports tell of it was taken for one actor.
    pub why: Vec<String>,
    /// How many statements it has a part in as a speaker.
    pub statements: usize,
    /// In how many reports.
    pub reports: usize,
}

/// An office and the side it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActorRole {
    /// The office, in lower case.
    pub office: Option<String>,
    /// The side's name.
    pub side: Option<String>,
    /// The side's code.
    pub side_code: Option<String>,
    /// The first day it is known to be held, ISO 8601.
    pub from: Option<String>,
    /// The last such day.
    pub to: Option<String>,
}

/// Words of a report that mean an actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MentionOf {
    /// The report.
    pub report: ReportSummary,
    /// Where they stand in the original.
    pub at: CodePoints,
    /// The words.
    pub words: String,
    /// How they name the actor.
    pub form: Form,
    /// Why they are taken to mean it.
    pub reason: String,
}

/// Members of the casts that are shown, of the latest revisions.
const SHOWN: &str = "addresses l
     CROSS JOIN reports r ON r.id = l.latest
     CROSS JOIN derivations d ON d.id = r.current
     CROSS JOIN members m ON m.resolution = d.resolution";

impl Ledger {
    /// Actors, those with the most statements first, then by name.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn actors(&self, filter: &ActorFilter) -> Result<Vec<ActorRow>> {
        let sql = format!(
            "SELECT a.name, a.detail, count(DISTINCT p.statement), count(DISTINCT r.id)
             FROM {SHOWN}
             CROSS JOIN profiles f ON f.id = m.profile
             CROSS JOIN actors a ON a.id = f.actor
             CROSS JOIN parts p ON p.member = m.id
             WHERE p.part NOT IN ('to', 'about', 'via')
                 AND (?1 IS NULL OR a.id IN
                     (SELECT rowid FROM actor_words WHERE actor_words MATCH ?1))
             GROUP BY a.id ORDER BY 3 DESC, a.name"
        );
        let asked = filter.words.as_deref().and_then(words::query);
        let list = || -> rusqlite::Result<Vec<ActorRow>> {
            self.connection
                .prepare_cached(&sql)?
                .query_map([asked], |row| {
                    actor_row(row, cast::json(row, 1)?, row.get(2)?, row.get(3)?)
                })?
                .collect()
        };
        let mut all = list().map_err(|e| self.error(e))?;
        all.retain(|actor| {
            filter.kind.is_none_or(|kind| actor.kind == kind)
                && filter
                    .side
                    .as_deref()
                    .is_none_or(|side| actor.speaks_for(side))
        });
        all.sort_by(|a, b| (b.statements, &a.name, &a.id).cmp(&(a.statements, &b.name, &b.id)));
        all.truncate(filter.limit.unwrap_or(usize::MAX));
        Ok(all)
    }

    /// One actor: by identifier or the start of it, by its whole name or a
    /// whole alias in any case, or by words that only its names hold.
    ///
    /// # Errors
    /// [`LedgerError::UnknownActor`], [`LedgerError::AmbiguousActor`], or an
    /// error about the file.
    pub fn actor(&self, name: &str) -> Result<ActorRow> {
        let mut found = self.actors_by_id(name)?;
        if found.is_empty() {
            found = self.actors(&ActorFilter {
                words: Some(name.to_owned()),
                ..ActorFilter::default()
            })?;
            let whole = |actor: &ActorRow| actor.is_called(name);
            if found.iter().any(whole) {
                found.retain(whole);
            }
            // A state goes before whatever has its name in theirs.
            let main = |actor: &ActorRow| actor.name.eq_ignore_ascii_case(name.trim());
            if found.iter().filter(|actor| main(actor)).count() == 1 {
                found.retain(main);
            }
        }
        if found.len() > 1 {
            let candidates = found.iter().take(CANDIDATES).map(ActorRow::described);
            return Err(LedgerError::AmbiguousActor {
                name: name.to_owned(),
                candidates: candidates.collect(),
            });
        }
        found.pop().ok_or_else(|| LedgerError::UnknownActor {
            name: name.to_owned(),
        })
    }

    fn actors_by_id(&self, start: &str) -> Result<Vec<ActorRow>> {
        let start = start.trim().to_ascii_lowercase();
        if start.len() < 4 || !start.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT a.name, a.detail,
                 (SELECT count(DISTINCT p.statement) FROM {SHOWN}
                      CROSS JOIN profiles f ON f.id = m.profile
                      CROSS JOIN parts p ON p.member = m.id
                      WHERE f.actor = a.id AND p.part NOT IN ('to', 'about', 'via')),
                 (SELECT count(DISTINCT r.id) FROM {SHOWN}
                      CROSS JOIN profiles f ON f.id = m.profile WHERE f.actor = a.id)
             FROM actors a WHERE a.name >= ?1 AND a.name < ?1 || 'g' ORDER BY a.name LIMIT ?2"
        );
        let list = || -> rusqlite::Result<Vec<ActorRow>> {
            self.connection
                .prepare_cached(&sql)?
                .query_map(params![start, CANDIDATES], |row| {
                    actor_row(row, cast::json(row, 1)?, row.get(2)?, row.get(3)?)
                })?
                .collect()
        };
        list().map_err(|e| self.error(e))
    }

    /// Where an actor is mentioned, in the order of reports and of the text.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn mentions(&self, actor: &str) -> Result<Vec<MentionOf>> {
        let sql = format!(
            "SELECT {}, m.mentions, t.text
             FROM actors a
             CROSS JOIN profiles f ON f.actor = a.id
             CROSS JOIN members m ON m.profile = f.id
             CROSS JOIN derivations d ON d.resolution = m.resolution
             CROSS JOIN reports r ON r.id = d.report AND r.current = d.id
             CROSS JOIN addresses l ON l.id = r.address AND l.latest = r.id
             CROSS JOIN readings t ON t.id = d.reading
             WHERE a.name = ?1 ORDER BY l.id",
            rows::SUMMARY
        );
        let list = || -> rusqlite::Result<Vec<MentionOf>> {
            let mut all = Vec::new();
            let mut query = self.connection.prepare_cached(&sql)?;
            let mut found = query.query([actor])?;
            while let Some(row) = found.next()? {
                let report = rows::summary(row)?;
                let mentions: Vec<MentionRow> = cast::json(row, rows::SUMMARY_WIDTH)?;
                let text = row.get_ref(rows::SUMMARY_WIDTH + 1)?.as_str()?;
                all.extend(mentions.into_iter().map(|mention| {
                    MentionOf {
                        report: report.clone(),
                        words: text
                            .get(mention.span[0]..mention.span[1])
                            .unwrap_or_default()
                            .to_owned(),
                        at: mention.at,
                        form: mention.form,
                        reason: mention.reason,
                    }
                }));
            }
            Ok(all)
        };
        list().map_err(|e| self.error(e))
    }
}

fn actor_row(
    row: &Row<'_>,
    linked: Linked,
    statements: usize,
    reports: usize,
) -> rusqlite::Result<ActorRow> {
    Ok(ActorRow {
        id: row.get(0)?,
        name: linked.label,
        kind: linked.kind,
        aliases: linked.aliases,
        roles: linked.roles.into_iter().map(ActorRole::from).collect(),
        why: linked.why,
        statements,
        reports,
    })
}

impl ActorRow {
    /// The name by which corrections know the actor: beyond one linking.
    #[must_use]
    pub fn handle(&self) -> Handle {
        Handle {
            kind: self.kind,
            name: self.name.clone(),
            side: self.roles.iter().find_map(|role| role.side_code.clone()),
        }
    }

    fn is_called(&self, name: &str) -> bool {
        let same = |other: &String| other.to_lowercase() == name.trim().to_lowercase();
        same(&self.name) || self.aliases.iter().any(same)
    }

    fn speaks_for(&self, side: &str) -> bool {
        let same = |known: &Option<String>| {
            known
                .as_deref()
                .is_some_and(|known| known.to_lowercase() == side.to_lowercase())
        };
        self.roles
            .iter()
            .any(|role| same(&role.side) || same(&role.side_code))
    }

    fn described(&self) -> String {
        let side = self.roles.iter().find_map(|role| role.side.as_deref());
        let side = side.map(|side| format!(", {side}")).unwrap_or_default();
        format!("{} ({}{side}; {})", self.name, self.kind, &self.id[..8])
    }
}

impl From<ProfileRole> for ActorRole {
    fn from(role: ProfileRole) -> Self {
        Self {
            office: role.office,
            side_code: role.side.as_ref().map(|side| side.code.clone()),
            side: role.side.map(|side| side.name),
            from: role.from,
            to: role.to,
        }
    }
}
