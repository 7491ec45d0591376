-- Version 2: who speaks, for whom, when, and how it came to the reader.
--
-- Corrections and actor files are people's and are kept for good. All else
-- here is derived and can be made again.

-- How the text leads back to the original; null in ledgers of version 1.
ALTER TABLE readings ADD COLUMN map BLOB;

-- What a resolver made of a derivation.
CREATE TABLE resolutions (
    id INTEGER PRIMARY KEY,
    derivation INTEGER NOT NULL REFERENCES derivations (id),
    resolver TEXT NOT NULL,
    day TEXT,                          -- of the report, as its statements were dated from
    day_reason TEXT NOT NULL,
    UNIQUE (derivation, resolver)
) STRICT;
-- The one shown.
ALTER TABLE derivations ADD COLUMN resolution INTEGER REFERENCES resolutions (id);

-- An actor over all reports. Linking makes them, and makes them again.
CREATE TABLE actors (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,         -- the identifier that people see
    detail TEXT NOT NULL               -- kind, label, aliases, roles, reasons; JSON
) STRICT;
CREATE VIRTUAL TABLE actor_words USING fts5(
    words,                             -- label and aliases
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);

-- An actor as reports tell it: kind, names and roles. Reports that tell the
-- same share a row, so that linking looks at each way once.
CREATE TABLE profiles (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,       -- SHA-256 of detail
    detail TEXT NOT NULL,              -- JSON
    actor INTEGER REFERENCES actors (id)
) STRICT;
CREATE INDEX profiles_by_actor ON profiles (actor);
-- Profiles that share a key may be one actor.
CREATE TABLE profile_keys (
    key TEXT NOT NULL,
    profile INTEGER NOT NULL REFERENCES profiles (id),
    PRIMARY KEY (key, profile)
) STRICT, WITHOUT ROWID;
CREATE INDEX profile_keys_by_profile ON profile_keys (profile);

-- The cast of a report, in the order of first mention.
CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    resolution INTEGER NOT NULL REFERENCES resolutions (id),
    ordinal INTEGER NOT NULL,
    profile INTEGER NOT NULL REFERENCES profiles (id),
    mentions TEXT NOT NULL,            -- with their places and reasons; JSON
    UNIQUE (resolution, ordinal)
) STRICT;
CREATE INDEX members_by_profile ON members (profile);

-- People, day and chain of a statement.
CREATE TABLE resolved (
    resolution INTEGER NOT NULL REFERENCES resolutions (id),
    statement INTEGER NOT NULL REFERENCES statements (id),
    said_from TEXT,                    -- ISO 8601
    said_to TEXT,
    grade TEXT,
    detail TEXT NOT NULL,              -- JSON
    PRIMARY KEY (resolution, statement)
) STRICT, WITHOUT ROWID;
-- What part a member of the cast has in a statement.
CREATE TABLE parts (
    member INTEGER NOT NULL REFERENCES members (id),
    statement INTEGER NOT NULL REFERENCES statements (id),
    part TEXT NOT NULL CHECK (part IN
        ('speaks', 'spoken-for', 'supports', 'opposes', 'to', 'about', 'via')),
    PRIMARY KEY (member, statement, part)
) STRICT, WITHOUT ROWID;

-- Reports that may be copies of each other share a band.
CREATE TABLE bands (
    band INTEGER NOT NULL,
    reading INTEGER NOT NULL REFERENCES readings (id),
    PRIMARY KEY (band, reading)
) STRICT, WITHOUT ROWID;
-- Reports that are, compared word by word; each pair once, the older first.
CREATE TABLE copies (
    first INTEGER NOT NULL REFERENCES readings (id),
    second INTEGER NOT NULL REFERENCES readings (id),
    kinship TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (first, second)
) STRICT, WITHOUT ROWID;
CREATE INDEX copies_by_second ON copies (second);

-- Statements that may be one utterance share a key.
CREATE TABLE utterance_keys (
    key INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statements (id),
    PRIMARY KEY (key, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX utterance_keys_by_statement ON utterance_keys (statement);
-- Statements that are; each pair once, the older first.
CREATE TABLE siblings (
    first INTEGER NOT NULL REFERENCES statements (id),
    second INTEGER NOT NULL REFERENCES statements (id),
    score REAL NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (first, second)
) STRICT, WITHOUT ROWID;
CREATE INDEX siblings_by_second ON siblings (second);
-- Which utterance a statement reports, where others report it, too.
CREATE TABLE utterances (
    statement INTEGER PRIMARY KEY REFERENCES statements (id),
    name TEXT NOT NULL                 -- the identifier that people see
) STRICT;
CREATE INDEX utterances_by_name ON utterances (name);

-- Actor files as people gave them; the latest of a name counts.
CREATE TABLE actor_files (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 BLOB NOT NULL,              -- of content
    content TEXT NOT NULL              -- the actors; JSON
) STRICT;

-- What people corrected about actors. Undoing is a row, too.
CREATE TABLE actor_corrections (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'rename', 'undo')),
    subject TEXT NOT NULL,             -- JSON
    why TEXT
) STRICT;
