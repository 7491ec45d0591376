"""Fit how the structural reading and the network are combined, on labelled pairs.

    cargo run --release -p demarche-stance --example evidence -- seen > seen.evidence.jsonl
    cargo run --release -p demarche-stance --example evidence -- tuning > tuning.evidence.jsonl
    cargo run --release -p demarche-stance --example evidence -- among-tuning > sheets.evidence.jsonl
    cargo run --release -p demarche-stance --example evidence -- among > among.evidence.jsonl
    python stance_fit.py seen.evidence.jsonl tuning.evidence.jsonl --sheets sheets.evidence.jsonl --rate among.evidence.jsonl --out ../crates/stance/model/combination.json

A multinomial logistic regression with a ridge. Ridge and margin are chosen by
cross-validation over the pairs of the first file (ten folds, a pair's fold from
its number), each of which weighs `--weight` times one of the other files; the
printed figures are of pairs that the weights did not see. `--structure` makes
numbers of the structural reading smaller, and so their weights dearer under the
ridge: the word lists were made with the seen pairs in view, so that what they
say there is surer than elsewhere.

Whether a pair that nobody chose belongs together are regressions of their own,
fitted on `--sheets`, statements each of which met every question of its sheet:
one over the cosine of the embeddings and the pair's bearing, one over these and
what the network says once it has read the pair. (With all numbers it is no
better on other sheets.) The questions of `--sheets` were made to fit their
statements, those of `--rate` were not: there the probabilities are set right,
and it is fitted what the statements around a pair tell of what is worth reading.
"""

import argparse
import json
from pathlib import Path

import numpy as np

NAMES = {"noncommittal": "non-committal", "asks": "asks-or-reports", "none": "unrelated"}
LABELS = ["yes", "no", "conditional", "non-committal", "asks-or-reports", "unrelated"]
NETWORK = ("label", "side", "denied")  # what the names of its numbers begin with
STANCES = 5  # of the labels, all but unrelated
FOLDS = 10


def softmax(z):
    z = np.exp(z - z.max(1, keepdims=True))
    return z / z.sum(1, keepdims=True)


def fit(x, y, share, ridge, steps=400):
    """Weights [labels, 1 + numbers] for rows that count `share` each, by gradient descent with Nesterov's momentum."""
    x1 = np.hstack([np.ones((len(x), 1)), x])
    w = np.zeros((len(LABELS), x1.shape[1]))
    penalty = np.array([1e-3] + [ridge] * x.shape[1])
    target = np.eye(len(LABELS))[y]
    rate = 1 / (np.linalg.norm(x1 * np.sqrt(share)[:, None], 2) ** 2 / 2 + ridge)
    ahead = w
    for step in range(steps):
        last, w = w, ahead - rate * ((share[:, None] * (softmax(x1 @ ahead.T) - target)).T @ x1 + penalty * ahead)
        ahead = w + step / (step + 3) * (w - last)
    return w


def predict(w, x):
    return softmax(np.hstack([np.ones((len(x), 1)), x]) @ w.T)


def numbers(pairs):
    """The numbers of pairs as an array."""
    return np.array([[number for _, number in pair] for pair in pairs])


def fit_relevance(x, y, ridge, steps=3000):
    """Weights [1 + numbers] of a logistic regression, by gradient descent with Nesterov's momentum."""
    x1 = np.hstack([np.ones((len(x), 1)), x])
    w = ahead = np.zeros(x1.shape[1])
    penalty = np.array([1e-3] + [ridge] * x.shape[1])
    rate = 1 / (np.linalg.norm(x1, 2) ** 2 / 4 + ridge)
    for step in range(steps):
        last, w = w, ahead - rate * (x1.T @ (1 / (1 + np.exp(-(x1 @ ahead))) - y) + penalty * ahead)
        ahead = w + step / (step + 3) * (w - last)
    return w


def affinity(rows):
    """Cosine and bearing of each pair."""
    return np.array([[r["cosine"], r["bearing"]] for r in rows])


def told_apart(rows, wording=0):
    """What tells whether each pair belongs together once the network has read one wording of its question: the odds of being unrelated, cosine, bearing."""
    unrelated = np.array([dict(r["wordings"][wording])["label unrelated"] for r in rows])
    p = np.exp(unrelated).clip(0.002, 0.998)
    return np.hstack([np.log(p / (1 - p))[:, None], affinity(rows)])


def fit_scaled(x, y, ridge):
    """Bias and weights for the numbers as they are, the ridge on them brought to one spread."""
    mean, spread = x.mean(0), x.std(0)
    w = fit_relevance((x - mean) / spread, y, ridge)
    return np.concatenate([[w[0] - np.sum(w[1:] * mean / spread)], w[1:] / spread])


def around(rows, seems):
    """What the statements around each tell of the question, from the logits `seems`: as `around` in `crates/stance/src/relevance.rs`."""
    scale, reach, nothing, other, aside = 3.0, 24, 0.2, 0.12, -0.5
    of = {}
    for n, row in enumerate(rows):
        of.setdefault((row["sheet"], row["article"]), {}).setdefault(row["statement"], {})[row["question"]] = n
    out = np.zeros(len(rows))
    for statements in of.values():
        at = np.array([[each[question] for question in sorted(each)] for _, each in sorted(statements.items())])
        far = abs(np.subtract.outer(np.arange(len(at)), np.arange(len(at))))
        weight = np.exp(-far / scale) * ((far > 0) & (far <= reach))
        sums = weight @ sigmoid(seems[at])
        for question in range(at.shape[1]):
            most = np.maximum(np.delete(sums, question, 1).max(1, initial=0), other * weight.sum(1))
            out[at[:, question]] = np.log((sums[:, question] + nothing) / (most + nothing)).clip(aside)
    return out


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def read(path):
    return [json.loads(line) for line in Path(path).read_text().splitlines()]


def related(rows):
    return np.array([r["label"] != "none" for r in rows])


def promise(rows, before):
    """How near pairs come before the network has read them, what stands around them considered."""
    seems = before["bias"] + affinity(rows) @ [before["cosine"], before["bearing"]]
    return seems + before["around"] * around(rows, seems)


def to_read(rows, before):
    """The numbers of the pairs that are worth reading."""
    return np.array([n for n in np.flatnonzero(promise(rows, before) >= before["least"]) if rows[n]["wordings"]])


def named(names, values):
    return {name: round(float(value), 4) for name, value in zip(names, values)}


def worth_reading(sheets, rate, ridge, kept):
    """What tells which pairs to read: those as near as the share `kept` of those of `rate` that belong together."""
    bias, *weights = fit_scaled(affinity(sheets), related(sheets).astype(float), ridge)
    seems = bias + affinity(rate) @ weights
    both = fit_scaled(np.stack([seems, around(rate, seems)], 1), related(rate).astype(float), ridge)
    before = named(["bias", "cosine", "bearing", "around", "least"], [bias, *weights, both[2] / both[1], 0])
    return before | {"least": round(float(np.quantile(promise(rate, before)[related(rate)], 1 - kept)), 4)}


def relevance(sheets, ridge, kept, rate, chosen):
    """What the program needs to tell which pairs to read, and whether they belong together, from two files of sheets.

    A bias and one factor for all weights are fitted on the file `rate` (Platt
    1999), so that the probabilities are right there. How much oftener each
    stance is in `sheets` is told beside the shares `chosen` of the labels that
    the six-label regression was fitted for.
    """
    sheets, rate = read(sheets), read(rate)
    before = worth_reading(sheets, rate, ridge, kept)
    near = lambda pairs: [pairs[n] for n in to_read(pairs, before)]
    rows, other = near(sheets), near(rate)
    after = fit_scaled(told_apart(rows), related(rows).astype(float), ridge)
    logits = after[0] + told_apart(other) @ after[1:]
    moved, times = fit_relevance(logits[:, None], related(other).astype(float), 1e-3, steps=8000)
    after = after * times
    after[0] += moved
    count = lambda labels: np.bincount([LABELS.index(NAMES.get(label, label)) for label in labels], minlength=len(LABELS))[:STANCES]
    often = count(r["label"] for r in sheets)
    often = np.maximum(often / often.sum(), 0.01) / (chosen[:STANCES] / chosen[:STANCES].sum())
    return {"before": before,
            "after": named(["bias", "unrelated", "cosine", "bearing"], after),
            "stances": [round(float(value), 4) for value in often]}


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


def choose(p, margin):
    p = p.copy()
    torn = np.maximum(p[:, 0], p[:, 1]) < margin * np.minimum(p[:, 0], p[:, 1])
    p[torn, :2] = 0
    return p.argmax(1)


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
    ap.add_argument("--sheets", required=True, help="evidence of sheets, for the regression of what belongs together")
    ap.add_argument("--rate", required=True, help="evidence of sheets that tell how often pairs belong together")
    ap.add_argument("--sheets-ridge", type=float, default=3.0)
    ap.add_argument("--kept", type=float, default=0.85, help="of the pairs of --rate that belong together, those near enough to be read")
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
        w = fit(z, y, share, ridge)
        w[:, 1:] *= trust
        Path(options.out).write_text(json.dumps({
            "version": options.version, "beside": 0.9, "margin": margin, "temperature": options.temperature, "reserve": options.reserve,
            "means": [round(float(v), 5) for v in means], "spreads": [round(float(v), 5) for v in spreads],
            "weights": [[round(float(v), 5) for v in row] for row in w],
            "relevance": relevance(options.sheets, options.sheets_ridge, options.kept, options.rate, np.bincount(y[:first], minlength=len(LABELS)) / first),
        }, indent=1) + "\n")


if __name__ == "__main__":
    main()
