"""From what the networks say of a relation to the probability that it is right.

Right means matched at the evaluator's `attributed` level. A logistic
regression over eight figures, fitted by Newton's method with a small ridge;
`crates/attribution/src/decode.rs` (`Evidence`) computes the same figures.
"""

import numpy as np

RIDGE = 1.0


def logit(p):
    p = np.clip(p, 1e-4, 1 - 1e-4)
    return float(np.log(p / (1 - p)))


def evidence(doc, relation):
    """The eight figures of a decoded relation."""
    c = relation["candidate"]
    part = lambda tokens, role: [c.roles[t - c.first, role] for t in tokens if 0 <= t - c.first < len(c.roles)]
    content, source = part(relation["content"], 2), part(relation["source"], 1)
    words = sum(doc.cases[t] != 5 for t in relation["content"])
    mean = lambda x, n: float(np.sum(x)) / n if n else 0.0
    return [
        logit(c.score),
        logit(c.valid),
        logit(mean(content, len(relation["content"]))),
        float(min(content, default=1.0)),
        logit(mean(source, len(relation["source"]))) if relation["source"] else logit(1 - c.sourced),
        logit(c.sourced if relation["source"] else 1 - c.sourced),
        float(np.log(max(words, 1))),
        float(relation["parent"] is not None),
    ]


def fit(x, y):
    """Bias and weights of the regression."""
    x = np.hstack([np.ones((len(x), 1)), np.asarray(x)])
    y = np.asarray(y, dtype=float)
    w = np.zeros(x.shape[1])
    ridge = np.diag([0.0] + [RIDGE] * (x.shape[1] - 1))
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (p - y) + ridge @ w)
        w -= step
        if np.abs(step).max() < 1e-9:
            break
    return w


def apply(w, x):
    return 1 / (1 + np.exp(-(w[0] + np.asarray(x) @ w[1:])))


def calibration_error(p, y, bins=10):
    """Expected calibration error over equal-width bins."""
    p, y = np.asarray(p), np.asarray(y, dtype=float)
    which = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs(p[which == b].sum() - y[which == b].sum()) for b in range(bins)) / len(p))
