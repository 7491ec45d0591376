//! Prints the attribution relations of a plain text file.
use demarche_attribution::{Extractor, Mode};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let extractor = Extractor::new(Mode::Full)?;
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        let words = |spans: &[demarche_reading::Span]| {
            spans.iter().map(|span| &text[span.range()]).collect::<Vec<_>>().join(" … ")
        };
        let begun = std::time::Instant::now();
        let found = extractor.extract(&text)?;
        eprintln!("{path}: {} words, {:?}", text.split_whitespace().count(), begun.elapsed());
        for (n, a) in found.iter().enumerate() {
            println!(
                "{n} {:.2} {:?} in {:?}: [{}] <{}> {}",
                a.confidence, a.kind, a.parent, words(&a.source), words(&a.cue), words(&a.content)
            );
        }
    }
    Ok(())
}
