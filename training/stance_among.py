"""Measure what a ledger needs, where every statement meets every question.

    cargo run --release -p demarche-stance --example evidence -- among > runs/among.jsonl
    python stance_among.py runs/among.jsonl ../crates/stance/model/combination.json

Prints, for each least confidence, how many of the stances that a reader found
are found (recall), how many found are right (precision), their F1, and how many
take the other side; then how good the confidence is. Only what counts for a
position counts here: yes, no, on conditions and non-committal.
"""

import json
import sys
from pathlib import Path

import numpy as np

from stance_fit import LABELS, NAMES, choose, affinity, numbers, predict, related, sigmoid, to_read, told_apart

POSITIONS = 4  # of the labels, those that are positions


def probabilities(rows, model, wording=0):
    """Of each label, by one wording of the question; unrelated where the pair is not read."""
    at, after = to_read(rows, model["relevance"]["before"]), model["relevance"]["after"]
    out = np.zeros((len(rows), len(LABELS)))
    out[:, -1] = 1
    read = [rows[n] for n in at]
    belongs = sigmoid(after["bias"] + told_apart(read, wording) @ [after["unrelated"], after["cosine"], after["bearing"]])
    x = numbers([r["wordings"][wording] for r in read])
    p = predict(np.array(model["weights"]), (x - model["means"]) / model["spreads"])[:, :-1] * model["relevance"]["stances"]
    flag = lambda name: x[:, [name for name, _ in read[0]["wordings"][wording]].index(name)] != 0
    p[~(flag("strict condition") | flag("structure conditional") | flag("would if")), LABELS.index("conditional")] = 0
    out[at, :-1] = p * (belongs / p.sum(1))[:, None]
    out[at, -1] = 1 - belongs
    return out


def area(score, true):
    """Under the curve of a score that should be higher where `true`."""
    rank = np.empty(len(score))
    rank[np.argsort(score, kind="stable")] = np.arange(len(score))
    return (rank[true].mean() - (true.sum() - 1) / 2) / (~true).sum()


def report(p, y, margin):
    label = choose(p, margin)
    sure = p[np.arange(len(p)), label]
    print("sure    found  right  precision  recall  F1     reversed")
    for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        found = (label < POSITIONS) & (sure >= least)
        right = found & (label == y)
        reversed_ = found & (((label == 0) & (y == 1)) | ((label == 1) & (y == 0)))
        precision, recall = right.sum() / max(1, found.sum()), right.sum() / max(1, np.sum(y < POSITIONS))
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{least:4.1f} {found.sum():8d} {right.sum():6d} {precision:9.3f} {recall:8.3f}  {f1:.3f} {reversed_.sum():6d}")
    shown = (label < POSITIONS) & (sure >= 0.2)
    which = np.minimum((sure[shown] * 10).astype(int), 9)
    hit = (label == y)[shown]
    error = sum(abs(sure[shown][which == b].sum() - hit[which == b].sum()) for b in range(10)) / max(1, shown.sum())
    print(f"calibration error of what is found {error:.3f}; stances there are {np.sum(y < POSITIONS)}")


def main():
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]
    model = json.loads(Path(sys.argv[2]).read_text())
    y = np.array([LABELS.index(NAMES.get(row["label"], row["label"])) for row in rows])
    one = probabilities(rows, model)
    near, true = affinity(rows), related(rows)
    seen = one[:, -1] < 1
    print(f"{true.sum()} of {len(rows)} pairs belong together; {seen.sum()} are read, {np.mean(seen[true]):.3f} of those among them")
    print("area under the curve: " + ", ".join(f"{name} {area(score, true):.3f}" for name, score in (("bearing", near[:, 1]), ("cosine", near[:, 0]))))
    print("of those that are read: " + ", ".join(f"{name} {area(score[seen], true[seen]):.3f}" for name, score in
          (("bearing", near[:, 1]), ("cosine", near[:, 0]), ("all together", 1 - one[:, -1]))))
    report(one, y, model["margin"])
    count = min(len(r["wordings"]) for r in rows if r["wordings"])
    if count > 1:
        print(f"the mean over {count} wordings, as `Judge::judge_among` takes it:")
        report(sum(probabilities(rows, model, n) for n in range(count)) / count, y, model["margin"])


if __name__ == "__main__":
    main()
