"""Pairs of a statement and a proposition as the stance model sees them.

A pair is one row of pieces, [CLS] statement [SEP] proposition [SEP]. Public data: Perspectrum, ExplaGraphs and
VAST (`../shared/stance`). Ours: made pairs and those written by hand
(`stance/made.py`), and real statements beside propositions (`stance/labelled.py`) and
beside the questions of a whole debate (`stance/among.py`). The program builds
the same rows in `crates/stance/src/network.rs`: what changes here changes there.
"""

import hashlib
import json
import random
import re
from pathlib import Path

from stance import among
from stance.labelled import read_labelled, read_tuning
from stance.made import LABELS, TURNED, Maker, capital, read_written

THREE = ["support", "oppose", "neutral"]
STATEMENT, PROPOSITION = 180, 40  # pieces of either part that are read
BEFORE, AFTER = 64, 110  # pieces that are read of what was said before a statement, and of the statement behind it
NEAREST = 2  # statements before
SIDE = {"yes": 0, "no": 1, "noncommittal": 2, "asks": 2, "none": 2}  # a condition is no side and no absence of one
TURN = {0: 1, 1: 0, 2: 2}
RARE = 2.0  # times that a label counts which few pairs have


def share(text):
    """A number from 0 to 99 that depends on the text alone."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 100


def row(statement, proposition, pieces):
    """The pieces of a pair."""
    return [pieces.start, *pieces.first(statement, STATEMENT), pieces.border, *pieces.first(proposition, PROPOSITION), pieces.border]


def said_before(said, at):
    """The statements before one in its report, nearest last; `said` holds (text, report)."""
    return tuple(text for text, report in said[max(0, at - NEAREST) : at] if report == said[at][1])


def context_row(before, statement, proposition, pieces):
    """The pieces of a pair after what was said before: [CLS], each of that and [SEP], the statement and [SEP], the proposition and [SEP]."""
    context = [piece for text in before for piece in (*pieces.first(text, BEFORE), pieces.border)]
    return [pieces.start, *context[-BEFORE:], *pieces.first(statement, AFTER), pieces.border, *pieces.first(proposition, PROPOSITION), pieces.border]


def read(path):
    rows = []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        d = json.loads(line)
        rows.append((d["statement"], d.get("proposition") or d["topic"], THREE.index(d["label"])))
    return rows


def vast(folder):
    """VAST's rows as (training, held topics, held comments).

    15% of the topics are held back; and of the rest the rows of 6% of the
    comments, since a comment stands beside several topics. The third part
    keeps only topics that training has not seen either.
    """
    rows = read(Path(folder) / "vast.train.jsonl")
    topics = [r for r in rows if share(r[1]) < 15]
    comments = [r for r in rows if share(r[1]) >= 15 and share("comment " + r[0]) < 6]
    train = [r for r in rows if share(r[1]) >= 15 and share("comment " + r[0]) >= 6]
    said, about = {r[0] for r in train}, {r[1] for r in train}
    strict = [r for r in topics + comments if r[0] not in said and r[1] not in about]
    return train, topics, strict


NEGATIONS = [
    (re.compile(r"\b(should|must|will|would|can|could|may) not\b"), r"\1"),
    (re.compile(r"\b(should|must|will|would|could|may)n't\b"), r"\1"),
    (re.compile(r"\b(is|are|was|were) not\b"), r"\1"),
    (re.compile(r"\b(should|must|will|would|can|could|may|is|are|was|were)\b(?! not|n't)"), r"\1 not"),
    (re.compile(r"\b(has|have|ought) to\b"), r"does not \1 to"),
]


def negated(proposition):
    """A sentence that asserts the opposite, or None."""
    for pattern, put in NEGATIONS:
        made, count = pattern.subn(put, proposition, count=1)
        if count:
            return made
    return None


def turned(rng, pair):
    """The pair with its proposition denied, and the label turned with it."""
    statement, proposition, side = pair
    if " " not in proposition:
        return pair
    made = negated(proposition)
    if made is None or rng.random() < 0.15:
        bare = proposition.rstrip(". ")
        made = rng.choice(["It is not true that {}", "It is wrong that {}", "It is false to say that {}"]).format(bare[:1].lower() + bare[1:])
    return statement, made, TURN[side]


class Pairs:
    """The pairs of one epoch after another.

    `folder` is the public stance data, the corpora of the labelled pairs lie
    beside it; `hardest` finds of questions which statements seem to bear on
    them and do not (`stance_embed.Near`).
    """

    def __init__(self, folder, seed, hardest=None, held=10):
        folder = Path(folder)
        self.rng = random.Random(seed)
        self.in_order = read_labelled(folder.parent)
        self.documents = [[(said, *pair) for said, pairs in document for pair in pairs] for document in self.in_order]
        self.labelled = [pair for pairs in self.documents for pair in pairs]
        self.written = read_written()
        self.among = among.read_among(folder.parent)
        self.hard = hardest(self.among) if hardest else [()] * len(self.among)
        self.perspectrum = read(folder / "perspectrum.train.jsonl")
        self.explagraphs = read(folder / "explagraphs.train.jsonl")
        self.vast, _, _ = vast(folder)
        self.maker = Maker(self.rng, lambda e: share(e.subject + e.wordings[0].np) >= held)
        self.by_claim = {}
        for statement, claim, side in self.perspectrum:
            self.by_claim.setdefault(claim, []).append((statement, side))

    def same_side(self):
        """Two perspectives on one claim: agreeing if they take the same side."""
        claim = self.rng.choice(list(self.by_claim))
        said = self.by_claim[claim]
        if len(said) < 2:
            return None
        (a, x), (b, y) = self.rng.sample(said, 2)
        return (a, b, int(x != y)) if a != b else None

    def from_written(self):
        """A statement written by hand; now and then with its proposition denied, or beside another's."""
        rng = self.rng
        *words, proposition, label = rng.choice(self.written)
        roll = rng.random()
        if roll < 0.25 and (made := negated(proposition)):
            proposition, label = made, TURNED.get(label, label)
        elif roll < 0.33:
            other = rng.choice(self.written)[3]
            if other != proposition:
                proposition, label = other, "none"
        return capital(among.joined(words)), proposition, label

    def from_labelled(self, pair):
        """A labelled pair; now and then with its proposition denied, or beside another statement's."""
        statement, proposition, label = pair
        roll = self.rng.random()
        if roll < 0.15 and (made := negated(proposition)):
            return statement, made, TURNED.get(label, label)
        if roll > 0.92:
            return statement, self.rng.choice(self.labelled)[1], "none"
        return pair

    def unlabelled(self):
        """A statement beside a proposition that was written for another of its document: only a teacher can tell what it is."""
        rng = self.rng
        pairs = rng.choice(self.documents)
        statement, own, _ = rng.choice(pairs)
        proposition = rng.choice(pairs)[1]
        if rng.random() < 0.15 and (made := negated(proposition)):
            proposition = made
        return (statement, proposition) if proposition != own else None

    def epoch(self, vast_share=0.45, made=5000, same=2000, written=1500, labelled=1.0, sheets=1.0, unlabelled=0):
        """(statement, proposition, side or -1, six-label or -1, weight of the six)."""
        rng, out = self.rng, []
        sides = lambda side: (side, LABELS.index(["yes", "no", "none"][side]), 0.3)
        for pair in self.perspectrum:
            roll = rng.random()
            if roll < 0.25:
                pair = turned(rng, pair)
            elif roll < 0.31:
                pair = (pair[0], rng.choice(self.perspectrum)[1], 2)
            out.append((pair[0], pair[1], *sides(pair[2])))
        for pair in self.explagraphs:
            roll = rng.random()
            if roll < 0.25:
                pair = (pair[1], pair[0], pair[2])
            elif roll < 0.45:
                pair = turned(rng, pair)
            elif roll < 0.5:
                pair = (pair[0], rng.choice(self.explagraphs)[1], 2)
            out.append((pair[0], pair[1], *sides(pair[2])))
        for _ in range(same):
            if pair := self.same_side():
                out.append((pair[0], pair[1], pair[2], -1, 0.0))
        for statement, topic, side in rng.sample(self.vast, int(len(self.vast) * vast_share)):
            roll = rng.random()
            if side < 2 and roll < 0.08:
                topic, side = f"{rng.choice(['no to', 'against', 'opposing', 'an end to', 'banning'])} {topic}", TURN[side]
            elif roll < 0.16:
                topic = f"{rng.choice(['support for', 'in favour of', 'more', 'the value of'])} {topic}"
            out.append((statement, topic, *sides(side)))
        ours = [self.maker.pair() for _ in range(made)] + [self.from_written() for _ in range(written)]
        ours += [self.from_labelled(p) for p in rng.sample(self.labelled, int(len(self.labelled) * labelled))]
        chosen = rng.sample(range(len(self.among)), int(len(self.among) * sheets))
        ours += among.pairs(rng, [self.among[at] for at in chosen], [self.hard[at] for at in chosen])
        out += [(statement, proposition, SIDE.get(label, -1), LABELS.index(label), RARE if label in ("conditional", "noncommittal") else 1.0) for statement, proposition, label in ours]
        out += [(*pair, -1, -1, 0.0) for _ in range(unlabelled) if (pair := self.unlabelled())]
        return out


def tuning(folder):
    """Labelled pairs of articles that training does not see."""
    return read_tuning(Path(folder).parent)


def made_held(folder, count=600, held=10):
    """Made pairs over propositions that training does not see."""
    maker = Maker(random.Random(97), lambda e: share(e.subject + e.wordings[0].np) < held)
    return [maker.pair() for _ in range(count)]
