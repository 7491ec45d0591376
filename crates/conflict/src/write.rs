//! Writes a conflict as `conflict.toml`, to be read and changed by hand.

use crate::conflict::Conflict;
use crate::sheet::{Evidence, PartyEntry, Preferences, Rule, Sheet, Text, When};
use demarche_stability::Direction;
use std::fmt::Write as _;

impl Conflict {
    /// The conflict as the text of a model file. Reading it gives the same
    /// conflict.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        line(&mut out, "title", &quoted(&self.title));
        if let Some(about) = &self.about {
            line(&mut out, "about", &quoted(about));
        }
        if let Some(source) = &self.source {
            line(&mut out, "source", &quoted(source));
        }
        let mut empty = Sheet {
            title: self.sheet.title.clone(),
            ..Sheet::default()
        };
        sheet(&mut out, "", &self.sheet, &mut empty);
        for scenario in &self.scenarios {
            out.push_str("\n[[scenario]]\n");
            line(&mut out, "name", &quoted(&scenario.name));
            if let Some(about) = &scenario.about {
                line(&mut out, "about", &quoted(about));
            }
            sheet(
                &mut out,
                "scenario.",
                &scenario.sheet,
                &mut self.sheet.clone(),
            );
        }
        for view in &self.views {
            out.push_str("\n[[view]]\n");
            line(&mut out, "of", &quoted(&view.party));
            if let Some(about) = &view.about {
                line(&mut out, "about", &quoted(about));
            }
            sheet(&mut out, "view.", &view.sheet, &mut self.sheet.clone());
        }
        out
    }
}

fn line(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key} = {value}");
}

/// Writes what differs from `base`: plain keys first, as TOML wants it.
fn sheet(out: &mut String, prefix: &str, sheet: &Sheet, base: &mut Sheet) {
    if sheet.states != base.states {
        line(out, "states", &texts(&sheet.states));
    }
    if sheet.status_quo != base.status_quo
        && let Some(today) = &sheet.status_quo
    {
        line(out, "status_quo", &quoted(&today.text));
    }
    if sheet.assumptions != base.assumptions {
        list(
            out,
            "assumptions",
            sheet.assumptions.iter().map(|text| quoted(text)),
        );
    }
    if sheet.infeasible != base.infeasible {
        list(
            out,
            "infeasible",
            sheet.infeasible.iter().map(|r| rule(r, None)),
        );
    }
    if sheet.feasible != base.feasible {
        list(
            out,
            "feasible",
            sheet.feasible.iter().map(|r| rule(r, None)),
        );
    }
    if sheet.requires != base.requires {
        let entries = sheet.requires.iter().map(|requirement| {
            let mut parts = vec![
                format!("when = {}", quoted(&requirement.dependent.text)),
                format!("needs = {}", quoted(&requirement.needed.text)),
            ];
            if let Some(because) = &requirement.because {
                parts.push(format!("because = {}", quoted(because)));
            }
            format!("{{ {} }}", parts.join(", "))
        });
        list(out, "requires", entries);
    }
    if sheet.coalitions != base.coalitions {
        let groups: Vec<String> = sheet.coalitions.iter().map(|group| texts(group)).collect();
        line(out, "coalitions", &format!("[{}]", groups.join(", ")));
    }
    if sheet.conditions != base.conditions {
        let entries = sheet
            .conditions
            .iter()
            .map(|(name, r)| (name, rule(r, None)));
        names(out, prefix, "conditions", entries);
    }
    if sheet.names != base.names {
        let entries = sheet
            .names
            .iter()
            .map(|named| (&named.name, quoted(&named.state.text)));
        names(out, prefix, "names", entries);
    }
    if sheet.merged != base.merged {
        let entries = sheet.merged.iter().map(|(name, r)| (name, rule(r, None)));
        names(out, prefix, "merged", entries);
    }
    options(out, prefix, sheet, base);
    for party in &sheet.parties {
        let known = base.parties.iter().find(|known| known.name == party.name);
        if known != Some(party) {
            let _ = writeln!(out, "\n[[{prefix}party]]");
            write_party(out, party, known);
        }
    }
}

/// Options that say nothing but their names need no list of their own if the
/// parties name them in the same order.
fn options(out: &mut String, prefix: &str, sheet: &Sheet, base: &Sheet) {
    let named: Vec<&str> = sheet
        .parties
        .iter()
        .flat_map(|party| party.options.iter().map(|name| name.text.as_str()))
        .collect();
    let plain = sheet.options.iter().all(|option| {
        let silent = option.about.is_none() && option.take.is_none() && option.drop.is_none();
        silent && option.moves == Direction::Both
    });
    let listed: Vec<&str> = sheet
        .options
        .iter()
        .map(|option| option.name.text.as_str())
        .collect();
    if sheet.options == base.options || base.options.is_empty() && plain && named == listed {
        return;
    }
    for option in &sheet.options {
        let known = base.options.iter().find(|known| known.name == option.name);
        if known == Some(option) {
            continue;
        }
        let _ = writeln!(out, "\n[[{prefix}option]]");
        line(out, "name", &quoted(&option.name.text));
        match option.moves {
            Direction::Both if known.is_none() => {}
            Direction::Both => line(out, "moves", "\"both\""),
            Direction::TakeOnly => line(out, "moves", "\"take-only\""),
            Direction::DropOnly => line(out, "moves", "\"drop-only\""),
        }
        for (key, value) in [
            ("about", &option.about),
            ("take", &option.take),
            ("drop", &option.drop),
        ] {
            if let Some(value) = value {
                line(out, key, &quoted(value));
            }
        }
    }
}

fn write_party(out: &mut String, party: &PartyEntry, known: Option<&PartyEntry>) {
    let default = PartyEntry::new("");
    let base = known.unwrap_or(&default);
    line(out, "name", &quoted(&party.name.text));
    if party.about != base.about
        && let Some(about) = &party.about
    {
        line(out, "about", &quoted(about));
    }
    if party.options != base.options {
        line(out, "options", &texts(&party.options));
    }
    if party.preferences != base.preferences {
        preferences(out, &party.preferences);
    }
    if party.unknown != base.unknown {
        list(out, "unknown", party.unknown.iter().map(pair));
    }
    if party.arcs != base.arcs {
        list(out, "moves", party.arcs.iter().flatten().map(pair));
    }
    if party.unseen != base.unseen {
        list(out, "unseen", party.unseen.iter().map(|r| rule(r, None)));
    }
    if party.attitudes != base.attitudes {
        let entries: Vec<String> = party
            .attitudes
            .iter()
            .map(|(name, attitude)| {
                let word = match attitude {
                    1 => "positive",
                    0 => "neutral",
                    _ => "negative",
                };
                format!("{} = \"{word}\"", key(&name.text))
            })
            .collect();
        line(out, "attitudes", &format!("{{ {} }}", entries.join(", ")));
    }
}

fn preferences(out: &mut String, preferences: &Preferences) {
    match preferences {
        Preferences::Statements(rules) => list(out, "prefers", rules.iter().map(|r| rule(r, None))),
        Preferences::Weights { rules, strong_from } => {
            list(
                out,
                "weights",
                rules.iter().map(|(r, weight)| rule(r, Some(*weight))),
            );
            if let Some(least) = strong_from {
                line(out, "strong_from", &least.to_string());
            }
        }
        Preferences::Ranking { groups, gaps } => {
            let groups = groups.iter().map(|group| match group.as_slice() {
                [one] => quoted(&one.text),
                several => texts(several),
            });
            list(out, "ranking", groups);
            if !gaps.is_empty() {
                let gaps: Vec<String> = gaps.iter().map(|gap| (gap + 1).to_string()).collect();
                line(out, "strong_after", &format!("[{}]", gaps.join(", ")));
            }
        }
    }
}

fn rule(rule: &Rule, weight: Option<i64>) -> String {
    let bare = !rule.strong && !rule.assumed && rule.because.is_none() && rule.evidence.is_empty();
    let (name, when) = match &rule.when {
        When::Text(text) => ("when", quoted(&text.text)),
        When::AnyOf(parts) => ("any_of", texts(parts)),
    };
    if bare && weight.is_none() {
        return when;
    }
    let mut parts = vec![format!("{name} = {when}")];
    if let Some(weight) = weight {
        parts.push(format!("weight = {weight}"));
    }
    if rule.strong {
        parts.push("strong = true".to_owned());
    }
    if rule.assumed {
        parts.push("assumed = true".to_owned());
    }
    if let Some(because) = &rule.because {
        parts.push(format!("because = {}", quoted(because)));
    }
    if !rule.evidence.is_empty() {
        let entries: Vec<String> = rule.evidence.iter().map(evidence).collect();
        parts.push(format!(
            "evidence = [\n    {},\n  ]",
            entries.join(",\n    ")
        ));
    }
    format!("{{ {} }}", parts.join(", "))
}

fn evidence(evidence: &Evidence) -> String {
    let more = [
        ("who", &evidence.who),
        ("on", &evidence.on),
        ("outlet", &evidence.outlet),
        ("says", &evidence.says),
    ];
    let mut parts = vec![format!("statement = {}", quoted(&evidence.statement))];
    for (key, value) in more {
        if let Some(value) = value {
            parts.push(format!("{key} = {}", quoted(value)));
        }
    }
    match parts.as_slice() {
        [_] => quoted(&evidence.statement),
        _ => format!("{{ {} }}", parts.join(", ")),
    }
}

/// A list with one entry a line, or on one line where it is short.
fn list(out: &mut String, key: &str, entries: impl Iterator<Item = String>) {
    let entries: Vec<String> = entries.collect();
    let short = entries.iter().map(|entry| entry.len() + 2).sum::<usize>() < 70;
    if short && entries.iter().all(|entry| !entry.contains('\n')) {
        line(out, key, &format!("[{}]", entries.join(", ")));
        return;
    }
    let _ = writeln!(out, "{key} = [");
    for entry in entries {
        let _ = writeln!(out, "  {entry},");
    }
    out.push_str("]\n");
}

/// A table of names.
fn names<'t>(
    out: &mut String,
    prefix: &str,
    title: &str,
    entries: impl Iterator<Item = (&'t Text, String)>,
) {
    let _ = writeln!(out, "\n[{prefix}{title}]");
    for (name, value) in entries {
        let _ = writeln!(out, "{} = {value}", key(&name.text));
    }
}

fn texts(texts: &[Text]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quoted(&text.text)).collect();
    format!("[{}]", quoted.join(", "))
}

fn pair(pair: &(Text, Text)) -> String {
    format!("[{}, {}]", quoted(&pair.0.text), quoted(&pair.1.text))
}

/// A key as TOML writes it.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// Text as TOML writes it: between single quotation marks where it holds
/// double ones and nothing that such a text cannot hold.
fn quoted(text: &str) -> String {
    let plain = |c: char| !c.is_control() && !turns(c);
    if text.contains('"') && !text.contains('\'') && text.chars().all(plain) {
        return format!("'{text}'");
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if !plain(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a character turns the writing direction, and could make a file
/// read otherwise than it is.
fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
