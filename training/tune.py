"""Score a checkpoint on a PolNeAR split, and choose the decoder's settings.

    python tune.py --checkpoint runs/NAME/ema.pt --polnear DIR --minilm DIR --evaluator attribution_eval.py

Settings are chosen on one half of the articles and scored on the other, both
ways (cross-fit), so the figures are of articles that no setting saw.
"""

import argparse
import importlib.util
import json
import pickle
from pathlib import Path

import torch

import words
from calibrate import apply, calibration_error, evidence, fit
from data import WordPiece, make_document, read_polnear
from decode import DEFAULT, decode, flat, score_document
from model import Model, sizes
from shipped import as_shipped, shapes


def load_evaluator(path):
    spec = importlib.util.spec_from_file_location("attribution_eval", path)
    module = importlib.util.module_from_spec(spec)
    import sys
    sys.modules["attribution_eval"] = module
    spec.loader.exec_module(module)
    return module


class Scorer:
    """The shared evaluator over prepared articles."""

    def __init__(self, evaluator, documents, gold):
        self.ev = evaluator
        self.texts = [evaluator.Text(d.text) for d in documents]
        self.documents = documents
        self.gold = [evaluator.make_relations(t, g) for t, g in zip(self.texts, gold)]

    def __call__(self, relations, chosen=None):
        evaluation = self.ev.Evaluation()
        for i in chosen if chosen is not None else range(len(self.documents)):
            made = [self.ev.Relation(**{k: frozenset(r[k]) for k in ("content", "source", "cue")}) for r in relations[i]]
            evaluation.add(self.texts[i], self.gold[i], made)
        return evaluation.result()


def figures(result):
    r, t = result["relation"], result["token"]
    return (f"lenient {100*r['lenient']['f1']:.2f} attributed {100*r['attributed']['f1']:.2f} strict {100*r['strict']['f1']:.2f} "
            f"content {100*t['content']['f1']:.2f} source {100*t['source']['f1']:.2f} cue {100*t['cue']['f1']:.2f} "
            f"n {result['predicted_relations']}/{result['gold_relations']}")


GRID = {
    "relation": [0.35, 0.4, 0.45, 0.5, 0.55], "mix": [0.3, 0.5, 0.7], "content": [0.42, 0.5, 0.58], "source": [0.3, 0.4, 0.5],
    "sourced": [0.3, 0.4, 0.5], "edge": [0.3, 0.6, 1.0, 1.4], "source_edge": [0.0, 0.2], "gap": [2, 4, 6], "source_gap": [0, 1],
    "apart": [3, 30], "quote": [0.4, 0.6],
}


def objective(result):
    return result["relation"]["attributed"]["f1"] + 0.5 * result["relation"]["lenient"]["f1"] + 0.5 * result["relation"]["strict"]["f1"]


# The settings that matter most, around those that ship.
NEAR = {
    "relation": [0.45, 0.5, 0.55], "content": [0.42, 0.46, 0.5], "sourced": [0.2, 0.3, 0.4],
    "edge": [0.5, 0.8, 1.1], "quote": [0.4, 0.6],
}


def choose(scorer, documents, candidates, chosen, begin=DEFAULT, grid=GRID, rounds=2):
    """Coordinate search over a grid on the chosen articles."""
    settings = dict(begin)
    best = None
    for _ in range(rounds):
        for key, values in grid.items():
            scored = []
            for value in values:
                trial = {**settings, key: value}
                relations = {i: flat(decode(documents[i], candidates[i], trial)) for i in chosen}
                scored.append((objective(scorer(relations, chosen)), value))
            top = max(s for s, _ in scored)
            settings[key] = next(v for s, v in sorted(scored, key=lambda x: abs(x[1] - settings[key])) if s >= top - 1e-4)
            best = top
    return settings, best


def confidence(scorer, documents, relations, halves):
    """Weights of the confidence fitted on all articles, and its error cross-fitted."""
    xs, ys = {}, {}
    for i, found in relations.items():
        text = scorer.texts[i]
        made = [scorer.ev.Relation(**{k: frozenset(r[k]) for k in ("content", "source", "cue")}) for r in found]
        right = {p for _, p in scorer.ev.match_level(text, scorer.gold[i], made, "attributed")}
        xs[i] = [evidence(documents[i], r) for r in found]
        ys[i] = [n in right for n in range(len(found))]
    flatten = lambda d, chosen: [x for i in chosen for x in d[i]]
    p, y = [], []
    for here, there in (halves, halves[::-1]):
        p += list(apply(fit(flatten(xs, here), flatten(ys, here)), flatten(xs, there)))
        y += flatten(ys, there)
    every = sorted(relations)
    weights = fit(flatten(xs, every), flatten(ys, every))
    return {"error": calibration_error(p, y), "bias": round(float(weights[0]), 5), "weights": [round(float(w), 5) for w in weights[1:]]}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", help="a trained model, or")
    ap.add_argument("--network", help="a network as it ships")
    ap.add_argument("--polnear", required=True)
    ap.add_argument("--minilm", required=True)
    ap.add_argument("--evaluator", required=True)
    ap.add_argument("--window", type=int, default=160)
    ap.add_argument("--articles", type=int)
    ap.add_argument("--search", action="store_true")
    ap.add_argument("--settings", help="a settings.json to begin from, searching near it only")
    ap.add_argument("--scores", help="keep the model's scores in this file, or take them from it")
    options = ap.parse_args()
    torch.set_num_threads(1)
    wordpiece = WordPiece(words.vocabulary(options.minilm))
    split = list(read_polnear(Path(options.polnear) / "dev"))[: options.articles]
    documents = [make_document(n, t, a[0], wordpiece) for n, t, a in split]
    if options.scores and Path(options.scores).exists():
        candidates = pickle.loads(Path(options.scores).read_bytes())
    else:
        if options.network:
            model = as_shipped(Model(sizes(shapes(options.network))), options.network, words.vocabulary(options.minilm))
        else:
            model = Model.of(torch.load(options.checkpoint))
        candidates = [score_document(model, d, wordpiece, options.window) for d in documents]
        if options.scores:
            Path(options.scores).write_bytes(pickle.dumps(candidates))
    begin, search = dict(DEFAULT), {}
    if options.settings:
        known = json.loads(Path(options.settings).read_text(encoding="utf-8"))["decoder"]
        begin.update({k: v for k, v in known.items() if k in DEFAULT})
        search = {"grid": NEAR, "rounds": 1}
    scorer = Scorer(load_evaluator(options.evaluator), documents, [a[0] for _, _, a in split])
    print("plain    ", figures(scorer([flat(decode(d, c, begin)) for d, c in zip(documents, candidates)])))
    if options.search:
        halves = [range(0, len(documents), 2), range(1, len(documents), 2)]
        crossed = {}
        for here, there in (halves, halves[::-1]):
            settings, _ = choose(scorer, documents, candidates, here, begin, **search)
            print(settings)
            crossed.update({i: flat(decode(documents[i], candidates[i], settings)) for i in there})
        print("cross-fit", figures(scorer(crossed)))
        print("calibration", confidence(scorer, documents, crossed, halves))
        settings, _ = choose(scorer, documents, candidates, range(len(documents)), begin, **search)
        print("all", settings, figures(scorer([flat(decode(d, c, settings)) for d, c in zip(documents, candidates)])))


if __name__ == "__main__":
    main()
