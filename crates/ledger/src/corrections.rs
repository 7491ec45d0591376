//! What people told about actors: corrections and actor files. Neither can be
//! made again, so neither is ever changed or taken out.

use demarche_actors::{ActorKind, Correction, Handle, Known, KnownActor};
use rusqlite::{Connection, TransactionBehavior, params};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::link::Told;
use crate::profile::ProfileRole;
use crate::{Ledger, LedgerError, Result, identity, link};

/// A correction in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActorCorrection {
    /// Its number, from 1, for undoing it.
    pub number: i64,
    /// When it was made, ISO 8601.
    pub at: String,
    /// Who made it.
    pub author: String,
    /// Merge, split, rename or undo.
    pub kind: String,
    /// What it does, for a person to read.
    pub says: String,
    /// Why it was made.
    pub why: Option<String>,
    /// Whether it still counts.
    pub stands: bool,
}

/// The column `actor_corrections.subject`.
#[derive(Debug, Serialize, Deserialize)]
enum Subject {
    Merge {
        first: HandleColumn,
        second: HandleColumn,
    },
    Split {
        whole: HandleColumn,
        part: HandleColumn,
    },
    Rename {
        actor: HandleColumn,
        name: String,
    },
    Undo {
        number: i64,
    },
}

#[derive(Debug, Serialize, Deserialize)]
struct HandleColumn {
    kind: ActorKind,
    name: String,
    side: Option<String>,
}

/// The actors of a file, as the column `actor_files.content` keeps them.
#[derive(Debug, Serialize, Deserialize)]
struct KnownColumn {
    kind: ActorKind,
    name: String,
    aliases: Vec<String>,
    roles: Vec<ProfileRole>,
}

impl Ledger {
    /// Keeps a correction and links the actors anew.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn correct_actor(
        &mut self,
        correction: &Correction,
        author: &str,
        at: &str,
        why: Option<&str>,
    ) -> Result<()> {
        let (kind, subject) = match correction {
            Correction::Merge(first, second) => (
                "merge",
                Subject::Merge {
                    first: first.into(),
                    second: second.into(),
                },
            ),
            Correction::Split(whole, part) => (
                "split",
                Subject::Split {
                    whole: whole.into(),
                    part: part.into(),
                },
            ),
            Correction::Rename(actor, name) => (
                "rename",
                Subject::Rename {
                    actor: actor.into(),
                    name: name.clone(),
                },
            ),
        };
        self.keep_correction(kind, &subject, author, at, why)
    }

    /// Takes a correction back; the history keeps both.
    ///
    /// # Errors
    /// [`LedgerError::UnknownCorrection`] where no correction that stands has
    /// the number, or an error about the file.
    pub fn undo_actor_correction(
        &mut self,
        number: i64,
        author: &str,
        at: &str,
        why: Option<&str>,
    ) -> Result<()> {
        let stands = |one: &ActorCorrection| one.number == number && one.stands;
        if !self.actor_corrections()?.iter().any(stands) {
            return Err(LedgerError::UnknownCorrection { number });
        }
        self.keep_correction("undo", &Subject::Undo { number }, author, at, why)
    }

    fn keep_correction(
        &mut self,
        kind: &str,
        subject: &Subject,
        author: &str,
        at: &str,
        why: Option<&str>,
    ) -> Result<()> {
        // Plain data always serialises.
        let subject = serde_json::to_string(subject).unwrap_or_default();
        self.in_transaction(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO actor_corrections (at, author, kind, subject, why)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![at, author, kind, subject, why])?;
            link::everything(connection)
        })
    }

    /// Every correction of actors ever made, oldest first.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn actor_corrections(&self) -> Result<Vec<ActorCorrection>> {
        let list = || -> rusqlite::Result<Vec<ActorCorrection>> {
            let mut all: Vec<ActorCorrection> = Vec::new();
            let mut query = self.connection.prepare_cached(
                "SELECT id, at, author, kind, why, subject FROM actor_corrections ORDER BY id",
            )?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                let subject: Subject = crate::cast::json(row, 5)?;
                if let Subject::Undo { number } = subject
                    && let Some(undone) = all.iter_mut().find(|one| one.number == number)
                {
                    undone.stands = false;
                }
                all.push(ActorCorrection {
                    number: row.get(0)?,
                    at: row.get(1)?,
                    author: row.get(2)?,
                    kind: row.get(3)?,
                    why: row.get(4)?,
                    says: subject.says(),
                    stands: !matches!(subject, Subject::Undo { .. }),
                });
            }
            Ok(all)
        };
        list().map_err(|e| self.error(e))
    }

    /// Keeps the actors of a file under its name, in place of those that an
    /// earlier file of that name told, and links the actors anew.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn keep_actor_file(&mut self, name: &str, known: &Known, at: &str) -> Result<()> {
        let (content, digest) = content(known);
        self.in_transaction(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO actor_files (at, name, sha256, content) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![at, name, &digest[..], content])?;
            link::everything(connection)
        })
    }

    /// The actors that people's files tell of: what a resolver should know
    /// before it reads a report.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn known_actors(&self) -> Result<Known> {
        told(&self.connection)
            .map(|told| told.known)
            .map_err(|e| self.error(e))
    }

    /// Names a resolver of this version that knows the actors of people's
    /// files: another one after those change.
    ///
    /// # Errors
    /// Errors about the file.
    pub fn resolver(&self, version: &str) -> Result<String> {
        let known = self.known_actors()?;
        if known.actors().is_empty() {
            return Ok(version.to_owned());
        }
        let (_, digest) = content(&known);
        Ok(format!("{version}+{}", identity::hex(&digest, 8)))
    }

    pub(crate) fn in_transaction(
        &mut self,
        act: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<()> {
        let file = self.file.clone();
        let sqlite = |e| LedgerError::from_sqlite(&file, e);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(sqlite)?;
        act(&transaction).map_err(sqlite)?;
        transaction.commit().map_err(sqlite)
    }
}

/// The column for a file's actors, and its digest.
fn content(known: &Known) -> (String, [u8; 32]) {
    let actors: Vec<KnownColumn> = known.actors().iter().map(KnownColumn::of).collect();
    // Plain data always serialises.
    let content = serde_json::to_string(&actors).unwrap_or_default();
    let digest = identity::digest(&[content.as_bytes()]);
    (content, digest)
}

/// What people told and did not take back.
pub(crate) fn told(connection: &Connection) -> rusqlite::Result<Told> {
    let mut standing: Vec<(i64, Correction)> = Vec::new();
    let mut query =
        connection.prepare_cached("SELECT id, subject FROM actor_corrections ORDER BY id")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        match crate::cast::json::<Subject>(row, 1)? {
            Subject::Undo { number } => standing.retain(|(known, _)| *known != number),
            Subject::Merge { first, second } => {
                standing.push((row.get(0)?, Correction::Merge(first.into(), second.into())));
            }
            Subject::Split { whole, part } => {
                standing.push((row.get(0)?, Correction::Split(whole.into(), part.into())));
            }
            Subject::Rename { actor, name } => {
                standing.push((row.get(0)?, Correction::Rename(actor.into(), name)));
            }
        }
    }
    let mut known = Vec::new();
    let mut files = connection.prepare_cached(
        "SELECT content FROM actor_files f
         WHERE id = (SELECT max(id) FROM actor_files WHERE name = f.name) ORDER BY id",
    )?;
    for actors in files.query_map([], |row| crate::cast::json::<Vec<KnownColumn>>(row, 0))? {
        known.extend(actors?.into_iter().map(KnownColumn::known));
    }
    let corrections = standing.into_iter().map(|(_, one)| one).collect();
    Ok(Told::new(Known::new(known), corrections))
}

/// What people told, read anew only after they told more: nothing of it is
/// ever changed or taken out, so the newest rows tell.
pub(crate) fn told_lately(
    connection: &Connection,
    lately: &mut Option<Lately>,
) -> rusqlite::Result<Arc<Told>> {
    let newest = connection
        .prepare_cached(
            "SELECT (SELECT max(id) FROM actor_files), (SELECT max(id) FROM actor_corrections)",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    match lately {
        Some((known, told)) if *known == newest => Ok(Arc::clone(told)),
        _ => {
            let told = Arc::new(told(connection)?);
            *lately = Some((newest, Arc::clone(&told)));
            Ok(told)
        }
    }
}

/// The newest actor file and correction, and what people had told by then.
pub(crate) type Lately = ((Option<i64>, Option<i64>), Arc<Told>);

impl Subject {
    fn says(&self) -> String {
        match self {
            Self::Merge { first, second } => format!("{second} is {first}"),
            Self::Split { whole, part } => format!("{part} is not {whole}"),
            Self::Rename { actor, name } => format!("{actor} is called “{name}”"),
            Self::Undo { number } => format!("number {number} is taken back"),
        }
    }
}

impl std::fmt::Display for HandleColumn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.side {
            Some(side) => write!(f, "“{}” ({}, {side})", self.name, self.kind),
            None => write!(f, "“{}” ({})", self.name, self.kind),
        }
    }
}

impl From<&Handle> for HandleColumn {
    fn from(handle: &Handle) -> Self {
        Self {
            kind: handle.kind,
            name: handle.name.clone(),
            side: handle.side.clone(),
        }
    }
}

impl From<HandleColumn> for Handle {
    fn from(column: HandleColumn) -> Self {
        Self {
            kind: column.kind,
            name: column.name,
            side: column.side,
        }
    }
}

impl KnownColumn {
    fn of(actor: &KnownActor) -> Self {
        Self {
            kind: actor.kind,
            name: actor.name.clone(),
            aliases: actor.aliases.clone(),
            roles: actor.roles.iter().map(ProfileRole::of).collect(),
        }
    }

    fn known(self) -> KnownActor {
        KnownActor {
            kind: self.kind,
            name: self.name,
            aliases: self.aliases,
            roles: self.roles.iter().map(ProfileRole::role).collect(),
        }
    }
}
