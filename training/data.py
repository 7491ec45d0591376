"""Texts and their attribution relations as the model sees them.

A text becomes tokens (`\\w+|[^\\w\\s]`), each token wordpieces, a letter-case
class and a quotation state; paragraphs are packed into windows. The program
does the same in `crates/attribution` (tokens.rs, quotation.rs, window.rs):
what changes here changes there.
"""

import bisect
import random
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

TOKEN = re.compile(r"\w+|[^\w\s]")
CASES = 6  # lower, Title, UPPER, mixed, number, mark
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)
DOUBLE = set("\"\u201c\u201d\u201e\u201f\u00ab\u00bb")
REACH = 112  # tokens to either side of a cue that may belong to it


def case_class(word):
    """The letter-case class of a token, 0 to CASES - 1."""
    if not (word[0].isalnum() or word[0] == "_"):
        return 5
    if word[0].isdigit():
        return 4
    if word.islower():
        return 0
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 1
    if word.isupper():
        return 2
    return 3


def quotation_states(text, tokens, paragraphs):
    """OUTSIDE, INSIDE, OPENING or CLOSING for each token.

    Marks are paired within a paragraph. A straight mark (and '' and a lone
    curly closing mark at a word's start) opens or closes by what stands on
    either side of it, and by the state where that does not decide, as in
    copy whose sentences run together.
    """
    states = [OUTSIDE] * len(tokens)
    inside, paragraph, i = False, -1, 0
    while i < len(tokens):
        start, end = tokens[i]
        if paragraphs[i] != paragraph:
            paragraph, inside = paragraphs[i], False
        mark = text[start:end]
        width = 1
        if mark in "`'" and i + 1 < len(tokens) and tokens[i + 1][0] == end and text[end] == mark:
            width, end = 2, end + 1
        elif mark not in DOUBLE:
            states[i] = INSIDE if inside else OUTSIDE
            i += 1
            continue
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        if mark in "\u201c\u201e\u201f\u00ab`":
            opens = True
        elif mark == "\u00bb" or (mark == "\u201d" and inside):
            opens = False
        else:
            loose_before = before.isspace() or before in "([{-\u2013\u2014/\u2018"
            loose_after = after.isspace() or after in ".,;:!?)]}-\u2013\u2014"
            if loose_before and not loose_after:
                opens = True
            elif loose_after and not loose_before:
                opens = False
            else:
                opens = not inside
        for j in range(i, i + width):
            if opens:
                states[j] = OPENING
            else:
                states[j] = CLOSING if inside else OUTSIDE
        inside = opens
        i += width
    return states


class WordPiece:
    """BERT's uncased wordpieces, one token at a time."""

    def __init__(self, vocabulary):
        self.ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.unknown, self.start, self.border = (self.ids[x] for x in ("[UNK]", "[CLS]", "[SEP]"))
        self.cache = {}

    def __call__(self, word):
        if word in self.cache:
            return self.cache[word]
        if word in DOUBLE:
            found = [self.ids['"']]
        else:
            plain = unicodedata.normalize("NFD", word.lower())
            plain = "".join(c for c in plain if unicodedata.category(c) != "Mn")
            found, at = [], 0
            while at < len(plain) and found is not None:
                for end in range(min(len(plain), at + 100), at, -1):
                    piece = ("##" if at else "") + plain[at:end]
                    if piece in self.ids:
                        found.append(self.ids[piece])
                        at = end
                        break
                else:
                    found = None
            if not found or len(found) > 24:
                found = [self.unknown]
        self.cache[word] = found
        return found

    def first(self, text, most):
        """The first wordpieces of a text."""
        out = []
        for m in TOKEN.finditer(text):
            out += self(m[0])
            if len(out) >= most:
                break
        return out[:most]


@dataclass
class Document:
    """A text with its tokens, features and relations (sets of token indexes)."""

    name: str
    text: str
    tokens: list
    paragraphs: list
    pieces: list
    cases: list
    states: list
    relations: list = field(default_factory=list)  # dicts: source, cue, content: sorted lists; inner: bool
    complete: bool = False  # whether nested relations are annotated too

    def spans(self, indexes):
        """Character spans of token indexes, neighbours joined."""
        out = []
        for t in sorted(indexes):
            if out and out[-1][2] == t - 1:
                out[-1][1], out[-1][2] = self.tokens[t][1], t
            else:
                out.append([self.tokens[t][0], self.tokens[t][1], t])
        return [[a, b] for a, b, _ in out]


def token_set(tokens, spans):
    """Indexes of the tokens that share a character with the spans."""
    return sorted(i for i, (a, b) in enumerate(tokens) if any(a < y and x < b for x, y in spans))


def make_document(name, text, relations, wordpiece, complete=False, annotated=None):
    """Prepare a text; relations are dicts of character span lists.

    PolNeAR annotates no relation inside another's content; `complete` says
    that this text's annotation does. Of other texts, what stands inside the
    contents of the first `annotated` relations is unknown.
    """
    tokens = [m.span() for m in TOKEN.finditer(text)]
    paragraphs, number, last = [], 0, 0
    for start, end in tokens:
        if "\n" in text[last:start]:
            number += 1
        paragraphs.append(number)
        last = end
    words = [text[a:b] for a, b in tokens]
    doc = Document(
        name, text, tokens, paragraphs,
        [wordpiece(w) for w in words], [case_class(w) for w in words],
        quotation_states(text, tokens, paragraphs), complete=complete,
    )
    ends = [b for _, b in tokens]
    for number, relation in enumerate(relations):
        made = {"opaque": not complete and (annotated is None or number < annotated)}
        for role in ("source", "cue", "content"):
            found = set()
            for start, end in relation[role]:
                i = bisect.bisect_right(ends, start)
                while i < len(tokens) and tokens[i][0] < end:
                    found.add(i)
                    i += 1
            made[role] = sorted(found)
        if made["cue"] and made["content"]:
            doc.relations.append(made)
    for relation in doc.relations:
        cue = set(relation["cue"])
        relation["inner"] = any(
            other is not relation and cue <= set(other["content"]) for other in doc.relations
        )
    return doc


# -- PolNeAR ---------------------------------------------------------------

ANN_LINE = re.compile(r"([TERAMN]\d+|#\d*|\*)\t")


def read_ann(contents):
    """Relations of a brat file as dicts of character span lists."""
    lines = []
    for line in contents.split("\n"):
        if ANN_LINE.match(line) or not lines:
            lines.append(line)
        elif line:
            lines[-1] += "\n" + line
    spans, events = {}, []
    for line in lines:
        if match := re.match(r"(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)", line):
            spans[match[1]] = [[int(x) for x in part.split()] for part in match[2].split(";")]
        elif match := re.match(r"E\d+\t(.*)", line, re.S):
            events.append(re.findall(r"(Source|Cue|Content)\d*:(T\d+)", match[1]))
    relations = []
    for event in events:
        made = {"source": [], "cue": [], "content": []}
        for role, identifier in event:
            made[role.lower()] += spans[identifier]
        if made["content"]:
            relations.append(made)
    return relations


def read_polnear(folder):
    """Yield (name, text, [relations of each annotator])."""
    folder = Path(folder)
    by_article = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        by_article.setdefault(path.name[:-9], []).append(path)
    for name, paths in by_article.items():
        text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        yield name, text, [read_ann(p.read_bytes().decode("utf-8")) for p in paths]


# -- Windows ---------------------------------------------------------------


@dataclass
class Window:
    """Neighbouring tokens that are encoded together; cues of the core count."""

    doc: Document
    first: int
    last: int  # one past
    core_first: int
    core_last: int


LONG = 288  # wordpieces of a window that a long paragraph is cut into
BEFORE, AFTER = 96, 48  # tokens of context around the core of such a window


def windows(doc, budget):
    """Pack paragraphs into windows of at most `budget` wordpieces.

    A paragraph over the budget is cut into overlapping windows of LONG
    wordpieces; each token is in the core of exactly one. More context goes
    before the core than after it, since a speaker mostly follows what is
    quoted at length.
    """
    out, n = [], len(doc.tokens)
    cost = [len(p) for p in doc.pieces]
    bounds, start = [], 0
    for i in range(1, n + 1):
        if i == n or doc.paragraphs[i] != doc.paragraphs[start]:
            bounds.append((start, i))
            start = i
    first = last = None
    room = 0
    for a, b in bounds:
        need = sum(cost[a:b]) + 1
        if first is not None and room + need > budget:
            out.append(Window(doc, first, last, first, last))
            first = None
        if need + 1 > budget:
            out += _cut(doc, a, b, cost, max(budget, LONG))
            continue
        if first is None:
            first, room = a, 1
        last = b
        room += need
    if first is not None:
        out.append(Window(doc, first, last, first, last))
    return out


def _cut(doc, a, b, cost, budget):
    """Overlapping windows over the tokens [a, b) of one long paragraph."""
    out, core = [], a
    while core < b:
        first, room = core, budget - 2
        while first > a and core - first < BEFORE and room - cost[first - 1] >= budget // 2:
            first -= 1
            room -= cost[first]
        last = core
        while last < b and room >= cost[last]:
            room -= cost[last]
            last += 1
        core_last = b if last == b else max(core + 1, last - AFTER)
        out.append(Window(doc, first, last, core, core_last))
        core = core_last
    return out


# -- Training text made of training text --------------------------------------

NAMES = """Amina Diallo|Karel Novak|Mr. Okafor|Ms. Lindqvist|Jorge Paz|Li Na|Pavel Orlov|Aisha Khan|Tomas Berg|Maria Santos
the minister|the spokesman|the spokeswoman|the president|the prime minister|a senior official|two diplomats|an aide|the envoy
people familiar with the talks|a person close to the delegation|Western officials|local media|state media|Reuters|AFP|Xinhua
the Foreign Ministry|the Kremlin|the White House|Brussels|the newspaper|the agency|a draft document|a government report
the campaign|the senator|she|he|they|critics|analysts|the committee|the opposition leader|sources|Interfax|Al Jazeera|Kyodo
Foreign Minister Lena Voss|Deputy Prime Minister Idris Bello|the country's foreign minister|Kenyan media|the daily Le Soir"""
NAMES = NAMES.replace("\n", "|").split("|")
CUES = "said|claimed|reported|argued|warned|believes|told reporters|insisted|recalled|denied|announced|wrote|suggested|noted|has repeatedly stated".split("|")
DAYS = ["", "", "", " on Monday", " on Friday", " last week", " late on Tuesday", " in a statement"]


def wrap(rng, text, relations, sentence):
    """Put a sentence into somebody else's mouth: (text, relations) with the outer relation.

    `sentence` is a [start, end) of text without its final full stop. Relations
    inside it stay, now nested. A relation that crosses its border forbids it
    (the caller sees to that).
    """
    a, b = sentence
    name, cue, day = rng.choice(NAMES), rng.choice(CUES), rng.choice(DAYS)
    shape = rng.randrange(6)
    head = tail = ""
    parts = {}
    if shape == 0:
        cap = name[0].upper() + name[1:]
        head = f"{cap} {cue}{day} that "
        parts["source"], parts["cue"] = (0, len(cap)), (len(cap) + 1, len(cap) + 1 + len(cue))
    elif shape == 1:
        head = f"According to {name}, "
        parts["cue"], parts["source"] = (0, 12), (13, 13 + len(name))
    elif shape in (2, 3):
        tail = f", {name} {cue}{day}"
        parts["source"], parts["cue"] = (2, 2 + len(name)), (3 + len(name), 3 + len(name) + len(cue))
    else:
        tail = f", according to {name}{day}"
        parts["cue"], parts["source"] = (2, 14), (15, 15 + len(name))
    if "told reporters" in cue and "cue" in parts and shape in (0, 2, 3):
        parts["cue"] = (parts["cue"][0], parts["cue"][0] + 4)
    grown = text[:a] + head + text[a:b] + tail + text[b:]
    shift = len(head)

    def move(x, at_end):
        if x < a or (x == a and at_end):
            return x
        if x <= b and (x < b or at_end):
            return x + shift
        return x + shift + len(tail)

    moved = [
        {role: [[move(x, False), move(y, True)] for x, y in relation[role]] for role in relation}
        for relation in relations
    ]
    base = a if head else b + shift
    content = [a + shift, b + shift]
    if shape == 0:
        content[0] -= 5
    moved.append({
        "source": [[base + parts["source"][0], base + parts["source"][1]]],
        "cue": [[base + parts["cue"][0], base + parts["cue"][1]]],
        "content": [content],
    })
    return grown, moved


def sentences(text):
    """Plain sentences [start, end) without their full stop, for `wrap`."""
    for match in re.finditer(r"(?:(?<=\n)|^|(?<=[.!?] ))[A-Z][^\n.!?\u201c\u201d\"]{30,220}(?=\.(?: [A-Z]|\n|$))", text):
        yield match.span()


def add_nesting(rng, text, relations, chance):
    """Wrap some sentences. Returns text and relations, the added ones last."""
    for a, b in reversed(list(sentences(text))):
        if rng.random() >= chance:
            continue
        flat = [s for r in relations for spans in r.values() for s in spans]
        within = [r for r in relations if all(a <= x and y <= b for spans in r.values() for x, y in spans)]
        crossing = any(x < b and a < y for x, y in flat) and not within
        partial = any(
            any(x < b and a < y for spans in r.values() for x, y in spans)
            for r in relations if r not in within
        )
        if crossing or partial or (not within and rng.random() < 0.7):
            continue
        text, relations = wrap(rng, text, relations, (a, b))
    return text, relations


def glue(rng, text, relations, chance):
    """Run sentences together, and some paragraphs, as dirty copy does."""
    cuts = []
    for match in re.finditer(r"(?<=[.!?\u201d\"])\s+(?=[A-Z\u201c\"])", text):
        if rng.random() < chance and ("\n" not in match[0] or rng.random() < 0.5):
            cuts.append(match.span())
    if not cuts:
        return text, relations
    out, at, moves = [], 0, []
    for a, b in cuts:
        out.append(text[at:a])
        moves.append((b, b - a))
        at = b
    out.append(text[at:])

    def move(x):
        gone = 0
        for end, width in moves:
            if x >= end:
                gone += width
            elif x > end - width:
                gone += x - (end - width)
                break
            else:
                break
        return x - gone

    return "".join(out), [
        {role: [[move(x), move(y)] for x, y in spans] for role, spans in relation.items()}
        for relation in relations
    ]


def augment(rng, name, text, relations, wordpiece):
    """One article as one epoch sees it."""
    kind, annotated = rng.random(), len(relations)
    if kind < 0.25:
        text, relations = add_nesting(rng, text, relations, 0.2)
    if kind < 0.08 or kind > 0.94:
        text, relations = glue(rng, text, relations, 0.6)
    return make_document(name, text, relations, wordpiece, annotated=annotated)
