"""Choose what a pair needs in a ledger, where every statement meets every question.

    cargo run --release -p demarche-stance --example evidence -- among > runs/among.jsonl
    python stance_among.py runs/among.jsonl ../crates/stance/model/combination.json

Prints, for each least bearing and each odds of being unrelated (`BEARS`, and
the last of `ODDS`, in `crates/positions/src/judging.rs`), how many of the stances that a
reader found are found (recall), how many found are right (precision), their F1,
and how many take the other side. Only what counts for a position counts here:
yes, no, on conditions and non-committal, with a confidence of a half or more;
by the combination alone, without the cases in which structure is followed.
"""

import json
import sys
from pathlib import Path

import numpy as np

from stance_fit import LABELS, choose, predict

ODDS = [1.0, 1.0, 0.4, 0.6, 1.0]  # of the labels before "unrelated", as in judging.rs
STANCES = 4  # of the labels, those that are positions


def main():
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]
    model = json.loads(Path(sys.argv[2]).read_text())
    x = np.array([[number for _, number in row["evidence"]] for row in rows])
    y = np.array([LABELS.index(row["label"]) for row in rows])
    bearing, near = (np.array([row[name] for row in rows]) for name in ("bearing", "near"))
    first = predict(np.array(model["weights"]), (x - model["means"]) / model["spreads"])
    print(f"{len(rows)} pairs, {np.sum(y < STANCES)} stances")
    print("bears  odds  found  right  precision  recall  F1     reversed")
    for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        for odds in (1.0, 1.5, 2.0, 3.0, 5.0, 8.0):
            p = first.copy()
            p *= np.array([*ODDS, odds])
            p /= p.sum(1, keepdims=True)
            label = choose(p, model["margin"])
            sure = p[np.arange(len(p)), label]
            found = (label < STANCES) & (sure >= 0.5) & (bearing >= least) & (near >= model["gate"])
            right = found & (label == y)
            reversed_ = found & (((label == 0) & (y == 1)) | ((label == 1) & (y == 0)))
            precision, recall = right.sum() / max(1, found.sum()), right.sum() / max(1, np.sum(y < STANCES))
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            print(f"{least:5.2f} {odds:5.1f} {found.sum():6d} {right.sum():6d} {precision:9.3f} {recall:8.3f}  {f1:.3f} {reversed_.sum():6d}")


if __name__ == "__main__":
    main()
