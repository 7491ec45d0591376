"""Fit and measure what is made of pairs that nobody chose, on sheets.

On a sheet every statement met every question. `matters` are sheets of one matter
each, as a dispute is: reports on a negotiation and five or six questions on it,
each in several wordings, and beside them some reports on another matter
(`stranger`). `many` is one sheet of many matters with a question or two on each.

Three regressions are fitted: what a pair seems by its two texts alone; which pairs
are worth reading, by that and what stands around and what else is asked; and which
label a pair has that was read. So that disputes of few questions are known, too,
each sheet counts again with some of its questions only.
"""

import numpy as np

from regression import LABELS, NAMES, choose, fit, predict, regression

BACKGROUND = -3.0  # as in `crates/stance/src/relevance.rs`
MANY = 3.0  # what a pair of `many` weighs beside one of `matters`
SIDES = ["label yes over no", "side support over oppose", "denied, label yes over no", "denied, side support over oppose"]
CONDITION = ["strict condition", "structure conditional", "would if"]
ASIDE = 0.75  # of what a pair seems that is nearer to another question, how much it is: as `ASIDE` in `among.rs`
FOLDS = 9
POSITIONS = 4  # of the labels, those that are positions


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def logistic(x, y, share, ridge, steps=600):
    """Bias and weights of a logistic regression for the numbers as they are, the ridge on them brought to one spread."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    x1 = np.hstack([np.ones((len(x), 1)), (x - mean) / spread])
    w = ahead = np.zeros(x1.shape[1])
    penalty = np.array([1e-3] + [ridge] * x.shape[1])
    rate = 1 / (np.linalg.norm(x1 * np.sqrt(share)[:, None], 2) ** 2 / 4 + ridge)
    for step in range(steps):
        last, w = w, ahead - rate * (x1.T @ (share * (sigmoid(x1 @ ahead) - y)) + penalty * ahead)
        ahead = w + step / (step + 3) * (w - last)
    return np.concatenate([[w[0] - np.sum(w[1:] * mean / spread)], w[1:] / spread])


def around(places, seems):
    """What the statements around each tell of the question, from the logits `seems`: as `around` in `crates/stance/src/relevance.rs`."""
    scale, reach, nothing, other, aside = 3.0, 24, 0.2, 0.12, -0.5
    out = np.zeros(len(seems))
    for at in places:
        far = abs(np.subtract.outer(np.arange(len(at)), np.arange(len(at))))
        weight = np.exp(-far / scale) * ((far > 0) & (far <= reach))
        sums = weight @ sigmoid(seems[at])
        for question in range(at.shape[1]):
            most = np.maximum(np.delete(sums, question, 1).max(1, initial=0), other * weight.sum(1))
            out[at[:, question]] = np.log((sums[:, question] + nothing) / (most + nothing)).clip(aside)
    return out


def leads(places, seems):
    """How much nearer each statement seems to its question than to the nearest of the others: as `leads` there."""
    out = np.zeros(len(seems))
    for at in places:
        for question in range(at.shape[1]):
            out[at[:, question]] = seems[at[:, question]] - np.delete(seems[at], question, 1).max(1, initial=BACKGROUND)
    return out


class Sheets:
    """Pairs with what is known of each, a place in every array a pair."""

    def __init__(self, rows):
        self.kind, self.sheet = np.array([row["kind"] for row in rows]), np.array([row["whole"] for row in rows])
        self.label = np.array([LABELS.index(NAMES.get(row["label"], row["label"])) for row in rows])
        self.related = self.label < len(LABELS) - 1
        self.near = np.array([[row["cosine"], row["bearing"]] for row in rows])
        self.evidence = [row["evidence"] for row in rows]
        self.read = np.array([bool(numbers) for numbers in self.evidence])
        self.names = [name for name, _ in next(numbers for numbers in self.evidence if numbers)]
        of = {}
        for n, row in enumerate(rows):
            of.setdefault((row["kind"], row["sheet"], row["article"]), {}).setdefault(row["statement"], {})[row["question"]] = n
        self.places = [np.array([[each[question] for question in sorted(each)] for _, each in sorted(article.items())]) for article in of.values()]
        self.share = np.where(self.kind == "many", MANY, 1.0)

    def worth(self, seems):
        """The numbers of the regression of what is worth reading."""
        return np.hstack([self.near, leads(self.places, seems)[:, None], around(self.places, seems)[:, None]])

    def numbers(self, at, lead):
        """The numbers of the last regression: `among` in `crates/stance/src/combine.rs`."""
        x = np.array([[number for _, number in self.evidence[n]] for n in at])
        sure = abs(x[:, [self.names.index(name) for name in SIDES]].mean(1))
        return np.hstack([x, self.near[at], lead[at, None], sure[:, None]])


def gather(matters, many):
    """All sheets, each of `matters` also by single questions and by pairs of them, strangers left out there."""
    rows = []
    for row in matters:
        kind = "strangers" if row["stranger"] else "matter"
        rows.append(row | {"kind": kind, "whole": row["sheet"]})
        if row["stranger"]:
            continue
        rows.append(row | {"kind": "one question", "sheet": (row["sheet"], row["question"]), "whole": row["sheet"]})
        rows.append(row | {"kind": "two questions", "sheet": (row["sheet"], row["question"] // 2), "whole": row["sheet"]})
    rows += [row | {"kind": "many", "whole": row["article"]} for row in many]
    return Sheets(rows)


def relevance(sheets, kept, part):
    """What a pair seems and what it promises, fitted on a part of the sheets."""
    fit = lambda x: logistic(x[part], sheets.related[part].astype(float), sheets.share[part], 3.0)
    seems = fit(sheets.near)
    logits = seems[0] + sheets.near @ seems[1:]
    worth = sheets.worth(logits)
    promise = fit(worth)
    value = promise[0] + worth @ promise[1:]
    least = float(np.quantile(value[part & sheets.related & (sheets.kind == "matter")], 1 - kept))
    return seems, promise, least, value - least, worth[:, 2]


def labels_of(sheets, part, value, lead, ridge):
    """The regression of labels, fitted on the pairs of a part that are read."""
    at = np.flatnonzero(part & (value >= 0) & sheets.read)
    x = sheets.numbers(at, lead)
    means, spreads = x.mean(0), np.maximum(x.std(0), 0.05)
    return means, spreads, fit((x - means) / spreads, sheets.label[at], sheets.share[at], ridge)


def probabilities(sheets, part, value, lead, model):
    """Of each label, for the pairs of a part; unrelated where a pair is not read. A condition must be one that could be quoted."""
    means, spreads, weights = model
    out = np.zeros((len(value), weights.shape[0]))
    out[:, -1] = 1
    at = np.flatnonzero(part & (value >= 0) & sheets.read)
    x = sheets.numbers(at, lead)
    out[at] = predict(weights, (x - means) / spreads)
    aside = at[lead[at] < 0]
    out[aside] *= ASIDE
    out[aside, -1] += 1 - ASIDE
    told = x[:, [sheets.names.index(name) for name in CONDITION]].any(1)
    out[at[~told], 2] = 0
    return out


def report(p, label, margin):
    found_label = choose(p, margin)
    sure = p[np.arange(len(p)), found_label]
    print("sure    found  right  precision  recall  reversed")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        found = (found_label < POSITIONS) & (sure >= least)
        right = found & (found_label == label)
        turned = found & (((found_label == 0) & (label == 1)) | ((found_label == 1) & (label == 0)))
        print(f"{least:4.1f} {found.sum():8d} {right.sum():6d} {right.sum() / max(1, found.sum()):9.3f} {right.sum() / max(1, np.sum(label < POSITIONS)):8.3f} {turned.sum():8d}")
    shown = (found_label < POSITIONS) & (sure >= 0.3)
    which, hit = np.minimum((sure[shown] * 10).astype(int), 9), (found_label == label)[shown]
    error = sum(abs(sure[shown][which == b].sum() - hit[which == b].sum()) for b in range(10)) / max(1, shown.sum())
    print(f"calibration error of what is found {error:.3f}; positions there are {np.sum(label < POSITIONS)}")


def measure(sheets, ridge, kept, margin):
    """Prints the figures of sheets that the weights did not see, a ninth of them in turn."""
    p, value = np.zeros((len(sheets.label), 6)), np.zeros(len(sheets.label))
    for fold in range(FOLDS):
        own = sheets.sheet % FOLDS == fold
        *_, promised, lead = relevance(sheets, kept, ~own)
        model = labels_of(sheets, ~own, promised, lead, ridge)
        p[own] = probabilities(sheets, own, promised, lead, model)[own]
        value[own] = promised[own]
    for kind in ("matter", "one question", "two questions", "strangers", "many"):
        part = sheets.kind == kind
        related = part & sheets.related
        print(f"{kind}: {part.sum()} pairs, {related.sum()} belong together; read {np.mean(value[part] >= 0):.3f}" + (f", of those {np.mean(value[related] >= 0):.3f}" if related.any() else ""))
        report(p[part], sheets.label[part], margin)
    read = (value >= 0) & sheets.read
    print(f"mean logarithmic loss of what is read {-np.mean(np.log(np.maximum(p[read, sheets.label[read]], 1e-3))):.4f}")


def fitted(matters, many, ridge, kept, margin):
    """The regressions for pairs that nobody chose, as the program reads them; prints what they are good for."""
    sheets = gather(matters, many)
    measure(sheets, ridge, kept, margin)
    every = np.ones(len(sheets.label), bool)
    seems, promise, least, value, lead = relevance(sheets, kept, every)
    named = lambda names, values: {name: round(float(value), 4) for name, value in zip(names, values)}
    return {
        "among": regression(*labels_of(sheets, every, value, lead, ridge)),
        "relevance": {
            "seems": named(["bias", "cosine", "bearing"], seems),
            "promise": named(["bias", "cosine", "bearing", "lead", "around", "least"], [*promise, least]),
        },
    }
