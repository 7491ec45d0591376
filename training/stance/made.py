"""Made statements with propositions: reported speech, conditions, refusals to commit, questions.

The public corpora have none of these. Each made pair comes from a template, a
proposition in one wording and the statement in the same or another one; a
proposition may be turned round ("should not"), which turns yes and no round.

    python made.py 20      # print some
"""

import random
import sys
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
LABELS = ["yes", "no", "conditional", "noncommittal", "asks", "none"]
TURNED = {"yes": "no", "no": "yes"}


@dataclass
class Wording:
    vp: str
    ger: str
    np: str


@dataclass
class Entry:
    theme: str
    subject: str
    wordings: list


def lines(name):
    return [x for x in (FOLDER / name).read_text(encoding="utf-8").split("\n") if x and not x.startswith("#")]


def read_entries():
    entries = []
    for line in lines("propositions.txt"):
        theme, subject, vp, ger, np, others = (x.strip() for x in line.split("|"))
        wordings = [Wording(vp, ger, np)]
        wordings += [Wording(*(x.strip() for x in other.split("="))) for other in others.split(";")]
        entries.append(Entry(theme, subject, wordings))
    return entries


def read_templates():
    made = {}
    for line in lines("templates.txt"):
        label, who, template = (x.strip() for x in line.split("|"))
        made.setdefault(label, []).append((who, template))
    return made


NAMES = {"non-committal": "noncommittal", "asks-or-reports": "asks", "unrelated": "none"}


def read_written():
    """Statements written by hand: (source, cue, content, proposition, label)."""
    made, proposition = [], None
    for line in lines("written.txt"):
        if line.startswith("="):
            proposition = line[1:].strip()
            continue
        label, source, cue, content = (x.strip() for x in line.split("|"))
        made.append((source, cue, content, proposition, NAMES.get(label, label)))
    return made


def capital(text):
    return text[:1].upper() + text[1:]


class Maker:
    """Makes pairs; every number of entries from `keep` (a predicate over entries)."""

    def __init__(self, rng, keep=lambda entry: True):
        self.rng = rng
        self.entries = [e for e in read_entries() if keep(e)]
        self.templates = read_templates()
        self.speakers, self.conditions, self.others = lines("speakers.txt"), lines("conditions.txt"), lines("others.txt")

    def fill(self, who, template, entry, wording):
        s, o = self.rng.sample(self.speakers, 2)
        if who == "self":
            s = entry.subject
        text = template.format(s=s, o=o, x=entry.subject, X=capital(entry.subject), vp=wording.vp, ger=wording.ger,
                               np=wording.np, c=self.rng.choice(self.conditions))
        if text.startswith('"'):
            return '"' + capital(text[1:])
        return capital(text)

    def proposition(self, entry, wording, template_who):
        """A proposition and whether it is turned round."""
        x, roll = capital(entry.subject), self.rng.random()
        if roll < 0.30:
            return f"{x} should {wording.vp}", False
        if roll < 0.42:
            return f"{x} will {wording.vp}" if template_who == "self" else f"There should be {wording.np}", False
        if roll < 0.52:
            return f"Should {entry.subject} {wording.vp}?", False
        if roll < 0.72:
            return wording.np, False
        if roll < 0.80:
            return f"{x} is willing to {wording.vp}" if template_who == "self" else f"{capital(wording.np)} is needed", False
        if roll < 0.93:
            return f"{x} should not {wording.vp}", True
        return f"{x} must refuse to {wording.vp}" if self.rng.random() < 0.5 else f"No to {wording.np}", True

    def pair(self):
        rng = self.rng
        label = rng.choices(LABELS, [26, 26, 15, 11, 10, 12])[0]
        entry = rng.choice(self.entries)
        wording = rng.choice(entry.wordings)
        if label == "none" and rng.random() < 0.85:
            # Another proposition's statement, half of them of the same theme, or one of no proposition.
            if rng.random() < 0.3:
                who, statement = "any", self.fill("any", rng.choice(self.others), entry, wording)
            else:
                close = rng.random() < 0.5
                pool = [e for e in self.entries if e is not entry and (e.theme == entry.theme) == close]
                other = rng.choice(pool or [e for e in self.entries if e is not entry])
                who, template = rng.choice(self.templates[rng.choice(LABELS[:5])])
                statement = self.fill(who, template, other, rng.choice(other.wordings))
        else:
            who, template = rng.choice(self.templates[label])
            statement = self.fill(who, template, entry, wording)
            if rng.random() < 0.15:  # a sentence of no weight beside it
                aside = self.fill("any", rng.choice(self.others), entry, wording)
                statement = f"{aside} {statement}" if rng.random() < 0.5 else f"{statement} {aside}"
        proposition, turned = self.proposition(entry, rng.choice(entry.wordings), who)
        return statement, proposition, TURNED.get(label, label) if turned else label


def main():
    maker = Maker(random.Random(3))
    for _ in range(int(sys.argv[1])):
        print(*maker.pair(), sep=" | ")


if __name__ == "__main__":
    main()
