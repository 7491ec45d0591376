//! One noun for several sides: "the German and French foreign ministers", "the
//! leaders of Norway, Peru and Chile". Each side has its own.

use std::ops::Range;

use crate::Side;
use crate::entities::What;
use crate::gazetteer::{How, gazetteer};
use crate::lexicon::{DETERMINERS, SIDES};
use crate::mention::{Meant, Reader};
use crate::offices::singular;
use crate::roles::{self, Phrase};
use crate::sides;
use crate::words::Gap;

/// A side in a list, and the words that name it.
type Named = (Side, Range<usize>);

/// Whether each side has one of that noun, which speaks for it.
fn stands_for_a_side(noun: &str) -> bool {
    SIDES.contains(noun) || matches!(noun, "delegation" | "team")
}

impl Reader<'_> {
    /// Whom a noun means that several sides share; none where none do.
    pub(crate) fn shared(&mut self, range: &Range<usize>) -> Option<Vec<Meant>> {
        let words = &self.scene.words;
        let article =
            DETERMINERS.contains(&words[range.start].fold) && words[range.start].fold != "no";
        let first = range.start + usize::from(article);
        let (phrase, named, behind) = self
            .before_the_noun(first, range.end)
            .map(|(phrase, named)| (phrase, named, false))
            .or_else(|| {
                let (phrase, named) = self.behind_the_noun(first, range.end)?;
                Some((phrase, named, true))
            })?;
        let noun = words[phrase.head].fold.clone();
        // Of offices and governments each side has one, of officials several.
        let one = phrase.noun.office || stands_for_a_side(phrase.noun.noun);
        let head = if one { singular(&noun) } else { noun };
        let rest = self.scene.written(&(phrase.words.start..phrase.head + 1));
        let rest = match rest.rsplit_once(' ') {
            Some((before, _)) => format!("{before} {head}"),
            None => head,
        };
        let meant = named.into_iter().map(|(side, of)| {
            let of = self.scene.written(&of).to_owned();
            let called = if behind {
                format!("{rest} of {of}")
            } else {
                format!("{of} {rest}")
            };
            let own = Phrase {
                plural: !one,
                definite: true,
                side: Some(side),
                called: Some(called),
                ..phrase.clone()
            };
            crate::describe::described(self, &own)
        });
        Some(meant.collect())
    }

    /// "German and French | foreign ministers".
    fn before_the_noun(&self, first: usize, end: usize) -> Option<(Phrase, Vec<Named>)> {
        let adjective = |what: What, written: &str| match what {
            What::Country(_, How::Adjective) | What::Adjective => true,
            // "US and Israeli officials".
            What::Country(_, How::Name) | What::Body(_) => {
                written.chars().all(|c| c.is_uppercase() || c == '.')
            }
            _ => false,
        };
        let (named, at) = self.list(first, end, &adjective)?;
        let phrase = self.plural(at..end)?;
        // Who is named behind them is who they are: "…, Holm and Dol".
        let named_behind = (phrase.head + 1..end).any(|at| {
            let index = self.scene.covering(at);
            index.is_some_and(|index| self.scene.entities[index].what == What::Person)
        });
        (!named_behind).then_some((phrase, named))
    }

    /// "leaders | of Norway, Peru and Chile".
    fn behind_the_noun(&self, first: usize, end: usize) -> Option<(Phrase, Vec<Named>)> {
        let words = &self.scene.words;
        let of = (first + 1..end.min(first + 5)).find(|&at| {
            words[at].joined()
                && matches!(words[at].fold.as_str(), "of" | "from")
                && self.scene.covering(at).is_none()
        })?;
        let phrase = self.plural(first..of)?;
        let name = |what: What, _: &str| {
            matches!(
                what,
                What::Country(_, How::Name | How::Capital | How::Seat)
                    | What::Body(_)
                    | What::Organisation
            )
        };
        let (named, at) = self.list(of + 1, end, &name)?;
        // "Officials of Norway and Peru | in Oslo"; not "… Peru's coast guard".
        let closed = at == end || !words[at].joined() || Reader::modifies(&words[at].fold);
        (closed && !words[at - 1].possessive).then_some((phrase, named))
    }

    /// A plural of people or of what stands for a side, of no side by itself.
    fn plural(&self, range: Range<usize>) -> Option<Phrase> {
        let phrase = roles::phrase(&self.scene.words, &self.scene.entities, range)?;
        let noun = phrase.noun;
        let people = noun.office || noun.title || stands_for_a_side(noun.noun);
        let open = phrase.side.is_none() && phrase.owner.is_none() && !phrase.former;
        (phrase.plural && people && open).then_some(phrase)
    }

    /// "A, B and C" from a word on, two at least: the sides and where it ends.
    fn list(
        &self,
        first: usize,
        end: usize,
        fits: &dyn Fn(What, &str) -> bool,
    ) -> Option<(Vec<Named>, usize)> {
        let scene = &self.scene;
        let mut named: Vec<Named> = Vec::new();
        let mut at = first;
        let mut and = false;
        while at < end {
            let start = at + usize::from(scene.words[at].fold == "the");
            let index = scene.covering(start).filter(|_| start < end)?;
            let entity = &scene.entities[index];
            let written = scene.written(&entity.words);
            if entity.words.start != start || !fits(entity.what, written) {
                return None;
            }
            let g = gazetteer();
            let side = match entity.what {
                What::Country(country, _) => g.side(g.countries[country].code),
                What::Adjective => sides::own_side(&scene.words[start]),
                _ => sides::speaks_for(&scene.words, &scene.entities, index).map(|found| found.0),
            }?;
            named.push((side, entity.words.clone()));
            at = entity.words.end;
            if and {
                break;
            }
            let next = scene.words.get(at).filter(|_| at < end)?;
            and = next.fold == "and";
            at += usize::from(and);
            if !and && next.gap != Gap::Comma {
                return None;
            }
        }
        (and && named.len() > 1).then_some((named, at))
    }
}

#[cfg(test)]
mod tests {
    use crate::told::told;

    #[test]
    fn of_two_sides_each_has_its_delegation() {
        for text in [
            "[The Tajik and the Uzbek delegations] left.",
            "[Tajik and Uzbek negotiating teams] left.",
        ] {
            let found = told(text);
            assert!(
                found[0].contains("; Tajikistan + ") && found[0].ends_with("; Uzbekistan"),
                "{text}\n{found:?}"
            );
        }
    }
}
