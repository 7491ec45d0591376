"""The labels of a pair, and a multinomial logistic regression that tells them."""

import numpy as np

NAMES = {"noncommittal": "non-committal", "asks": "asks-or-reports", "none": "unrelated"}
LABELS = ["yes", "no", "conditional", "non-committal", "asks-or-reports", "unrelated"]


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


def choose(p, margin):
    p = p.copy()
    torn = np.maximum(p[:, 0], p[:, 1]) < margin * np.minimum(p[:, 0], p[:, 1])
    p[torn, :2] = 0
    return p.argmax(1)


def regression(means, spreads, weights):
    """As the program reads it."""
    rounded = lambda values: [round(float(v), 5) for v in values]
    return {"means": rounded(means), "spreads": rounded(spreads), "weights": [rounded(row) for row in weights]}
