//! Reads the labelled pairs; their text comes from the shared corpora.

use serde::Deserialize;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A pair as its file has it; spans count code points.
#[derive(Debug, Deserialize)]
pub struct Line {
    #[allow(dead_code)] // The example names pairs by it.
    pub id: u64,
    corpus: String,
    doc: serde_json::Value,
    source: Option<[usize; 2]>,
    cue: Option<[usize; 2]>,
    content: Vec<[usize; 2]>,
    #[serde(default)]
    pub proposition: String,
    #[serde(default)]
    pub label: String,
    /// Of `among.jsonl`: the label by the number of the question, from 1, for
    /// those that the statement bears on.
    #[serde(default)]
    #[allow(dead_code)] // Only the example reads it.
    pub stances: HashMap<String, String>,
}

/// A pair with its text.
#[derive(Debug)]
pub struct Labelled {
    pub line: Line,
    pub source: String,
    pub cue: String,
    pub content: String,
}

/// The shared folder beside the checkout, if it is there.
pub fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    folder.join("polnear/train/text").is_dir().then_some(folder)
}

/// The pairs of `tests/pairs/NAME.jsonl`.
pub fn read(shared: &Path, name: &str) -> Vec<Labelled> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/pairs/{name}.jsonl"));
    let texts = Texts::load(shared);
    fs::read_to_string(file)
        .expect("the labelled pairs")
        .lines()
        .map(|line| {
            let line: Line = serde_json::from_str(line).expect("a pair");
            let text: Vec<char> = texts.get(&line).chars().collect();
            let part = |[start, end]: [usize; 2]| text[start..end].iter().collect::<String>();
            let content: Vec<String> = line.content.iter().copied().map(part).collect();
            Labelled {
                source: line.source.map(part).unwrap_or_default(),
                cue: line.cue.map(part).unwrap_or_default(),
                content: content.join(" "),
                line,
            }
        })
        .collect()
}

struct Texts {
    shared: PathBuf,
    articles: HashMap<String, String>,
    sentences: Vec<String>,
}

impl Texts {
    fn load(shared: &Path) -> Self {
        #[derive(Deserialize)]
        struct Article {
            id: String,
            text: String,
        }
        let read = |path: &str| fs::read_to_string(shared.join(path)).expect(path);
        Self {
            articles: read("syndication/articles.jsonl")
                .lines()
                .map(|line| {
                    let article: Article = serde_json::from_str(line).expect("an article");
                    (article.id, article.text)
                })
                .collect(),
            sentences: read("negotiation/sentences.txt")
                .split('\n')
                .map(str::to_owned)
                .collect(),
            shared: shared.to_owned(),
        }
    }

    fn get(&self, line: &Line) -> String {
        // An article's name, or the number of a line.
        let doc = line
            .doc
            .as_str()
            .map_or_else(|| line.doc.to_string(), str::to_owned);
        match line.corpus.as_str() {
            "polnear" => {
                let name = format!("polnear/train/text/{doc}.txt");
                fs::read_to_string(self.shared.join(&name)).expect(&name)
            }
            "syndication" => self.articles[&doc].clone(),
            _ => {
                let number: usize = doc.parse().expect("a line's number");
                self.sentences[number - 1].clone()
            }
        }
    }
}
