"""Fit how the structural reading and the network are combined, on labelled pairs.

    cargo run --release -p demarche-stance --example evidence -- seen > seen.evidence.jsonl
    cargo run --release -p demarche-stance --example evidence -- tuning > tuning.evidence.jsonl
    cargo run --release -p demarche-stance --example evidence -- among-matters > matters.evidence.jsonl
    cargo run --release -p demarche-stance --example evidence -- among > among.evidence.jsonl
    python stance_fit.py seen.evidence.jsonl tuning.evidence.jsonl --matters matters.evidence.jsonl --many among.evidence.jsonl --out ../crates/stance/model/combination.json

For pairs that somebody chose, a multinomial logistic regression with a ridge.
Ridge and margin are chosen by cross-validation over the pairs of the first file
(ten folds, a pair's fold from its number), each of which weighs `--weight` times
one of the other files; the printed figures are of pairs that the weights did not
see. `--structure` makes numbers of the structural reading smaller, and so their
weights dearer under the ridge: the word lists were made with the seen pairs in
view, so that what they say there is surer than elsewhere.

For pairs that nobody chose, regressions of their own (`stance_sheets.py`), fitted
on sheets: statements each of which met every question of a dispute. `--keep`
leaves the first regression as it is in the file of `--out`.
"""

import argparse
import json
from pathlib import Path

import numpy as np

import stance_sheets
from regression import LABELS, choose, fit, predict, regression

NETWORK = ("label", "side", "denied")  # what the names of its numbers begin with
FOLDS = 10


def numbers(pairs):
    """The numbers of pairs as an array."""
    return np.array([[number for _, number in pair] for pair in pairs])


def read(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def articles(folder):
    """The article of each labelled pair, by its number."""
    return {d["id"]: (d["corpus"], d["doc"]) for name in ("seen", "tuning") for d in read(Path(folder) / f"{name}.jsonl")}


def by_article(z, y, share, ridge, margin, rows, first, folder, folds=5):
    """Figures of the other files' pairs, weighed as in the fit, whose articles the weights did not see."""
    of = articles(folder)
    order = {article: n for n, article in enumerate(sorted(set(of.values())))}
    fold = np.random.default_rng(0).permutation(len(order))[[order[of[r["id"]]] for r in rows]] % folds
    p = np.zeros((len(rows), len(LABELS)))
    for f in range(folds):
        p[fold == f] = predict(fit(z[fold != f], y[fold != f], share[fold != f], ridge), z[fold == f])
    p, y, w = p[first:], y[first:], share[first:]
    found = choose(p, margin)
    f1 = np.mean([2 * w[(found == k) & (y == k)].sum() / (w[found == k].sum() + w[y == k].sum()) for k in range(len(LABELS))])
    turned = w[((found == 0) & (y == 1)) | ((found == 1) & (y == 0))].sum() / w.sum()
    sure = p[np.arange(len(p)), found]
    which = np.minimum((sure * 10).astype(int), 9)
    error = sum(abs((w * (sure - (found == y)))[which == b].sum()) for b in range(10)) / w.sum()
    return f"macro-F1 {f1:.3f} reversals {turned:.3f} calibration {error:.3f}"


def figures(p, y, margin):
    found = choose(p, margin)
    f1 = np.mean([2 * np.sum((found == k) & (y == k)) / max(1, np.sum(found == k) + np.sum(y == k)) for k in range(len(LABELS))])
    reversed_ = np.mean(((found == 0) & (y == 1)) | ((found == 1) & (y == 0)))
    sure, right = p[np.arange(len(p)), found], found == y
    which = np.minimum((sure * 10).astype(int), 9)
    error = sum(abs(sure[which == b].sum() - right[which == b].sum()) for b in range(10)) / len(p)
    return f1, np.mean(right), reversed_, error, -np.mean(np.log(p[np.arange(len(p)), y]))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("evidence", nargs="+")
    ap.add_argument("--matters", required=True, help="evidence of sheets of one matter each")
    ap.add_argument("--many", required=True, help="evidence of a sheet of many matters")
    ap.add_argument("--sheets-ridge", type=float, default=100.0, help="of the regression for pairs that nobody chose")
    ap.add_argument("--kept", type=float, default=0.7, help="of the pairs on one matter that belong together, those near enough to be read")
    ap.add_argument("--keep", action="store_true", help="the regression for chosen pairs as it is in --out")
    ap.add_argument("--weight", type=float, default=3.0, help="of a pair of the first file, beside one of the others")
    ap.add_argument("--balance", action="store_true", help="weigh the other files' labels so that they are as frequent as in the first")
    ap.add_argument("--pairs", help="the folder of the labelled pairs, for figures on the other files' articles")
    ap.add_argument("--out")
    ap.add_argument("--version", default="stance-1")
    ap.add_argument("--margin", type=float, help="instead of the chosen one")
    ap.add_argument("--structure", type=float, default=1.0, help="what numbers that the network does not tell are multiplied by")
    ap.add_argument("--ridge", type=float, help="instead of the chosen one")
    ap.add_argument("--reserve", type=float, default=1.4, help="off the logit of neutral, for plain sentences beside sentences")
    ap.add_argument("--temperature", type=float, default=1.0)
    options = ap.parse_args()
    files = [[json.loads(line) for line in Path(path).read_text().splitlines()] for path in options.evidence]
    rows, first = [row for rows in files for row in rows], len(files[0])
    share = np.array([options.weight if n < first else 1.0 for n in range(len(rows))])
    x = numbers([r["evidence"] for r in rows])
    y = np.array([LABELS.index(r["label"]) for r in rows])
    if options.balance:
        count = lambda part: np.bincount(y[part], minlength=len(LABELS)) / max(1, np.sum(part))
        own = np.arange(len(rows)) < first
        ratio = count(own) / np.maximum(count(~own), 1e-3)
        share[~own] *= ratio[y[~own]]
    fold = np.array([r["id"] % FOLDS if n < first else -1 for n, r in enumerate(rows)])
    means, spreads = x.mean(0), np.maximum(x.std(0), 0.05)
    trust = np.array([1.0 if name.startswith(NETWORK) else options.structure for name, _ in rows[0]["evidence"]])
    z = (x - means) / spreads * trust
    best = None
    for ridge in ([options.ridge] if options.ridge else [10.0, 15.0, 20.0, 30.0, 40.0]):
        p = np.zeros((first, len(LABELS)))
        for f in range(FOLDS):
            own, rest = np.flatnonzero(fold == f), fold != f
            p[own] = predict(fit(z[rest], y[rest], share[rest], ridge), z[own])
        for margin in (1.0, 1.5, 2.0, 2.5, 3.0, 4.0):
            f1, accuracy, reversed_, error, loss = figures(p, y[:first], margin)
            print(f"ridge {ridge} margin {margin}: macro-F1 {f1:.3f} accuracy {accuracy:.3f} reversals {reversed_:.3f} calibration {error:.3f} loss {loss:.3f}")
            value = f1 - 2 * max(0.0, reversed_ - 0.03) - max(0.0, error - 0.06)
            if best is None or value > best[0]:
                best = (value, ridge, margin, p)
    _, ridge, margin, p = best
    margin = options.margin or margin
    print("chosen", ridge, margin, figures(p, y[:first], margin))
    if options.pairs:
        print("the other files, by article:", by_article(z, y, share, ridge, margin, rows, first, options.pairs))
    found = choose(p, margin)
    print(np.array([[np.sum((y[:first] == a) & (found == b)) for b in range(6)] for a in range(6)]))
    if options.out:
        out = Path(options.out)
        if options.keep:
            model = json.loads(out.read_text())
        else:
            w = fit(z, y, share, ridge)
            w[:, 1:] *= trust
            model = {"beside": 0.9, "margin": margin, "temperature": options.temperature, "reserve": options.reserve,
                     "chosen": regression(means, spreads, w)}
        model |= {"version": options.version} | stance_sheets.fitted(read(options.matters), read(options.many), options.sheets_ridge, options.kept, margin)
        out.write_text(json.dumps(model, indent=1) + "\n")


if __name__ == "__main__":
    main()
