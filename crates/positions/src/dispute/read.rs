//! Reads a dispute file and checks what its parts say of one another. What is
//! wrong in one place does not hide what is wrong in another.

use std::ops::Range;

use demarche_forms::{Faults, Table, Text, listed, parse, stem};

use super::{Arrangement, Dispute, DisputeError, Party, Question, Settled, folded, slug};

pub(super) fn dispute(file: &str, text: &str) -> Result<Dispute, DisputeError> {
    let parsed = parse(text, "docs/disputes.md shows the form")
        .map_err(|faults| DisputeError::new(file, text, faults))?;
    let mut faults = Faults::default();
    let mut top = Table::new(parsed.get_ref(), 0..0, "a dispute");
    let title = top.filled("title", &mut faults).map(|title| title.text);
    let about = top.filled("about", &mut faults).map(|about| about.text);
    let raw = top.tables("party", "a party", &mut faults);
    // A party or question that is there, however faulty, is not one missing.
    let (has_parties, has_questions) = (top.has("party"), top.has("question"));
    let mut parties = Read::of(raw, &mut faults, party);
    settle(&mut parties.all);
    let raw = top.tables("question", "a question", &mut faults);
    let questions = Read::of(raw, &mut faults, |table, all, faults| {
        question(table, all, &parties, faults)
    });
    let raw = top.tables("arrangement", "an arrangement", &mut faults);
    let arrangements = Read::of(raw, &mut faults, |table, all, faults| {
        arrangement(table, all, &questions, faults)
    });
    top.finish(&mut faults);
    overlaps(&parties.all, &mut faults);
    if !has_questions {
        faults.add(
            0..0,
            "the dispute has no question",
            "add one: [[question]] with id, text and yes",
        );
    }
    if !has_parties {
        faults.add(
            0..0,
            "the dispute has no party",
            "add one: [[party]] with a name",
        );
    }
    if !faults.0.is_empty() {
        return Err(DisputeError::new(file, text, faults));
    }
    Ok(Dispute {
        title: title.unwrap_or_else(|| stem(file)),
        about,
        parties: parties.all.into_iter().map(|(party, _)| party).collect(),
        questions: questions.all,
        arrangements: arrangements.all,
    })
}

/// The parts of one kind that could be read.
struct Read<T> {
    all: Vec<T>,
    /// Whether these are all that the file has. Where one could not be read, a
    /// name that is unknown may be its name.
    whole: bool,
}

impl<T> Read<T> {
    fn of<'t>(
        tables: Vec<Table<'t>>,
        faults: &mut Faults,
        mut read: impl FnMut(Table<'t>, &[T], &mut Faults) -> Option<T>,
    ) -> Self {
        let many = tables.len();
        let mut all = Vec::new();
        for table in tables {
            let found = read(table, &all, faults);
            all.extend(found);
        }
        let whole = all.len() == many;
        Self { all, whole }
    }
}

/// A party, and where each of its sides stands in the file.
type Placed = (Party, Vec<Range<usize>>);

fn party(mut table: Table<'_>, all: &[Placed], faults: &mut Faults) -> Option<Placed> {
    let id = table.filled("id", faults);
    let name = table.needed("name", "name it: name = \"…\"", faults);
    let sides = texts(&mut table, "sides", faults);
    let actors = texts(&mut table, "actors", faults).unwrap_or_default();
    let heads = texts(&mut table, "heads", faults).unwrap_or_default();
    let offices = texts(&mut table, "offices", faults).unwrap_or_default();
    let except = texts(&mut table, "except", faults).unwrap_or_default();
    let at = table.at();
    table.finish(faults);
    let name = name?;
    let (id, at) = identifier(id, &name, at);
    check_id(&id, &at, faults);
    let ids: Vec<&str> = all.iter().map(|(party, _)| party.id.as_str()).collect();
    if !taken("parties", &id, &ids, &at, "another id or name", faults)
        && all
            .iter()
            .any(|(other, _)| folded(&other.name) == folded(&name.text))
    {
        faults.add(
            name.at.0.clone(),
            format!("two parties have the name `{}`", name.text),
            "give one of them another name, or make one party of both",
        );
    }
    let named = !actors.is_empty() || !heads.is_empty();
    if sides.as_ref().is_some_and(Vec::is_empty) && !named {
        faults.add(
            at,
            format!("nobody speaks for `{}`", name.text),
            "name its sides, actors or heads; without `sides`, the side of its own name speaks for it",
        );
    }
    // Beside named speakers the side of its own name speaks for it, too, unless
    // another party has that side: so it has no place (see `settle`).
    let beside = sides.is_none() && named;
    let sides = sides.unwrap_or_else(|| vec![name.clone()]);
    let written = sides.iter().filter(|_| !beside);
    let places = written.map(|side| side.at.0.clone()).collect();
    let party = Party {
        id,
        name: name.text,
        sides: plain(sides),
        actors: plain(actors),
        heads: plain(heads),
        offices: plain(offices),
        except: plain(except),
    };
    Some((party, places))
}

/// Leaves a side that a party has by its name alone to another that lists it.
fn settle(parties: &mut [Placed]) {
    let listed: Vec<String> = parties
        .iter()
        .filter(|(_, places)| !places.is_empty())
        .flat_map(|(party, _)| party.sides.iter().map(|side| folded(side)))
        .collect();
    for (party, places) in parties {
        if places.is_empty() {
            party.sides.retain(|side| !listed.contains(&folded(side)));
        }
    }
}

/// A side speaks for one party, unless a party says who of it does: what one
/// person says would otherwise count for both.
fn overlaps(parties: &[Placed], faults: &mut Faults) {
    let narrow = |party: &Party| !party.offices.is_empty() || !party.except.is_empty();
    for (index, (party, places)) in parties.iter().enumerate() {
        for (other, _) in &parties[..index] {
            // Of two parties that cannot be told apart, that is the fault.
            let same = party.id == other.id || folded(&party.name) == folded(&other.name);
            if narrow(party) || narrow(other) || same {
                continue;
            }
            for (side, at) in party.sides.iter().zip(places) {
                let shared = |theirs: &&String| folded(theirs) == folded(side);
                if other.sides.iter().any(|theirs| shared(&theirs)) {
                    faults.add(
                        at.clone(),
                        format!("`{side}` is a side of `{}` and of `{}`", other.id, party.id),
                        "leave it to one of them, or say by `offices` or `except` who of it speaks for which",
                    );
                }
            }
        }
    }
}

fn question(
    mut table: Table<'_>,
    all: &[Question],
    parties: &Read<Placed>,
    faults: &mut Faults,
) -> Option<Question> {
    let id = table.needed("id", "add one, such as id = \"ceasefire\"", faults);
    let text = table.needed("text", "write the question in plain words", faults);
    let yes = table.needed(
        "yes",
        "write as a sentence what somebody who answers yes asserts",
        faults,
    );
    let also = texts(&mut table, "also", faults).unwrap_or_default();
    let counter = texts(&mut table, "counter", faults).unwrap_or_default();
    let controlled_by = table.filled("controlled_by", faults).and_then(|by| {
        let same = |party: &Party| party.id == by.text || folded(&party.name) == folded(&by.text);
        let found = parties.all.iter().find(|(party, _)| same(party));
        if found.is_none() && parties.whole {
            let known = parties.all.iter().map(|(party, _)| party.id.as_str());
            faults.add(
                by.at.0,
                format!("no party is called `{}`", by.text),
                format!("parties: {}", listed(known)),
            );
        }
        found.map(|(party, _)| party.id.clone())
    });
    table.finish(faults);
    let id = id?;
    check_id(&id.text, &id.at.0, faults);
    let ids: Vec<&str> = all.iter().map(|question| question.id.as_str()).collect();
    taken("questions", &id.text, &ids, &id.at.0, "another id", faults);
    Some(Question {
        id: id.text,
        // A fault has been told where one is missing.
        text: text.map(|text| text.text).unwrap_or_default(),
        yes: yes.map(|yes| yes.text).unwrap_or_default(),
        also: plain(also),
        counter: plain(counter),
        controlled_by,
    })
}

fn arrangement(
    mut table: Table<'_>,
    all: &[Arrangement],
    questions: &Read<Question>,
    faults: &mut Faults,
) -> Option<Arrangement> {
    let id = table.filled("id", faults);
    let name = table.needed("name", "name it: name = \"…\"", faults);
    let source = table.filled("source", faults).map(|source| source.text);
    let given = table.entries("answers", faults);
    let at = table.at();
    table.finish(faults);
    let mut answers = Vec::new();
    for (question, answer) in &given {
        let order = questions.all.iter().position(|q| q.id == question.text);
        if order.is_none() && questions.whole {
            let known = questions.all.iter().map(|q| q.id.as_str());
            faults.add(
                question.at.0.clone(),
                format!("no question is called `{}`", question.text),
                format!("questions: {}", listed(known)),
            );
        }
        let yes = match answer.get_ref().as_str() {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            Some(other) => {
                faults.add(
                    answer.span(),
                    format!("`{other}` is no answer"),
                    "write \"yes\" or \"no\"; leave open questions out",
                );
                None
            }
            None => {
                faults.kind(answer, &question.text, "\"yes\" or \"no\"");
                None
            }
        };
        if let (Some(order), Some(yes)) = (order, yes) {
            let question = question.text.clone();
            answers.push((order, Settled { question, yes }));
        }
    }
    let name = name?;
    let (id, at) = identifier(id, &name, at);
    check_id(&id, &at, faults);
    let ids: Vec<&str> = all.iter().map(|other| other.id.as_str()).collect();
    taken("arrangements", &id, &ids, &at, "another id or name", faults);
    if given.is_empty() {
        faults.add(
            at,
            format!("arrangement `{id}` answers no question"),
            "add answers = { question = \"yes\" }",
        );
    }
    answers.sort_by_key(|(order, _)| *order);
    Some(Arrangement {
        id,
        name: name.text,
        source,
        answers: answers.into_iter().map(|(_, settled)| settled).collect(),
    })
}

/// A list of texts that each say something.
fn texts(table: &mut Table<'_>, key: &'static str, faults: &mut Faults) -> Option<Vec<Text>> {
    let found = table.strings(key, faults)?;
    for text in found.iter().filter(|text| text.text.trim().is_empty()) {
        faults.add(
            text.at.0.clone(),
            format!("an empty text in `{key}`"),
            "write it, or leave it out",
        );
    }
    Some(found)
}

fn plain(texts: Vec<Text>) -> Vec<String> {
    texts.into_iter().map(|text| text.text).collect()
}

/// The identifier that a part has, given or made of its name, and where what
/// it comes from stands.
fn identifier(id: Option<Text>, name: &Text, table: Range<usize>) -> (String, Range<usize>) {
    match id {
        Some(id) => (id.text, id.at.0),
        None if name.at.0.is_empty() => (slug(&name.text), table),
        None => (slug(&name.text), name.at.0.clone()),
    }
}

/// Whether an identifier is another's, in letters of the same or of the other
/// case: people type them.
fn taken(
    parts: &str,
    id: &str,
    others: &[&str],
    at: &Range<usize>,
    remedy: &str,
    faults: &mut Faults,
) -> bool {
    let Some(other) = others
        .iter()
        .find(|other| other.to_lowercase() == id.to_lowercase())
    else {
        return false;
    };
    let what = if *other == id {
        format!("two {parts} are called `{id}`")
    } else {
        format!("two {parts} are called `{other}` and `{id}`, which differ only in case")
    };
    faults.add(at.clone(), what, format!("give one of them {remedy}"));
    true
}

/// Identifiers are typed at the command line and stand in tables.
fn check_id(id: &str, at: &Range<usize>, faults: &mut Faults) {
    let fits = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    if id.is_empty() || !id.chars().all(fits) {
        faults.add(
            at.clone(),
            format!("`{id}` cannot be an id"),
            "use letters, digits, and - _ . without blanks",
        );
    }
}
