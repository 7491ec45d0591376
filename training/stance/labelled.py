"""Real statements with propositions and labels of our own: reads `labelled.jsonl`.

A line is a statement and its pairs: `corpus` (polnear or syndication) and `doc`
name a text, spans [start, end) count its code points, `pairs` holds [label,
proposition]. The texts are not here. No document of
`crates/stance/tests/pairs` is among them, and no proposition of the pairs there;
eleven have a wording of a question of the sheets there.
"""

import json
from pathlib import Path

from stance.made import NAMES

FOLDER = Path(__file__).parent
TUNING = FOLDER / "../../crates/stance/tests/pairs/tuning.jsonl"


class Texts:
    """The texts of the corpora in a folder that holds `polnear` and `syndication`."""

    def __init__(self, folder):
        self.folder, self.read = Path(folder), {}
        self.articles = {}
        for line in (self.folder / "syndication/articles.jsonl").read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            self.articles[article["id"]] = article["text"]

    def __getitem__(self, key):
        corpus, doc = key
        if corpus == "syndication":
            return self.articles[doc]
        if doc not in self.read:
            self.read[doc] = (self.folder / f"polnear/train/text/{doc}.txt").read_bytes().decode("utf-8")
        return self.read[doc]


def statement(entry, texts):
    """Source, cue and content as one text, as the program puts them together."""
    text = texts[entry["corpus"], entry["doc"]]
    spans = [s for s in (entry["source"], entry["cue"]) if s] + entry["content"]
    return " ".join(text[a:b].strip() for a, b in spans)


def read_labelled(folder):
    """By document: (statement, [(proposition, label)]) in the order of the text."""
    texts, made = Texts(folder), {}
    for line in (FOLDER / "labelled.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        said = entry["content"][0][0], statement(entry, texts)
        pairs = made.setdefault((entry["corpus"], entry["doc"]), {}).setdefault(said, [])
        pairs.extend((proposition, label) for label, proposition in entry["pairs"])
    return [[(said, pairs) for (_, said), pairs in sorted(document.items())] for document in made.values()]


def read_tuning(folder):
    """The same of the pairs that settings are chosen on, one a line."""
    texts = Texts(folder)
    entries = [json.loads(line) for line in TUNING.read_text(encoding="utf-8").splitlines()]
    return [(statement(e, texts), e["proposition"], NAMES.get(e["label"], e["label"])) for e in entries]
