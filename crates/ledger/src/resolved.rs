//! How people, day and chain of a statement lie in a column, and come back.

use demarche_reading::{CodePoints as Index, Report, Span};
use demarche_statements::{Aspect, Grade, LinkKind, Part, Precision, Resolved};
use serde::{Deserialize, Serialize};

use crate::cast::Member;
use crate::{CodePoints, Denial, Evidence, On, Reference, Speaker, Statement, Via, rows};

/// The column `resolved.detail`. Members are ordinals of the cast.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Detail {
    speakers: Vec<SpeakerDetail>,
    to: Vec<ReferenceDetail>,
    about: Vec<ReferenceDetail>,
    on: OnDetail,
    via: Vec<LinkDetail>,
    denies: Option<DenialDetail>,
}

/// Places in bytes of the normalised text and in code points of the original.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Places {
    spans: Vec<[usize; 2]>,
    at: CodePoints,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct SpeakerDetail {
    member: usize,
    part: Part,
    reason: String,
    evidence: Places,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct ReferenceDetail {
    member: usize,
    evidence: Places,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct OnDetail {
    from: Option<String>,
    to: Option<String>,
    precision: Precision,
    aspect: Aspect,
    reason: String,
    evidence: Places,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct LinkDetail {
    name: String,
    kind: LinkKind,
    member: Option<usize>,
    evidence: Places,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct DenialDetail {
    statement: Option<String>,
    own: bool,
    claim: String,
    of: Option<usize>,
    evidence: Places,
}

/// What a member of the cast has to do with a statement, as `parts` names it.
pub(crate) type PartRow = (usize, &'static str);

impl Detail {
    /// The column for a statement. `names` are the identifiers of the report's
    /// statements by the index of their relation. Evidence that does not fit
    /// the text is left out: it is an explanation, and the statement stands
    /// without it.
    pub(crate) fn of(
        resolved: &Resolved,
        report: &Report,
        index: &Index<'_>,
        names: &[Option<String>],
    ) -> Self {
        let places = |spans: &[Span]| places(report, index, spans);
        let reference = |reference: &demarche_statements::Reference| ReferenceDetail {
            member: reference.actor,
            evidence: places(&reference.evidence),
        };
        let name = |relation: usize| names.get(relation).cloned().flatten();
        Self {
            speakers: resolved
                .speakers
                .iter()
                .map(|speaker| SpeakerDetail {
                    member: speaker.actor,
                    part: speaker.part,
                    reason: speaker.reason.clone(),
                    evidence: places(&speaker.evidence),
                })
                .collect(),
            to: resolved.to.iter().map(reference).collect(),
            about: resolved.about.iter().map(reference).collect(),
            on: OnDetail {
                from: resolved.on.from.clone(),
                to: resolved.on.to.clone(),
                precision: resolved.on.precision,
                aspect: resolved.on.aspect,
                reason: resolved.on.reason.clone(),
                evidence: places(&resolved.on.evidence),
            },
            via: resolved
                .via
                .iter()
                .map(|link| LinkDetail {
                    name: link.name.clone(),
                    kind: link.kind,
                    member: link.actor,
                    evidence: places(&link.evidence),
                })
                .collect(),
            denies: resolved.denial.as_ref().map(|denial| DenialDetail {
                statement: resolved.denies.and_then(name),
                own: denial.own,
                claim: denial.claim.clone(),
                of: denial.of,
                evidence: places(&denial.evidence),
            }),
        }
    }

    /// Who has which part, each once, in order.
    pub(crate) fn parts(&self) -> Vec<PartRow> {
        let mut parts: Vec<PartRow> = self
            .speakers
            .iter()
            .map(|speaker| (speaker.member, part_name(speaker.part)))
            .chain(self.to.iter().map(|to| (to.member, "to")))
            .chain(self.about.iter().map(|about| (about.member, "about")))
            .chain(
                self.via
                    .iter()
                    .filter_map(|link| Some((link.member?, "via"))),
            )
            .collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }

    /// Puts all of it into a statement whose `text` it was derived from.
    pub(crate) fn fill(
        self,
        statement: &mut Statement,
        grade: Option<Grade>,
        cast: &[Member],
        text: &str,
    ) {
        let actor = |member: usize| cast.get(member).map(|member| member.actor.clone());
        let id = |member: Option<usize>| Some(cast.get(member?)?.actor.id.clone());
        let references = |list: Vec<ReferenceDetail>| {
            list.into_iter()
                .filter_map(|reference| {
                    Some(Reference {
                        actor: actor(reference.member)?,
                        evidence: reference.evidence.with_words(text),
                    })
                })
                .collect()
        };
        statement.speakers = self
            .speakers
            .into_iter()
            .filter_map(|speaker| {
                Some(Speaker {
                    actor: actor(speaker.member)?,
                    part: speaker.part,
                    evidence: speaker.evidence.with_words(text),
                    reason: speaker.reason,
                })
            })
            .collect();
        statement.actor = statement
            .speakers
            .first()
            .map(|speaker| speaker.actor.clone());
        statement.to = references(self.to);
        statement.about = references(self.about);
        statement.on = Some(On {
            from: self.on.from,
            to: self.on.to,
            precision: self.on.precision,
            aspect: self.on.aspect,
            evidence: self.on.evidence.with_words(text),
            reason: self.on.reason,
        });
        statement.via = self
            .via
            .into_iter()
            .map(|link| Via {
                actor: id(link.member),
                name: link.name,
                kind: link.kind,
                evidence: link.evidence.with_words(text),
            })
            .collect();
        statement.grade = grade;
        statement.denies = self.denies.map(|denial| Denial {
            statement: denial.statement,
            own: denial.own,
            claim: denial.claim,
            of: id(denial.of),
            evidence: denial.evidence.with_words(text),
        });
    }
}

impl Places {
    fn with_words(self, text: &str) -> Evidence {
        let spans: Vec<Span> = self
            .spans
            .into_iter()
            .filter(|[start, end]| text.get(*start..*end).is_some())
            .map(|[start, end]| Span::new(start, end))
            .collect();
        Evidence {
            words: rows::joined(text, &spans),
            spans,
            at: self.at,
        }
    }
}

fn places(report: &Report, index: &Index<'_>, spans: &[Span]) -> Places {
    let mut places = Places::default();
    for span in spans {
        if let Some(mut at) = code_points(report, index, *span) {
            places.spans.push([span.start, span.end]);
            places.at.append(&mut at);
        }
    }
    places
}

/// Where a span of the text stands in the original; `None` where it is no
/// stretch of the text or leads nowhere.
pub(crate) fn code_points(report: &Report, index: &Index<'_>, span: Span) -> Option<CodePoints> {
    if span.start >= span.end || report.text.get(span.range()).is_none() {
        return None;
    }
    let found = index.of_span(span);
    if found.is_empty() && report.text == report.original {
        // A report made by hand, which has no map and needs none.
        return Some(vec![[index.of_byte(span.start), index.of_byte(span.end)]]);
    }
    (!found.is_empty()).then_some(found)
}

pub(crate) fn part_name(part: Part) -> &'static str {
    match part {
        Part::Speaks => "speaks",
        Part::SpokenFor => "spoken-for",
        Part::Supports => "supports",
        Part::Opposes => "opposes",
    }
}

/// Every grade with its name in the column.
const GRADES: [(Grade, &str); 4] = [
    (Grade::FirstHand, "first-hand"),
    (Grade::Relayed, "relayed"),
    (Grade::SecondHand, "second-hand"),
    (Grade::Unnamed, "unnamed"),
];

pub(crate) fn grade_name(grade: Grade) -> &'static str {
    GRADES
        .into_iter()
        .find(|(known, _)| *known == grade)
        .map_or("unnamed", |(_, name)| name)
}

pub(crate) fn parse_grade(name: &str) -> Option<Grade> {
    GRADES
        .into_iter()
        .find(|(_, known)| *known == name)
        .map(|(grade, _)| grade)
}
