//! `demarche evaluate`: scores extraction against annotated reports.

use std::io::Write;

use demarche_evaluation::{
    Article, Calibration, Level, Predictions, evaluate, judge, read_gold, read_predictions,
};
use demarche_reading::{Format, Options, Place, read_bytes};
use serde_json::json;

use crate::args::{Evaluate, Global};
use crate::commands::extract::prediction;
use crate::commands::intake::LeftOut;
use crate::failure::{Failure, Outcome};
use crate::render::json;
use crate::screen;
use crate::workers::{self, Workers};

pub fn run(global: &Global, args: &Evaluate) -> Result<Outcome, Failure> {
    let articles = read_gold(&args.folder)?;
    let predictions = match &args.pred {
        Some(file) => read_predictions(file, &articles)?,
        None => predict(&articles, args)?,
    };
    let scores = evaluate(&articles, &predictions);
    let calibration = args
        .calibration
        .then(|| Calibration::measure(&judge(&articles, &predictions, Level::Attributed)))
        .transpose()?;
    let mut out = screen::raw();
    if global.json {
        let mut value = serde_json::to_value(&scores)?;
        if let (Some(calibration), Some(fields)) = (calibration, value.as_object_mut()) {
            fields.insert("calibration".into(), as_json(&calibration));
        }
        json::pretty(&mut out, &value)?;
    } else {
        writeln!(out, "{scores}")?;
        if let Some(calibration) = calibration {
            write!(out, "\n{}", as_table(&calibration))?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Extracts from the articles as `extract` would from their files; what
/// cannot be read counts as an article without predictions, and the scores
/// say how many there are.
fn predict(articles: &[Article], args: &Evaluate) -> Result<Predictions, Failure> {
    let extractor = workers::extractor(args.extraction)?;
    let options = Options {
        language: Some("en".into()),
        format: Some(Format::Text),
        ..Options::default()
    };
    let mut predictions = Predictions::new();
    Workers::with(&extractor, None, args.extraction, |workers| {
        let mut keep = |workers: &mut Workers| match workers.take()? {
            None => Ok(false),
            // As of an article that cannot be read.
            Some(Err(broken)) => {
                LeftOut::from(&broken).warn();
                Ok(true)
            }
            Some(Ok(done)) => {
                let line = prediction(&done, false);
                let relations = line.attributions.into_iter().map(|found| found.relation);
                predictions.insert(line.id, relations.collect());
                Ok::<bool, Failure>(true)
            }
        };
        for article in articles {
            if workers.full() {
                keep(workers)?;
            }
            let place = Place::file(&format!("{}.txt", article.name));
            let bytes = article.text.as_str().as_bytes().to_vec();
            for report in read_bytes(place, bytes, &options).flatten() {
                workers.put(report, None)?;
            }
        }
        while keep(workers)? {}
        Ok(predictions)
    })
}

fn as_json(calibration: &Calibration) -> serde_json::Value {
    let bins = calibration.bins.iter().map(|bin| {
        json!({"count": bin.count, "right": bin.right, "confidence": bin.confidence, "accuracy": bin.accuracy()})
    });
    json!({
        "level": "attributed",
        "expected_error": calibration.expected_error(),
        "bins": bins.collect::<Vec<_>>(),
    })
}

fn as_table(calibration: &Calibration) -> String {
    let mut table = String::from("confidence   relations   said   right   (attributed level)\n");
    for (tenth, bin) in calibration.bins.iter().enumerate() {
        if let Some(accuracy) = bin.accuracy() {
            let (from, to) = (tenth as f64 / 10.0, (tenth + 1) as f64 / 10.0);
            let (count, said) = (bin.count, bin.confidence);
            let row = format!("{from:.1} to {to:.1}   {count:9}   {said:.2}   {accuracy:5.2}\n");
            table.push_str(&row);
        }
    }
    match calibration.expected_error() {
        Some(error) => table + &format!("expected calibration error {error:.4}\n"),
        None => table + "no prediction carries a confidence\n",
    }
}
