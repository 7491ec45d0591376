"""Write the trained stance model as the network that the program runs (see `shipped.py`), or score what it runs.

    python stance_export.py --checkpoint runs/NAME/ema.pt --stance DIR --out ../crates/stance/model/stance.safetensors.zst
    python stance_export.py --checkpoint runs/NAME/ema.pt --context runs/CONTEXT/ema.pt --near runs/near.pt --stance DIR --out ../crates/stance/model/context.safetensors.zst
    python stance_export.py --score --stance DIR
"""

import argparse
import json
import random
import subprocess
from pathlib import Path

import numpy as np
import torch

from shipped import Ranges, write
from stance.made import LABELS
from stance_context import InOrder
from stance_data import Pairs, context_row, made_held, read, row, vast
from stance_embed import rows
from stance_model import SHARED, Context, StanceModel, batch, filled
from stance_pieces import SHIPPED, Pieces
from stance_train import macro_f1

PROGRAM = ["cargo", "run", "--quiet", "--release", "-p", "demarche-stance", "--example", "logits"]


@torch.no_grad()
def measure(model, folder, pieces, count=24):
    """Input ranges over pairs of one epoch, and their statements alone."""
    ranges = Ranges(model)
    for pair in random.Random(11).sample(Pairs(folder, 11).epoch(), count):
        model(*batch([row(pair[0], pair[1], pieces)]))
        model.embedding(*batch(rows([pair[0]], pieces)))
    return ranges


@torch.no_grad()
def measure_context(model, below, options, pieces, count=60):
    """Input ranges of the layers that read a statement after what was said before it."""
    ranges, below = Ranges(model), below.eval()
    below.fix()
    drawn = InOrder(options.stance, options.near, 11)
    for said, before, asked, _ in drawn.rng.sample(drawn.epoch(), count):
        made, mask = batch([context_row(before, said, asked, pieces)])
        model(below.encoder(made, mask, SHARED), mask)
    return ranges


def logits(pairs):
    """What the program's network says of pairs: sides and labels, before they become probabilities."""
    asked = "".join(json.dumps({"statement": p[0], "proposition": p[1]}) + "\n" for p in pairs)
    ran = subprocess.run(PROGRAM, input=asked, capture_output=True, text=True, check=True)
    said = [json.loads(line) for line in ran.stdout.splitlines()]
    return np.array([x["three"] for x in said]), np.array([x["six"] for x in said])


def calibration(logits, gold, temperature):
    """Mean log loss and expected calibration error (ten bins) of three-way logits."""
    z = logits / temperature
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    sure, right = p.max(1), p.argmax(1) == gold
    which = np.minimum((sure * 10).astype(int), 9)
    error = sum(abs(sure[which == b].sum() - right[which == b].sum()) for b in range(10)) / len(gold)
    return -np.mean(np.log(p[np.arange(len(gold)), gold] + 1e-9)), error


def score(folder):
    _, topics, strict = vast(folder)
    every = []
    for name, pairs in (("perspectrum", read(Path(folder) / "perspectrum.dev.jsonl")), ("explagraphs", read(Path(folder) / "explagraphs.dev.jsonl")),
                        ("vast, topics held back", topics), ("vast, comments held back too", strict)):
        gold = np.array([p[2] for p in pairs])
        three = logits(pairs)[0]
        found = three.argmax(1)
        sides = three[:, :2].argmax(1)
        every.append((name, three, gold))
        print(f"{name}: {len(gold)} pairs, accuracy {np.mean(found == gold):.4f}, macro-F1 {macro_f1(gold.tolist(), found.tolist(), 3):.4f}; "
              f"of the two sides the likelier is right in {np.mean((sides == gold)[gold < 2]):.4f}", flush=True)
    three, gold = np.concatenate([x[1] for x in every[:3]]), np.concatenate([x[2] for x in every[:3]])
    temperature = min(np.arange(0.5, 2.51, 0.05), key=lambda t: calibration(three, gold, t)[0])
    print(f"temperature {temperature:.2f}; calibration error", ", ".join(f"{n} {calibration(z, y, temperature)[1]:.3f}" for n, z, y in every))
    pairs = made_held(folder)
    gold, found = [LABELS.index(p[2]) for p in pairs], logits(pairs)[1].argmax(1).tolist()
    print(f"made, propositions held back: {len(gold)} pairs, accuracy {np.mean(np.equal(gold, found)):.4f}, macro-F1 {macro_f1(gold, found, 6):.4f}")


def load(model, path, word):
    """Fills a model from a checkpoint, or from its integers."""
    if path.endswith(".bz2"):
        filled(model, Path(path).read_bytes(), **word)
    else:
        model.load_state_dict(torch.load(path))
    model.eval()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", help="ema.pt, or integers.bz2 with --base")
    ap.add_argument("--context", help="the same of the layers that stance_context.py trained above that one")
    ap.add_argument("--near", help="the file that stance_embed.py wrote, for these")
    ap.add_argument("--base", help="the folder that stance_base.py wrote")
    ap.add_argument("--stance", required=True, help="the folder of the public stance data")
    ap.add_argument("--pieces", default=SHIPPED)
    ap.add_argument("--out")
    ap.add_argument("--score", action="store_true")
    options = ap.parse_args()
    torch.set_num_threads(1)
    if options.score:
        score(options.stance)
        return
    pieces = Pieces(options.pieces)
    model = StanceModel(len(pieces))
    word = {"encoder.word.weight": torch.load(Path(options.base) / "base.pt")["word.weight"]} if options.base else {}
    load(model, options.checkpoint, word)
    if options.context:
        above = Context(model)
        load(above, options.context, {})
        write(above, measure_context(above, model, options, pieces), options.out)
        return
    write(model, measure(model, options.stance, pieces), options.out)


if __name__ == "__main__":
    main()
