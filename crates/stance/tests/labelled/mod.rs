//! Reads the labelled pairs; their text comes from the shared corpora.

use demarche_stance::Statement;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Where a statement stands; spans count code points. Of our own prose (`ours`)
/// the words themselves: source, cue and content.
#[derive(Debug, Deserialize)]
struct Place {
    corpus: String,
    doc: serde_json::Value,
    source: Option<[usize; 2]>,
    cue: Option<[usize; 2]>,
    #[serde(default)]
    content: Vec<[usize; 2]>,
    words: Option<[String; 3]>,
}

/// A statement's words.
#[derive(Debug)]
pub struct Said {
    pub source: String,
    pub cue: String,
    pub content: String,
}

impl Said {
    pub fn statement(&self) -> Statement<'_> {
        Statement {
            source: &self.source,
            cue: &self.cue,
            content: &self.content,
            ..Statement::default()
        }
    }
}

/// A pair as its file has it.
#[derive(Debug, Deserialize)]
pub struct Line {
    pub id: u64,
    #[serde(flatten)]
    place: Place,
    proposition: String,
    pub label: String,
}

/// A statement beside a proposition.
#[derive(Debug)]
pub struct Labelled {
    #[allow(dead_code)] // The example names pairs by it.
    pub id: u64,
    pub said: Said,
    pub proposition: String,
    pub label: String,
}

/// Statements held against the same questions, as a line has them.
#[derive(Debug, Deserialize)]
struct SheetLine {
    statements: Vec<Place>,
    questions: Vec<Asked>,
}

/// A question of a sheet.
#[derive(Debug, Deserialize)]
#[allow(dead_code)] // Only the example reads sheets.
pub struct Asked {
    /// Propositions of one meaning.
    pub wordings: Vec<String>,
    /// Propositions of the opposite meaning.
    pub denied: Vec<String>,
    /// The statements that bear on it, by number from 0 under their label.
    pub labels: HashMap<String, Vec<usize>>,
}

/// Statements held against the same questions.
#[derive(Debug)]
#[allow(dead_code)] // Only the example reads sheets.
pub struct Sheet {
    pub statements: Vec<Said>,
    /// Of each article whose statements these are, in order, how many.
    pub articles: Vec<usize>,
    pub questions: Vec<Asked>,
}

/// The shared folder beside the checkout, if it is there.
pub fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    folder.join("polnear/train/text").is_dir().then_some(folder)
}

/// The pairs of `tests/pairs/NAME.jsonl`.
pub fn read(shared: &Path, name: &str) -> Vec<Labelled> {
    let texts = Texts::load(shared);
    let pair = |line: Line| Labelled {
        id: line.id,
        said: texts.said(&line.place),
        proposition: line.proposition,
        label: line.label,
    };
    lines(name).into_iter().map(pair).collect()
}

/// The sheets of `tests/pairs/NAME.jsonl`.
#[allow(dead_code)] // Only the example reads sheets.
pub fn sheets(shared: &Path, name: &str) -> Vec<Sheet> {
    let texts = Texts::load(shared);
    let sheet = |line: SheetLine| Sheet {
        statements: line.statements.iter().map(|at| texts.said(at)).collect(),
        articles: line
            .statements
            .chunk_by(|one, next| (&one.corpus, &one.doc) == (&next.corpus, &next.doc))
            .map(<[Place]>::len)
            .collect(),
        questions: line.questions,
    };
    lines(name).into_iter().map(sheet).collect()
}

fn lines<T: DeserializeOwned>(name: &str) -> Vec<T> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/pairs/{name}.jsonl"));
    fs::read_to_string(file)
        .expect("the file")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of it"))
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

    fn said(&self, place: &Place) -> Said {
        if let Some([source, cue, content]) = place.words.clone() {
            return Said {
                source,
                cue,
                content,
            };
        }
        let text: Vec<char> = self.get(place).chars().collect();
        let part = |[start, end]: [usize; 2]| text[start..end].iter().collect::<String>();
        let content: Vec<String> = place.content.iter().copied().map(part).collect();
        Said {
            source: place.source.map(part).unwrap_or_default(),
            cue: place.cue.map(part).unwrap_or_default(),
            content: content.join(" "),
        }
    }

    fn get(&self, place: &Place) -> String {
        // An article's name, or the number of a line.
        let doc = place
            .doc
            .as_str()
            .map_or_else(|| place.doc.to_string(), str::to_owned);
        match place.corpus.as_str() {
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
