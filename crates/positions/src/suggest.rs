//! A first dispute file from what a ledger holds: the sides that speak most,
//! and the matters on which more than one side speaks.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use demarche_stance::{Stance, leaning};

use crate::dispute::{folded, slug};

/// A statement, as far as a suggestion needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The side of the one who speaks.
    pub side: Option<String>,
    /// Who speaks, as written.
    pub source: String,
    /// The words that signal it.
    pub cue: String,
    /// What is said.
    pub content: String,
}

/// A matter on which several sides speak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// The words that its statements share.
    pub words: Vec<String>,
    /// The sides that speak on it.
    pub sides: Vec<String>,
    /// The indexes of its statements.
    pub statements: Vec<usize>,
}

/// Fewer statements than this make no matter.
const LEAST: usize = 2;
/// Contents longer than this, in words, are about too much to be examples.
const LONGEST: usize = 40;

/// Words that are in everything.
const COMMON: &str = "a about after again against all also although always an and any are as at be because been before being both but by can could did do does during each for from further had has have having he her here him his how if in into is it its itself just like made make many may me might more most must my need needs new no nor not now of off on once one only or other our out over own per put said same say says she should since so some still such than that the their them then there these they this those through to too two under until up us very was way we well were what when where which while who whom whose why will with without would year years you your first next last day days week time people country countries state states part want wants take take taken give given get got going come came work ready must need issue question talks told according u";

/// Words that hold a sentence together: a content without one is a fragment.
const VERBS: &str = "is are was were be been has have had will would shall should can could may might must do does did need needs cannot won't wouldn't isn't aren't doesn't don't";

/// A content that begins so depends on a sentence that is not there.
const LOOSE: &str = "when whenever if unless whether while although though because since until after before as to of for from with without in on at by which who whom whose what how why where and or but than any all no he she it they we i you his her its their our this these those";

/// Where one of these comes before the first verb, the verb is not the
/// sentence's own.
const JOINTS: &str = "that which who whom whose to until when if because after before";

/// What somebody is to do, or would do: the stuff of questions.
const POLICY: &str = "should shall must will would needs ready willing prepared agree agrees";

/// Whether a content can stand as a proposition by itself: it says of somebody
/// who is named, and not first of all in a word that hangs on another sentence,
/// that something is or ought to be. Judged by its words alone, so a fragment
/// may pass; the analyst reads it anyway.
fn is_proposition(content: &str, names: &BTreeSet<String>) -> bool {
    let text = proposition(content);
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.to_lowercase().replace('’', "'")
    };
    let Some(first) = words.first() else {
        return false;
    };
    let is_in = |list: &str, word: &str| list.split(' ').any(|one| one == bare(word));
    let verb = words.iter().skip(1).position(|word| is_in(VERBS, word));
    let verb = verb.is_some_and(|at| !words[..=at].iter().any(|word| is_in(JOINTS, word)));
    let actor = folded(text).split(' ').any(|word| names.contains(word))
        || words
            .iter()
            .skip(1)
            .any(|word| word.starts_with(char::is_uppercase));
    // One sentence, in nobody's own voice, that is no headline.
    let one = !text.contains([';', ':', '“', '”', '"', '?', '!']) && !text.contains(". ");
    let titled = |word: &&&str| word.starts_with(char::is_uppercase);
    let headline = 3 * words.iter().filter(titled).count() >= 2 * words.len();
    let brief = (4..=LONGEST / 2).contains(&words.len());
    verb && actor && one && brief && !headline && !is_in(LOOSE, first)
}

/// Whether a content says what somebody is to do, or would do.
fn is_policy(content: &str) -> bool {
    folded(content)
        .split(' ')
        .any(|word| POLICY.split(' ').any(|one| one == word))
}

/// A content as a proposition: without the word that joins it to its cue, the
/// quotation marks around it, and the comma or stop at its end.
fn proposition(content: &str) -> &str {
    let quotes = ['“', '”', '"', '‘', ' '];
    let content = content.trim().trim_start_matches("that ");
    let content = content.trim_matches(quotes).trim_end_matches([',', '.']);
    content.trim_matches(quotes)
}

/// The words that a text has with a capital letter where no sentence begins:
/// names, as far as letters tell.
fn capitalised(text: &str) -> BTreeSet<String> {
    let words = text.split_whitespace().skip(1);
    words
        .filter(|word| {
            word.trim_start_matches(|c: char| !c.is_alphanumeric())
                .starts_with(char::is_uppercase)
        })
        .flat_map(|word| folded(word).split(' ').map(stem).collect::<Vec<_>>())
        .collect()
}

/// The sides by how much they say, most first.
#[must_use]
pub fn sides(said: &[Said]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in said {
        if let Some(side) = &one.side {
            *counts.entry(side).or_default() += 1;
        }
    }
    let mut found: Vec<(String, usize)> = counts
        .into_iter()
        .map(|(side, count)| (side.to_owned(), count))
        .collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found
}

/// The words of the names of sides.
fn names(said: &[Said]) -> BTreeSet<String> {
    said.iter()
        .filter_map(|one| one.side.as_deref())
        .flat_map(|side| {
            folded(side)
                .split(' ')
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The matters that the most sides speak on, most contested first: those that
/// two sides speak on, and of these the ones with words for and against. Where
/// somebody says a whole proposition on any, those without one are left out.
#[must_use]
pub fn matters(said: &[Said], most: usize) -> Vec<Matter> {
    if most == 0 {
        return Vec::new();
    }
    let common: BTreeSet<&str> = COMMON.split(' ').collect();
    let names = names(said);
    let whole: Vec<bool> = said
        .iter()
        .map(|one| is_proposition(&one.content, &names))
        .collect();
    let leanings: Vec<Stance> = said
        .iter()
        .map(|one| leaning(&one.cue, &one.content))
        .collect();
    let capital: Vec<BTreeSet<String>> = said.iter().map(|one| capitalised(&one.content)).collect();
    // Pairs of words that stand in one content.
    let mut pairs: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (index, one) in said.iter().enumerate() {
        let text = folded(&one.content);
        let words: BTreeSet<String> = text
            .split(' ')
            .filter(|word| word.chars().count() > 3 && !common.contains(word))
            .map(stem)
            .collect();
        if words.len() > LONGEST {
            continue;
        }
        let words: Vec<String> = words.into_iter().collect();
        for (at, first) in words.iter().enumerate() {
            for second in &words[at + 1..] {
                // Names alone make no matter.
                if names.contains(first) && names.contains(second) {
                    continue;
                }
                pairs
                    .entry((first.clone(), second.clone()))
                    .or_default()
                    .push(index);
            }
        }
    }
    let spoken = |statements: &[usize]| -> BTreeSet<String> {
        statements
            .iter()
            .filter_map(|index| said[*index].side.clone())
            .collect()
    };
    // A proposition to ask about, two sides to ask, and both answers.
    let promise = |statements: &[usize]| {
        let any = |wanted| statements.iter().any(|index| leanings[*index] == wanted);
        (
            statements.iter().any(|index| whole[*index]),
            spoken(statements).len() > 1,
            any(Stance::Support) && any(Stance::Oppose),
        )
    };
    let mut ranked: Vec<(usize, (String, String), Vec<usize>)> = pairs
        .into_iter()
        .filter(|(_, statements)| statements.len() >= LEAST)
        // Nor do a forename and its surname.
        .filter(|((first, second), statements)| {
            let both = |index: &&usize| {
                capital[**index].contains(first) && capital[**index].contains(second)
            };
            2 * statements.iter().filter(both).count() < statements.len()
        })
        .map(|(pair, statements)| {
            (
                spoken(&statements).len() * statements.len(),
                pair,
                statements,
            )
        })
        .filter(|(score, _, _)| *score > LEAST)
        .collect();
    ranked.sort_by_cached_key(|(score, pair, statements)| {
        (Reverse(promise(statements)), Reverse(*score), pair.clone())
    });
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut found = Vec::new();
    let mut any_whole = false;
    for (_, pair, statements) in ranked {
        let fresh = statements
            .iter()
            .filter(|index| !taken.contains(index))
            .count();
        // What is mostly another matter's is that matter again.
        if 2 * fresh < statements.len() || fresh < LEAST {
            continue;
        }
        // The best come first: from here on there are only fragments.
        let fragments = !statements.iter().any(|index| whole[*index]);
        if fragments && any_whole {
            break;
        }
        any_whole |= !fragments;
        taken.extend(&statements);
        found.push(Matter {
            words: vec![pair.0, pair.1],
            sides: spoken(&statements).into_iter().collect(),
            statements,
        });
        if found.len() == most {
            break;
        }
    }
    found
}

/// A word without its plural.
fn stem(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 3 && !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// A dispute file to start from, as text.
#[must_use]
pub fn draft(said: &[Said], questions: usize) -> String {
    const PARTIES: usize = 6;
    let mut out = String::from(
        "# A dispute to start from. The propositions are yours to write: a question's\n\
         # `yes` is what somebody who answers yes asserts. docs/disputes.md has all keys.\n\
         title = \"…\"\n",
    );
    let sides = sides(said);
    for (side, count) in sides.iter().take(PARTIES) {
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "\n[[party]]\nname = {} # {count} statement{}\n",
            quoted(side),
            if *count == 1 { "" } else { "s" }
        );
    }
    if sides.is_empty() {
        out.push_str("\n[[party]]\nname = \"Party\" # no side is known in this ledger yet\n");
    }
    let matters = matters(said, questions);
    let names = names(said);
    for matter in &matters {
        let subject = matter.words.join(" ");
        let _ = write!(
            out,
            "\n# {}; {}\n",
            subject,
            if matter.sides.is_empty() {
                "sides unknown".to_owned()
            } else {
                matter.sides.join(", ")
            }
        );
        let mut examples: Vec<&Said> = matter
            .statements
            .iter()
            .map(|index| &said[*index])
            .collect();
        // Propositions first, and of these what does not deny: the first is
        // what "yes" may assert.
        examples.sort_by_cached_key(|one| {
            let whole = is_proposition(&one.content, &names);
            let denies = leaning("says", &one.content) == Stance::Oppose;
            let policy = is_policy(&one.content);
            (!whole, denies, !policy, one.content.chars().count())
        });
        for one in examples.iter().take(4) {
            // Of some sentences no source is known.
            let words = format!("{} {}: {}", one.source, one.cue, one.content);
            let words: String = words
                .trim_start()
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .take(160)
                .collect();
            let _ = writeln!(out, "#   {words}");
        }
        let yes = examples.first().map_or("…", |one| one.content.as_str());
        let _ = write!(
            out,
            "[[question]]\nid = {}\ntext = \"…?\"\nyes = {}\n",
            quoted(&slug(&subject)),
            quoted(&sentence(proposition(yes)))
        );
    }
    if matters.is_empty() {
        out.push_str("\n[[question]]\nid = \"first\"\ntext = \"…?\"\nyes = \"…\"\n");
    }
    out
}

/// With a capital letter.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// Text as a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string()
}

#[cfg(test)]
mod tests {
    use super::{Said, draft, matters};
    use crate::Dispute;

    fn said(side: &str, content: &str) -> Said {
        Said {
            side: (!side.is_empty()).then(|| side.into()),
            source: side.into(),
            cue: "said".into(),
            content: content.into(),
        }
    }

    #[test]
    fn what_several_sides_speak_of_is_a_matter() {
        let all = [
            said("Ruritania", "that the night ferry must run"),
            said("Freedonia", "no night ferries without a \"toll\""),
            said("Ruritania", "the weather is fine"),
            said("", "rumours of a bridge"),
        ];
        let found = matters(&all, 5);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].words, ["ferry", "night"]);
        assert_eq!(found[0].sides, ["Freedonia", "Ruritania"]);
    }

    #[test]
    fn a_question_is_a_whole_proposition_that_sides_differ_on() {
        let mut all = vec![
            said("Ruritania", "when the lights are clear"),
            said("Freedonia", "if the lights are clear"),
            said("Utopia", "to wait until the lights are clear"),
            said("Ruritania", "any harbour levy"),
            said("Freedonia", "that Ruritania should pay the harbour levy"),
            said("Ruritania", "that Freedonia must open the canal lock"),
            said("Freedonia", "the canal lock of Freedonia will not open"),
        ];
        all[3].cue = "demands".into();
        let text = draft(&all, 5);
        let dispute = Dispute::parse("d", &text).unwrap();
        let asked: Vec<&str> = dispute.questions.iter().map(|q| q.yes.as_str()).collect();
        assert_eq!(
            asked,
            [
                "Freedonia must open the canal lock",
                "Ruritania should pay the harbour levy"
            ],
            "{text}"
        );
        assert!(matters(&all, 0).is_empty());
    }

    #[test]
    fn names_and_headlines_are_no_questions() {
        let all = [
            said("Ruritania", "that Ann Orr will take the harbour levy away"),
            said(
                "Freedonia",
                "Bo said Ann Orr was right. The harbour levy stays",
            ),
            said("Utopia", "we met Ann Orr"),
            said("Freedonia", "Harbour Levy Will Sink Ann Orr"),
            said("Utopia", "“Freedonia would keep the harbour levy,”"),
        ];
        let found = matters(&all, 9);
        assert!(
            found.iter().all(|matter| matter.words != ["ann", "orr"]),
            "{found:?}"
        );
        let dispute = Dispute::parse("d", &draft(&all, 9)).unwrap();
        let asked: Vec<&str> = dispute.questions.iter().map(|q| q.yes.as_str()).collect();
        assert_eq!(asked, ["Freedonia would keep the harbour levy"]);
    }

    #[test]
    fn comments_of_a_draft_read_well() {
        let mut all = vec![
            said("Ruritania", "that the night ferry must run"),
            said("Freedonia", "the night ferry is off"),
            said("Ruritania", "the weather is fine"),
            said("Utopia", "the night ferry must run"),
        ];
        all[3].source.clear();
        all[3].cue = "titled".into();
        let text = draft(&all, 5);
        for line in [
            "\"Ruritania\" # 2 statements\n",
            "\"Freedonia\" # 1 statement\n",
            "\n#   titled: the night ferry must run\n",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
    }

    #[test]
    fn a_draft_is_a_dispute_file() {
        let all = [
            said("Ruritania", "that the night ferry \\ must\nrun"),
            said("Freedonia", "the night ferry is \"off\""),
        ];
        let text = draft(&all, 5);
        let dispute = Dispute::parse("d", &text).unwrap();
        assert_eq!(dispute.parties.len(), 2);
        assert_eq!(dispute.questions[0].id, "ferry-night");
        Dispute::parse("d", &draft(&[], 5)).unwrap();
    }
}
