"""Read and check the hand-annotated training passages in passages/*.txt.

A file holds passages of this form:

    === some-id
    The minister said that talks would go on, a newspaper reported.
    ---
    The minister | said | that talks would go on
    a newspaper | reported | The minister said that talks would go on

Above `---` stands the text: one paragraph a line. Below it, one attribution
relation a line: source | cue | content. A field names words of the text
exactly as they stand there. `-` is an empty source. ` ++ ` joins the
fragments of a discontinuous span. Where the words occur more than once,
`@2` after them takes the second occurrence (`he@2`); without it the words
must be unique. `\n` inside a field crosses into the next paragraph.

Run as a program, it checks the files named (or all) and prints counts.
"""

import re
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "passages"


class PassageError(Exception):
    """A passage that does not say what it means."""


def _find(text, words):
    """Return the [start, end) of words in text, honouring `@n`."""
    match = re.fullmatch(r"(.*)@(\d+)", words, re.S)
    nth = int(match[2]) if match else None
    words = (match[1] if match else words).replace("\\n", "\n")
    if not words:
        raise PassageError("an empty field")
    starts, at = [], text.find(words)
    while at >= 0:
        inside = (at > 0 and text[at - 1].isalnum() and words[0].isalnum()) or (
            text[at + len(words) : at + len(words) + 1].isalnum() and words[-1].isalnum()
        )
        if not inside:
            starts.append(at)
        at = text.find(words, at + 1)
    if not starts:
        raise PassageError(f"not in the text: {words!r}")
    if nth is None and len(starts) > 1:
        raise PassageError(f"{len(starts)} times in the text, say which with @n: {words!r}")
    if nth is not None and not 1 <= nth <= len(starts):
        raise PassageError(f"only {len(starts)} times in the text: {words!r}@{nth}")
    start = starts[(nth or 1) - 1]
    return [start, start + len(words)]


def parse(contents, name):
    """Return a list of {id, text, relations}; raises PassageError with the place."""
    passages, errors = [], []
    for block in re.split(r"^=== ?", contents, flags=re.M)[1:]:
        head, _, rest = block.partition("\n")
        text, rule, below = rest.partition("\n---\n")
        where = f"{name}: {head.strip()}"
        if not rule:
            errors.append(f"{where}: no line `---`")
            continue
        relations = []
        for line in below.strip().split("\n"):
            if not line.strip() or line.startswith("#"):
                continue
            fields = [f.strip() for f in line.split(" | ")]
            try:
                if len(fields) != 3:
                    raise PassageError(f"{len(fields)} fields, not 3: {line!r}")
                spans = [
                    [] if field == "-" else sorted(_find(text, f) for f in field.split(" ++ "))
                    for field in fields
                ]
                if not spans[1] or not spans[2]:
                    raise PassageError(f"cue and content must not be empty: {line!r}")
                relations.append(dict(zip(("source", "cue", "content"), spans)))
            except PassageError as error:
                errors.append(f"{where}: {error}")
        passages.append({"id": f"{Path(name).stem}/{head.strip()}", "text": text, "relations": relations})
    if errors:
        raise PassageError("\n".join(errors))
    return passages


def read_all(folder=FOLDER):
    """Return every passage of a folder, in the order of its file names."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        found += parse(path.read_text(encoding="utf-8"), path.name)
    return found


def main():
    paths = [Path(p) for p in sys.argv[1:]] or sorted(FOLDER.glob("*.txt"))
    bad = False
    for path in paths:
        try:
            passages = parse(path.read_text(encoding="utf-8"), path.name)
            relations = sum(len(p["relations"]) for p in passages)
            print(f"{path.name}: {len(passages)} passages, {relations} relations")
        except PassageError as error:
            bad = True
            print(error)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
