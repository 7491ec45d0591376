//! `demarche stability`: which states are stable, for whom.

use std::fs;
use std::io::Write;
use std::path::Path;

use demarche_conflict::picture::{Picture, evolution, graphml, integrated, svg};
use demarche_conflict::study::{self, Doubt, Section};
use demarche_conflict::{Case, Conflict, Report, Words, parse_change, table};
use demarche_stability::{
    Analysis, AnalysisError, Concept, Model, Progress, State, Steps, Verdicts, Watch, status_quo,
};
use serde_json::Value;

use crate::args::{Global, Shape, Stability};
use crate::commands::conflict::{Bar, case, clean, coalitions, party, read, state};
use crate::failure::{Failure, Outcome};
use crate::output;
use crate::render::json;
use crate::screen::{self, STRONG};

pub fn run(global: &Global, args: &Stability) -> Result<Outcome, Failure> {
    for file in args.graph.iter().chain(&args.evolution) {
        output::spare(global, file, &[&args.model])?;
    }
    let conflict = read(&args.model)?;
    let case = case(&conflict, args.frame.scenario.as_deref())?;
    let model = case.model()?;
    let bar = Bar::new(global);
    let watch = |progress: Progress| bar.step(progress);
    let asked = Asked {
        args,
        conflict: &conflict,
        coalitions: coalitions(&case, &model, &args.frame)?,
        case,
        model: &model,
        watch: &watch,
    };
    if args.symbolic {
        if !asked.coalitions.is_empty() {
            return Err(Failure::told(
                "the symbolic method knows no coalitions, and the file has some; leave out either"
                    .to_owned(),
            ));
        }
        let found = study::symbolic(&asked.words(), &asked.concepts(), args.memory, Some(&watch));
        bar.done();
        return match found {
            Err(AnalysisError::Stopped) => Ok(Outcome::Interrupted),
            found => asked.counted(global, &found?),
        };
    }
    let found = asked.analysis().and_then(|analysis| {
        let verdicts = analysis.clone().run()?;
        let sections = asked.sections(&analysis, &verdicts)?;
        asked.pictures(&verdicts)?;
        Ok((verdicts, sections))
    });
    bar.done();
    let (verdicts, sections) = match found {
        Err(Failure::Analysis(AnalysisError::Stopped)) => return Ok(Outcome::Interrupted),
        found => found?,
    };
    let shape = args.format.unwrap_or(if global.json {
        Shape::Json
    } else {
        Shape::Table
    });
    match shape {
        Shape::Table => asked.table(global, &verdicts, &sections)?,
        Shape::Json => {
            let mut raw = screen::raw();
            json::pretty(&mut raw, &asked.json(&verdicts, sections)?)?;
            raw.flush()?;
        }
        Shape::Csv => {
            let mut rows = csv::Writer::from_writer(screen::raw());
            rows.write_record(Report::HEAD)?;
            for row in asked.report(&verdicts).rows() {
                rows.write_record(row.map(|cell| crate::render::csv::cell(&cell)))?;
            }
            rows.flush()?;
        }
    }
    Ok(Outcome::Done)
}

/// What was asked, of what.
struct Asked<'a> {
    args: &'a Stability,
    conflict: &'a Conflict,
    case: Case<'a>,
    model: &'a Model,
    coalitions: Vec<Vec<usize>>,
    watch: Watch<'a>,
}

impl Asked<'_> {
    fn concepts(&self) -> Vec<Concept> {
        let horizon = self.args.horizon.map(Concept::LimitedMove);
        let mut concepts = self.args.concept.clone();
        if concepts.is_empty() {
            concepts.extend(Concept::COMMON);
            // Simultaneous moves are put together of options.
            concepts.retain(|concept| *concept != Concept::Sim || !self.model.options().is_empty());
        }
        concepts.extend(horizon);
        concepts
    }

    fn words(&self) -> Words<'_> {
        Words::new(self.model, self.case.sheet)
    }

    fn analysis(&self) -> Result<Analysis<'_>, Failure> {
        let mut analysis = Analysis::new(self.model)
            .concepts(&self.concepts())
            .memory(self.args.memory)
            .watch(self.watch);
        for coalition in &self.coalitions {
            analysis = analysis.coalition(coalition);
        }
        if let Some(attitudes) = self.case.attitudes(self.model)? {
            analysis = analysis.attitudes(attitudes);
        }
        Ok(analysis)
    }

    /// The state that was typed after --status-quo, or the file's.
    fn today(&self) -> Result<Option<State>, Failure> {
        let typed = self
            .args
            .status_quo
            .as_deref()
            .filter(|typed| !typed.is_empty());
        let written = self
            .case
            .sheet
            .status_quo
            .as_ref()
            .map(|text| text.text.as_str());
        match typed.or(written) {
            Some(text) => state(self.model, text).map(Some),
            None => Ok(None),
        }
    }

    fn needed_today(&self, flag: &str) -> Result<State, Failure> {
        self.today()?.ok_or_else(|| {
            Failure::told(format!(
                "{flag} needs to know where things stand; write status_quo in the file, or --status-quo STATE"
            ))
        })
    }

    /// The last of the concepts asked for that is a basic one: what single
    /// questions are asked under. `seq` where it is among them.
    fn main_concept(&self) -> Concept {
        let concepts = self.concepts();
        if concepts.contains(&Concept::Seq) {
            return Concept::Seq;
        }
        concepts
            .iter()
            .copied()
            .rfind(|c| c.basic().is_some())
            .unwrap_or(concepts[0])
    }

    fn sections(
        &self,
        analysis: &Analysis<'_>,
        verdicts: &Verdicts,
    ) -> Result<Vec<Section>, Failure> {
        let (args, words, watch) = (self.args, self.words(), Some(self.watch));
        let main = self.main_concept();
        let mut sections = Vec::new();
        if args.status_quo.is_some() {
            let today = self.needed_today("--status-quo")?;
            let held = verdicts.equilibria(main);
            sections.push(study::from_status_quo(
                &words,
                today,
                &self.coalitions,
                &held,
                watch,
            )?);
        }
        if let Some(typed) = &args.inverse {
            let vary: Vec<usize> = args
                .vary
                .iter()
                .map(|name| party(self.model, name))
                .collect::<Result<_, _>>()?;
            let wanted = state(self.model, typed)?;
            sections.push(study::inverse(
                &words,
                wanted,
                &self.concepts(),
                &vary,
                watch,
            )?);
        }
        if let Some(runs) = args.sensitivity {
            let doubt = Doubt {
                runs,
                seed: args.seed,
                drop: args.drop,
                swap: args.swap,
                ..Doubt::default()
            };
            sections.push(study::sensitivity(&words, main, doubt, watch)?);
        }
        if let Some(typed) = &args.levers {
            sections.push(study::levers(
                &words,
                analysis,
                state(self.model, typed)?,
                main,
            )?);
        }
        if args.coalitions {
            sections.push(study::coalitions(&words, verdicts)?);
        }
        if args.scenarios {
            sections.push(study::scenarios(self.conflict, &self.concepts(), watch)?);
        }
        if args.views {
            sections.push(study::views(self.conflict, &self.concepts())?);
        }
        if !args.what_if.is_empty() {
            let changes = args.what_if.iter().map(|typed| parse_change(&words, typed));
            let changes: Vec<_> = changes.collect::<Result<_, _>>()?;
            sections.push(study::what_if(&words, analysis, verdicts, &changes)?);
        }
        Ok(sections)
    }

    fn pictures(&self, verdicts: &Verdicts) -> Result<(), Failure> {
        let main = self.main_concept();
        let held = verdicts.equilibria(main);
        let marked = || Some((&held, format!("equilibrium ({main})")));
        if let Some(path) = &self.args.graph {
            let picture = integrated(self.model, verdicts.players(), marked(), self.today()?)?;
            draw(path, &picture)?;
        }
        if let Some(path) = &self.args.evolution {
            let today = self.needed_today("--evolution")?;
            let steps = Steps::Improvements;
            let found = status_quo(self.model, today, steps, &self.coalitions, Some(self.watch))?;
            draw(path, &evolution(self.model, &found, marked())?)?;
        }
        Ok(())
    }

    /// Prints what the symbolic method found.
    fn counted(&self, global: &Global, found: &Section) -> Result<Outcome, Failure> {
        if global.json || self.args.format == Some(Shape::Json) {
            let mut raw = screen::raw();
            json::pretty(&mut raw, &found.data)?;
            raw.flush()?;
            return Ok(Outcome::Done);
        }
        let mut out = screen::out();
        write_line(&mut out, &found.title, true)?;
        for line in &found.lines {
            write_line(&mut out, line, false)?;
        }
        out.flush()?;
        Ok(Outcome::Done)
    }

    fn report(&self, verdicts: &Verdicts) -> Report {
        Report::new(self.model, self.case.sheet, self.case.scenario, verdicts)
    }

    fn json(&self, verdicts: &Verdicts, sections: Vec<Section>) -> Result<Value, Failure> {
        let mut value = serde_json::to_value(self.report(verdicts))?;
        for section in sections {
            value[section.key] = section.data;
        }
        Ok(value)
    }

    fn table(
        &self,
        global: &Global,
        verdicts: &Verdicts,
        sections: &[Section],
    ) -> Result<(), Failure> {
        let mut out = screen::out();
        let lines = table(self.model, self.case.sheet, verdicts, self.args.all);
        for (n, line) in lines.iter().enumerate() {
            let heading = n == 0 || line == "Equilibria" || line == "Assumed";
            write_line(&mut out, line, heading)?;
        }
        for section in sections {
            writeln!(out)?;
            write_line(&mut out, &section.title, true)?;
            for line in &section.lines {
                write_line(&mut out, line, false)?;
            }
        }
        if !global.quiet {
            let file = self.args.model.display().to_string();
            writeln!(
                out,
                "\nWhy: demarche why {} STATE --party NAME",
                clean(&file)
            )?;
        }
        Ok(out.flush()?)
    }
}

fn write_line(out: &mut screen::Out, line: &str, heading: bool) -> Result<(), Failure> {
    if heading {
        writeln!(out, "{STRONG}{}{STRONG:#}", clean(line))?;
    } else {
        writeln!(out, "{}", clean(line))?;
    }
    Ok(())
}

/// Writes a picture in the form that the file's ending asks for.
fn draw(path: &Path, picture: &Picture) -> Result<(), Failure> {
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    let drawn = match ending.to_ascii_lowercase().as_str() {
        "svg" => svg(picture),
        "graphml" | "xml" => graphml(picture),
        _ => {
            return Err(Failure::told(format!(
                "{}: the ending tells the form of a picture; write .svg or .graphml",
                path.display()
            )));
        }
    };
    fs::write(path, drawn).map_err(|source| Failure::Write {
        file: path.display().to_string(),
        source,
    })
}
