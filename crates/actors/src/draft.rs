//! Actors while a report is being read.

use std::collections::BTreeMap;

use demarche_reading::Span;

use crate::gazetteer::Gender;
use crate::{ActorKind, Form, LocalActor, Mention, Role, UnnamedKind};

/// An actor in the making.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub kind: ActorKind,
    pub name: String,
    pub aliases: Vec<String>,
    pub roles: Vec<Role>,
    pub unnamed: Option<UnnamedKind>,
    pub mentions: Vec<Mention>,
    pub gender: Option<Gender>,
    /// Several people or things.
    pub plural: bool,
    /// The noun that describes it, in the singular: "the ministry" can mean it.
    pub head: Option<String>,
    /// Why a side was given that the words themselves leave open.
    pub leaning: Option<String>,
}

impl Draft {
    pub fn new(kind: ActorKind, name: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            aliases: Vec::new(),
            roles: Vec::new(),
            unnamed: None,
            mentions: Vec::new(),
            gender: None,
            plural: kind == ActorKind::Group,
            head: None,
            leaning: None,
        }
    }

    /// The code of the first role's side.
    pub fn code(&self) -> Option<&str> {
        self.roles
            .iter()
            .find_map(|role| role.side.as_ref())
            .map(|side| side.code.as_str())
    }
}

/// The actors found so far, each under a key of its own.
#[derive(Debug, Default)]
pub(crate) struct Drafts {
    pub all: Vec<Draft>,
    keys: BTreeMap<String, usize>,
}

impl Drafts {
    /// The actor under a key, made where there is none.
    pub fn at(&mut self, key: String, make: impl FnOnce() -> Draft) -> usize {
        if let Some(&index) = self.keys.get(&key) {
            return index;
        }
        self.all.push(make());
        self.keys.insert(key, self.all.len() - 1);
        self.all.len() - 1
    }

    /// The actor under a key.
    pub fn get(&self, key: &str) -> Option<usize> {
        self.keys.get(key).copied()
    }

    /// Notes a mention; one span means one actor once.
    pub fn mention(&mut self, actor: usize, span: Span, form: Form, reason: impl Into<String>) {
        let mentions = &mut self.all[actor].mentions;
        if !mentions.iter().any(|mention| mention.span == span) {
            mentions.push(Mention {
                span,
                form,
                reason: reason.into(),
            });
        }
    }

    /// Adds another way to write an actor's name.
    pub fn alias(&mut self, actor: usize, alias: &str) {
        let draft = &mut self.all[actor];
        if draft.name != alias && !draft.aliases.iter().any(|known| known == alias) {
            draft.aliases.push(alias.to_owned());
        }
    }

    /// Orders the actors by first mention; returns them and where each went.
    pub fn finish(self) -> (Vec<LocalActor>, Vec<Option<usize>>) {
        let mut order: Vec<usize> = (0..self.all.len())
            .filter(|&at| !self.all[at].mentions.is_empty())
            .collect();
        order.sort_by_key(|&at| {
            let first = self.all[at]
                .mentions
                .iter()
                .map(|mention| mention.span)
                .min();
            (first, at)
        });
        let mut place = vec![None; self.all.len()];
        let mut actors = Vec::with_capacity(order.len());
        for (to, &from) in order.iter().enumerate() {
            place[from] = Some(to);
            let draft = &self.all[from];
            let mut aliases = draft.aliases.clone();
            let mut name = draft.name.clone();
            // "REUTERS" in a heading is Reuters.
            let same = |alias: &String| alias.to_uppercase() == name && *alias != name;
            if let Some(quieter) = aliases.iter().position(same) {
                name = std::mem::replace(&mut aliases[quieter], name);
            }
            aliases.sort();
            let mut mentions = draft.mentions.clone();
            mentions.sort_by_key(|mention| mention.span);
            if let Some(leaning) = &draft.leaning {
                for mention in &mut mentions {
                    mention.reason = format!("{}; {leaning}", mention.reason);
                }
            }
            actors.push(LocalActor {
                kind: draft.kind,
                name,
                aliases,
                roles: draft.roles.clone(),
                unnamed: draft.unnamed,
                mentions,
            });
        }
        (actors, place)
    }
}
