//! Who is said to have passed words on: outlets, papers, people cited.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use demarche_reading::Span;

use crate::LinkKind;
use crate::frame::Frame;
use crate::noun_phrase;
use crate::words::Words;

/// One that stands in a chain, by the words that name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relay {
    pub span: Span,
    /// What the words say it is; `None` where only the actor tells.
    pub kind: Option<LinkKind>,
    /// Whether it stands behind the speaker ("citing a diplomat") and not
    /// between the speaker and the reader.
    pub behind: bool,
}

struct Media {
    /// Say "outlet" by themselves.
    names: BTreeSet<&'static str>,
    /// Say so as part of a longer name.
    parts: BTreeSet<&'static str>,
}

static MEDIA: LazyLock<Media> = LazyLock::new(|| {
    let lines = || {
        include_str!("../data/media-words.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
    };
    Media {
        names: lines().filter(|line| !line.starts_with('+')).collect(),
        parts: lines().filter_map(|line| line.strip_prefix('+')).collect(),
    }
});

/// Phrases before one that passed the words on.
const BEFORE: [&[&str]; 26] = [
    &["according", "to"],
    &["as", "reported", "by"],
    &["as", "quoted", "by"],
    &["quoted", "by"],
    &["cited", "by"],
    &["reported", "by"],
    &["carried", "by"],
    &["published", "by"],
    &["published", "in"],
    &["released", "by"],
    &["seen", "by"],
    &["viewed", "by"],
    &["reviewed", "by"],
    &["obtained", "by"],
    &["shared", "with"],
    &["leaked", "to"],
    &["provided", "to"],
    &["posted", "by"],
    &["in", "an", "interview", "with"],
    &["interviewed", "by"],
    &["as", "told", "to"],
    &["as", "relayed", "by"],
    &["relayed", "by"],
    &["conveyed", "by"],
    &["told", "by"],
    &["broadcast", "by"],
];
const BEHIND: [&[&str]; 6] = [
    &["citing"],
    &["cited"],
    &["quoting"],
    &["referring", "to"],
    &["relying", "on"],
    &["on", "the", "authority", "of"],
];
const REPORTING: [&str; 6] = ["reported", "reports", "wrote", "quoted", "cited", "quotes"];

/// The relays that a relation's sentence names outside its content.
pub(crate) fn of(words: &Words, frame: &Frame) -> Vec<Relay> {
    let mut found: Vec<Relay> = Vec::new();
    for at in frame.free() {
        // The relation's own "according to" leads to its source, its own
        // "citing" to its content.
        let own = frame.cue.0 <= at && at < frame.cue.1;
        let source_follows = frame.source.0 >= frame.cue.1;
        if own && (source_follows || frame.in_content(frame.cue.1)) {
            continue;
        }
        let (start, behind) = if let Some(phrase) = BEFORE.iter().find(|p| words.reads(at, p)) {
            (at + phrase.len(), false)
        } else if let Some(phrase) = BEHIND.iter().find(|p| words.reads(at, p)) {
            (at + phrase.len(), true)
        } else if at > frame.bounds.0 && words.is_any(at, &REPORTING) && !frame.in_source(at - 1) {
            if let Some(relay) = before_verb(words, frame, at) {
                push(&mut found, relay);
            }
            continue;
        } else {
            continue;
        };
        let Some((span, _)) = noun_phrase::read(words, start, frame.limit(start)) else {
            continue;
        };
        let span = noun_phrase::described(words, span, frame.limit(start));
        let kind = kind(words, span);
        // "shared with", "told by", "quoted by": only where the words or the
        // source say that it is about a text or an outlet.
        let own = words.is_any(words.inside(span).0, &["this", "us"]);
        if !own {
            push(&mut found, Relay { span, kind, behind });
        }
    }
    found
}

/// Nouns for what reports, in lower case before or after its name.
const GENERIC: [&str; 28] = [
    "media",
    "newspaper",
    "newspapers",
    "broadcaster",
    "broadcasters",
    "outlet",
    "outlets",
    "agency",
    "agencies",
    "magazine",
    "tabloid",
    "press",
    "website",
    "newsletter",
    "newswire",
    "channel",
    "channels",
    "podcast",
    "daily",
    "weekly",
    "paper",
    "papers",
    "station",
    "portal",
    "journal",
    "blog",
    "news",
    "wire",
];

/// "…, Caixin Global reported": the name right before a verb of reporting.
fn before_verb(words: &Words, frame: &Frame, verb: usize) -> Option<Relay> {
    let mut first = verb;
    while first > frame.bounds.0 && verb - first < 7 {
        let before = words.all[first - 1];
        let part = before.capital
            || words.is_any(first - 1, &GENERIC)
            || words.is_any(first - 1, &["the", "of", "local", "state"]);
        if !before.lettered || !part || frame.in_content(first - 1) {
            break;
        }
        first -= 1;
    }
    let span = words.span(first, verb)?;
    // ", Morgenblatt reported,": whoever reports by the way is an outlet.
    let by_the_way = words.is_any(verb, &["reported", "reports"])
        && first > 0
        && words.is(first - 1, ",")
        && words.all[verb - 1].capital;
    let kind = kind(words, span).or(by_the_way.then_some(LinkKind::Outlet))?;
    Some(Relay {
        span,
        kind: Some(kind),
        behind: false,
    })
}

/// Whether the words name an outlet or media, and which.
pub(crate) fn kind(words: &Words, span: Span) -> Option<LinkKind> {
    let (first, last) = words.inside(span);
    let mut capitals = 0;
    let mut generic = false;
    let mut part = false;
    for at in first..last {
        let word = words.all[at];
        if !word.lettered {
            continue;
        }
        let lower = words.get(at).to_lowercase();
        if word.capital {
            let pair = format!("{lower} {}", words.get(at + 1).to_lowercase());
            if MEDIA.names.contains(lower.as_str()) || MEDIA.names.contains(pair.as_str()) {
                return Some(LinkKind::Outlet);
            }
            capitals += usize::from(!matches!(lower.as_str(), "the" | "a" | "an"));
            part |= MEDIA.parts.contains(lower.as_str());
        } else {
            generic |= GENERIC.contains(&lower.as_str());
        }
    }
    // "the Tribune" is one, "Tribune" by itself might be anything.
    if part && (capitals > 1 || words.is(first, "the")) {
        Some(LinkKind::Outlet)
    } else if generic {
        // "the newspaper Le Soir" has a name, "Ukrainian media" has none.
        let last_is_name = words
            .all
            .get(last.wrapping_sub(1))
            .is_some_and(|w| w.capital);
        Some(if last_is_name {
            LinkKind::Outlet
        } else {
            LinkKind::Media
        })
    } else if document(words, first, last) {
        Some(LinkKind::Document)
    } else {
        (first..last)
            .any(|at| words.is_any(at, &BODIES))
            .then_some(LinkKind::Organisation)
    }
}

/// Nouns for a body that speaks without a name of its own.
const BODIES: [&str; 12] = [
    "office",
    "ministry",
    "government",
    "department",
    "parliament",
    "court",
    "police",
    "military",
    "army",
    "embassy",
    "commission",
    "secretariat",
];

/// Whether the words name a paper.
fn document(words: &Words, first: usize, last: usize) -> bool {
    (first..last).any(|at| {
        words.is_any(
            at,
            &[
                "document",
                "documents",
                "report",
                "draft",
                "memo",
                "memorandum",
                "letter",
                "text",
                "transcript",
                "email",
                "emails",
                "filing",
                "communique",
                "communiqué",
                "records",
                "cable",
                "readout",
                "minutes",
                "study",
                "poll",
                "survey",
                "statement",
            ],
        )
    })
}

fn push(found: &mut Vec<Relay>, relay: Relay) {
    if !found.iter().any(|other| other.span.overlaps(relay.span)) {
        found.push(relay);
    }
}
