"""Statements held against the same questions: of real articles (`among.jsonl`), of debates of our own (`debates.txt`), and of disputes of our own (`disputes.jsonl`, `dossiers.txt`).

`among.jsonl`, a line a sheet: `statements` are places in the corpora as in
`labelled.jsonl`; each of `questions` has `wordings` (propositions of one
meaning), `denied` (propositions of the opposite meaning) and `labels`, which
names by number the statements that bear on it. All others of the sheet were
read and do not.

`debates.txt`, a debate after each `#`: lines `number | source | cue | content`,
then for each question `Q` and a proposition, `=` the same otherwise worded, `!`
its opposite, and the numbers of the statements that say yes (`y`), no (`n`), on
conditions (`c`), decline to commit (`u`), or ask and report (`a`).

`disputes.jsonl` has sheets of reports of our own on one matter each; a statement
is source, cue and content, as the program extracted them.
Those that regressions are fitted on (`crates/stance/tests/pairs/among-matters.jsonl`)
are others: a network must not have seen them.

`dossiers.txt` has disputes whose statements lean on those before them; by themselves
they often say nothing. A dossier after each `#`, a report of it after each `@`,
and otherwise as `debates.txt`.
"""

import json
from pathlib import Path

from stance.labelled import Texts, statement
from stance.made import TURNED, capital

FOLDER = Path(__file__).parent
LETTERS = {"y": "yes", "n": "no", "c": "conditional", "u": "noncommittal", "a": "asks"}


def question(wordings, denied, labels, said):
    """(wordings, denied, [(statement, label)], [statements that do not bear])."""
    bear = {at: label for label, ats in labels.items() for at in ats}
    rest = [s for at, s in enumerate(said) if at not in bear]
    return wordings, denied, [(said[at], label) for at, label in bear.items()], rest


def written(name):
    """The sheets of a text file, in order: ([(text, report)], [(wordings, denied, labels)]) each."""
    sheets = []
    for sheet in (FOLDER / name).read_text(encoding="utf-8").split("# ")[1:]:
        said, asked, report = [], [], ""
        for line in sheet.splitlines()[1:]:
            sign, _, rest = line.partition(" ")
            if sign.isdigit():
                said.append((capital(joined(rest.split("|"))), report))
            elif sign == "@":
                report = rest
            elif sign == "Q":
                asked.append(([rest], [], {}))
            elif sign in ("=", "!"):
                asked[-1]["=!".index(sign)].append(rest)
            elif sign:
                asked[-1][2][LETTERS[sign]] = [int(n) - 1 for n in rest.split()]
        sheets.append((said, asked))
    return sheets


def in_order(folder, name):
    """The sheets of a file, whose statements stand as in their reports: ([(text, report)], [(wordings, denied, labels)]) each. Where a dispute's reports end is not known. The corpora are in `folder`."""
    texts, sheets = Texts(folder), []
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        sheet = json.loads(line)
        said = [(joined(s), "") if isinstance(s, list) else (statement(s, texts), s["doc"]) for s in sheet["statements"]]
        sheets.append((said, [(q["wordings"], q["denied"], q["labels"]) for q in sheet["questions"]]))
    return sheets


def joined(words):
    """Source, cue and content as one text."""
    return " ".join(part.strip() for part in words if part.strip())


def questions(sheets):
    """The questions of sheets."""
    return [question(*asked, [text for text, _ in said]) for said, all_ in sheets for asked in all_]


def read_among(folder):
    """All questions whose statements say by themselves what they say: those of `dossiers.txt` are not among them."""
    return questions(in_order(folder, "among.jsonl")) + questions(written("debates.txt")) + questions(in_order(folder, "disputes.jsonl"))


def worded(rng, wordings, denied, label):
    """One of a question's wordings, now and then one that denies it, and the label turned with it."""
    if denied and rng.random() < 0.35:
        return rng.choice(denied), TURNED.get(label, label)
    return rng.choice(wordings), label


def pairs(rng, questions, hard, beside=2.0):
    """Each statement that bears on a question, in one of its wordings, and `beside` times as many that do not.

    Half of those are from `hard`, which lists for each question what seems to bear on it most.
    """
    out = []
    for (wordings, denied, bear, rest), seeming in zip(questions, hard):
        for said, label in bear:
            out.append((said, *worded(rng, wordings, denied, label)))
        count = min(len(rest), round(beside * max(1, len(bear))))
        chosen = rng.sample(seeming, min(len(seeming), count // 2))
        chosen += rng.sample(rest, count - len(chosen))
        out += [(said, rng.choice([*wordings, *denied]), "none") for said in chosen]
    return out
