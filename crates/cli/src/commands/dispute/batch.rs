//! `demarche code --search`: one judgement on all statements that are found.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use demarche_brief::figures::sure;
use demarche_ledger::{Judgement, Ledger, Statement, StatementFilter, StoredCoding};
use demarche_positions::dispute::folded;
use demarche_positions::{Dispute, Saying, case, coder, stance_word};
use demarche_stance::Judge;
use demarche_statements::Part;

use crate::args::{Code, Global};
use crate::commands::dispute::code::{keep, print_kept, typed, verdict, wording};
use crate::failure::{Failure, Outcome};
use crate::render::wrapped::wrapped;
use crate::render::{json, people, table};
use crate::screen::{self, FAINT, STRONG, WARNING, count};

/// So many lines of a statement are enough to judge by.
const LINES: usize = 6;

pub fn run(global: &Global, args: &Code, dispute: Option<&Dispute>) -> Result<Outcome, Failure> {
    let (question, stance) = verdict(args)?;
    let mut ledger = if args.yes {
        Ledger::open(&global.ledger)?
    } else {
        Ledger::open_read_only(&global.ledger)?
    };
    let statements = search(&ledger, args)?;
    if args.yes {
        let before = ledger.judgements()?.len();
        keep(&mut ledger, args, dispute, &statements)?;
        let kept = ledger.judgements()?.split_off(before);
        if kept.is_empty() && !global.json && !global.quiet {
            let mut out = screen::out();
            writeln!(out, "{NOTHING}; nothing was judged.")?;
            out.flush()?;
            return Ok(Outcome::Done);
        }
        print_kept(global, &kept)?;
        return Ok(Outcome::Done);
    }
    if global.json {
        let mut out = screen::raw();
        json::pretty(&mut out, &statements)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let mut out = screen::out();
    if statements.is_empty() {
        writeln!(out, "{NOTHING}.")?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let history = ledger.judgements()?;
    let present = Present::of(&ledger, dispute, question, &history)?;
    let mut replaced = 0;
    for statement in &statements {
        replaced += usize::from(present.preview(&mut out, statement)?);
    }
    writeln!(
        out,
        "{} would be judged {STRONG}{}{STRONG:#} on {}. --yes does it.",
        count(statements.len(), "statement"),
        typed(stance),
        screen::line(question)
    )?;
    if replaced > 0 {
        let of = if replaced == 1 { "that one" } else { "those" };
        writeln!(
            out,
            "{WARNING}People have judged {replaced} of them; --yes puts your judgement in the place of {of}.{WARNING:#}"
        )?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

const NOTHING: &str = "No statement has these words and this speaker";

/// The statements with the words, of the speaker: whom the words of the source
/// name, or whom they mean.
fn search(ledger: &Ledger, args: &Code) -> Result<Vec<Statement>, Failure> {
    let filter = StatementFilter {
        words: args.search.clone(),
        ..StatementFilter::default()
    };
    let mut found = ledger.statements(&filter)?;
    let Some(speaker) = &args.speaker else {
        return Ok(found);
    };
    let named: BTreeSet<String> = ledger
        .statements(&StatementFilter {
            speaker: args.speaker.clone(),
            ..filter
        })?
        .into_iter()
        .map(|statement| statement.id)
        .collect();
    let asked = folded(speaker);
    let is_meant = |statement: &Statement| {
        let speaks = |part| matches!(part, Part::Speaks | Part::SpokenFor);
        statement.speakers.iter().any(|one| {
            let name = folded(&one.actor.name);
            let has = |word: &str| name.split_whitespace().any(|own| own == word);
            speaks(one.part) && !asked.is_empty() && asked.split_whitespace().all(has)
        })
    };
    found.retain(|statement| named.contains(&statement.id) || is_meant(statement));
    Ok(found)
}

/// What counts at present for statements and one question.
struct Present<'h> {
    judged: BTreeMap<&'h str, &'h Judgement>,
    /// The machine's codings by statement, and the reports that it has not
    /// held against the question yet; nothing without a dispute file.
    machine: Option<(BTreeMap<String, StoredCoding>, BTreeSet<String>)>,
    /// The machine's sayings as positions take them, which may be another
    /// stance than the coding of the words alone.
    held: BTreeMap<String, Saying>,
}

impl<'h> Present<'h> {
    fn of(
        ledger: &Ledger,
        dispute: Option<&Dispute>,
        question: &str,
        history: &'h [Judgement],
    ) -> Result<Self, Failure> {
        let proposition = wording(dispute, question);
        let counting = history.iter().filter(|one| {
            one.counts()
                && one.question == question
                && (proposition.is_empty() || one.is_on(proposition))
        });
        // The last of all people's counts.
        let judged = counting
            .filter_map(|one| Some((one.current.as_deref()?, one)))
            .collect();
        let asked = dispute.and_then(|dispute| dispute.question(question));
        let mut held = BTreeMap::new();
        let machine = match dispute.zip(asked) {
            Some((dispute, asked)) => {
                let version = coder(&Judge::new()?);
                let codings = ledger.codings(&asked.hash(), &version)?;
                let uncoded = ledger.uncoded(&asked.hash(), &version)?;
                let case = case(ledger, dispute, &version, None)?;
                let evidence = case.positions.into_iter().flat_map(|p| p.evidence);
                let sayings = evidence.map(|evidence| evidence.saying).chain(case.others);
                for saying in sayings.filter(|saying| saying.question == asked.id) {
                    held.entry(saying.statement.clone()).or_insert(saying);
                }
                Some((
                    codings
                        .into_iter()
                        .map(|coding| (coding.statement.clone(), coding))
                        .collect(),
                    uncoded.into_iter().map(|unit| unit.report).collect(),
                ))
            }
            None => None,
        };
        Ok(Self {
            judged,
            machine,
            held,
        })
    }

    /// What one is judged now, and whether by a person.
    fn said(&self, statement: &Statement) -> (String, bool) {
        if let Some(judgement) = self.judged.get(statement.id.as_str()) {
            let told = format!(
                "now {} by {} (judgement {})",
                typed(&judgement.stance),
                judgement.author,
                judgement.number
            );
            return (told, true);
        }
        if let Some(saying) = self.held.get(&statement.id) {
            let stance = stance_word(saying.stance);
            let told = format!(
                "now {stance} by the machine, {:.2} sure",
                sure(saying.confidence)
            );
            return (told, false);
        }
        let told = match &self.machine {
            None => "nobody has judged it; --dispute shows what the machine says".to_owned(),
            Some((codings, uncoded)) => match codings.get(&statement.id) {
                Some(coding) => format!(
                    "now {} by the machine, {:.2} sure",
                    typed(&coding.stance),
                    sure(coding.confidence)
                ),
                None if uncoded.contains(&statement.report.id) => {
                    "not held against the question yet".to_owned()
                }
                None => "now unrelated by the machine".to_owned(),
            },
        };
        (told, false)
    }

    /// Shows a statement with what counts now; whether a person said so.
    fn preview(&self, out: &mut screen::Out, statement: &Statement) -> Result<bool, Failure> {
        let report = &statement.report;
        let who = if statement.speakers.is_empty() {
            "nobody named".to_owned()
        } else {
            people::speakers(&statement.speakers)
        };
        let mut told = vec![who.as_str(), report.outlet.as_ref().unwrap_or(&report.file)];
        told.extend(report.date.as_deref().and_then(|date| date.get(..10)));
        writeln!(
            out,
            "{FAINT}{}{FAINT:#}  {STRONG}{}{STRONG:#}",
            table::short(&statement.id),
            screen::line(&told.join(", "))
        )?;
        let words = format!(
            "{} {} {}",
            statement.source_text, statement.cue_text, statement.text
        );
        let lines = wrapped(&screen::line(&words), screen::width() - 10);
        for (index, line) in lines.iter().take(LINES).enumerate() {
            let more = index + 1 == LINES && lines.len() > LINES;
            writeln!(out, "          {line}{}", if more { " …" } else { "" })?;
        }
        let (now, by_person) = self.said(statement);
        let style = if by_person { WARNING } else { FAINT };
        writeln!(out, "          {style}{}{style:#}\n", screen::line(&now))?;
        Ok(by_person)
    }
}
