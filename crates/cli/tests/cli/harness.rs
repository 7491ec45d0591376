//! A folder of its own for each test, and the binary run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder to work in.
pub struct Desk {
    folder: TempDir,
}

/// What a run printed and how it ended.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Desk {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(path, bytes).expect("it can be written");
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_remove("DEMARCHE_LEDGER")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env("COLUMNS", "80")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::from(self.command(args).output().expect("the binary runs"))
    }

    /// Runs what must end well.
    #[track_caller]
    pub fn well(&self, args: &[&str]) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.code, Some(0), "{args:?}: {ran:#?}");
        ran
    }

    /// Runs what must end well and print lines of JSON.
    #[track_caller]
    pub fn lines(&self, args: &[&str]) -> Vec<Value> {
        let ran = self.well(args);
        ran.out
            .lines()
            .map(|line| serde_json::from_str(line).expect("a line of JSON"))
            .collect()
    }

    /// A desk with the corpus of `examples/` read.
    pub fn with_examples() -> Self {
        let desk = Self::new();
        let examples = examples();
        desk.well(&["read", "--fast", "--quiet", &examples.display().to_string()]);
        desk
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

impl Ran {
    /// Whether the error output holds all the words.
    #[track_caller]
    pub fn says(&self, words: &[&str]) {
        // Long messages are wrapped where a person sees them.
        let err = self
            .err
            .split_whitespace()
            .filter(|w| *w != "│")
            .collect::<Vec<_>>()
            .join(" ");
        for word in words {
            assert!(err.contains(word), "{word:?} is not in {self:#?}");
        }
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn examples() -> PathBuf {
    root().join("examples")
}

/// A report in which something is said.
pub fn dispatch(n: usize) -> String {
    const WHO: [&str; 4] = [
        "The foreign minister",
        "A spokeswoman",
        "Two officials",
        "Marta Kovalenko",
    ];
    const WHAT: [&str; 3] = [
        "the guarantee would bind all five signatories",
        "no troops had been promised to anyone",
        "her government wanted a text before the summer",
    ];
    let (who, what) = (WHO[n % WHO.len()], WHAT[n % WHAT.len()]);
    format!(
        "Talks enter day {n}\n\n{who} said on Monday that {what}, and that session {n} was useful.\n\n\
         “We have not come here for the coffee,” delegate number {n} told reporters.\n"
    )
}

/// A schema of `docs/schema`, which may refer to others beside it.
pub fn schema(name: &str) -> jsonschema::Validator {
    let path = root().join("docs/schema").join(name);
    let text = fs::read_to_string(&path).expect("the schema is there");
    let schema: Value = serde_json::from_str(&text).expect("it is JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("it is a schema");
    jsonschema::draft202012::options()
        .with_base_uri(format!("file://{}", path.display()))
        .build(&schema)
        .expect("it can be used")
}

/// Fails with every fault that a schema finds in a value.
#[track_caller]
pub fn holds(schema: &jsonschema::Validator, value: &Value) {
    let faults: Vec<String> = schema
        .iter_errors(value)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{faults:#?} in {value:#}");
}
