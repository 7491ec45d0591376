-- Version 1: reports with their revisions, what was derived from them, and
-- full-text search.
--
-- Nothing is ever deleted or changed but two pointers: which revision of an
-- address is the latest, and which derivation of a report is shown.

-- What stays the same when a report changes: its URL, or where it lay.
CREATE TABLE addresses (
    id INTEGER PRIMARY KEY,            -- the order of first reading
    key TEXT NOT NULL UNIQUE,
    latest INTEGER REFERENCES reports (id)
) STRICT;

-- One row a revision. Together with people's corrections, this is what cannot
-- be made again.
CREATE TABLE reports (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,         -- the identifier that people see
    address INTEGER NOT NULL REFERENCES addresses (id),
    revision INTEGER NOT NULL,         -- from 1
    sha256 BLOB NOT NULL,              -- of bytes
    format TEXT NOT NULL,
    path TEXT NOT NULL,
    file TEXT NOT NULL,
    line INTEGER,
    current INTEGER REFERENCES derivations (id),
    read_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ')), -- never shown as an order
    bytes BLOB NOT NULL,
    UNIQUE (address, revision),
    UNIQUE (address, sha256)
) STRICT;

-- What a reader made of a report's bytes.
CREATE TABLE readings (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (id),
    fingerprint BLOB NOT NULL,         -- SHA-256 of all that follows
    outlet TEXT,
    date TEXT,
    title TEXT,
    url TEXT,
    author TEXT,
    language TEXT,
    given TEXT,                        -- the id that a JSON line gives
    encoding TEXT NOT NULL,
    original TEXT,                     -- null where the bytes are its UTF-8
    text TEXT NOT NULL,
    UNIQUE (report, fingerprint)
) STRICT;

-- What an extractor made of a reading.
CREATE TABLE derivations (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (id),
    reading INTEGER NOT NULL REFERENCES readings (id),
    extractor TEXT NOT NULL,
    UNIQUE (reading, extractor)
) STRICT;

-- Spans are JSON lists of [start, end): `source`, `cue`, `content` in bytes of
-- the reading's text; `…_at` in code points of its original.
CREATE TABLE statements (
    id INTEGER PRIMARY KEY,
    derivation INTEGER NOT NULL REFERENCES derivations (id),
    ordinal INTEGER NOT NULL,          -- the order in the text
    name TEXT NOT NULL,                -- the identifier that people see
    kind TEXT NOT NULL CHECK (kind IN ('direct', 'indirect', 'mixed')),
    confidence REAL NOT NULL,
    parent TEXT,                       -- the name of another of the derivation
    source TEXT NOT NULL,
    cue TEXT NOT NULL,
    content TEXT NOT NULL,
    source_at TEXT NOT NULL,
    cue_at TEXT NOT NULL,
    content_at TEXT NOT NULL,
    UNIQUE (derivation, ordinal)
) STRICT;
CREATE INDEX statements_by_name ON statements (name, derivation);

-- The text itself stays in `readings`; here are only the words' places.
CREATE VIRTUAL TABLE report_words USING fts5 (
    title, text,
    content = 'readings', content_rowid = 'id',
    tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE statement_words USING fts5 (
    words,
    content = '',
    tokenize = 'porter unicode61 remove_diacritics 2'
);
-- Names are not stemmed: Peters is not Peter.
CREATE VIRTUAL TABLE statement_speakers USING fts5 (
    words,
    content = '',
    tokenize = 'unicode61 remove_diacritics 2'
);
