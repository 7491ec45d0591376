"""Write the trained stance model as the ONNX graph that the program runs, or score such a graph.

    python stance_export.py --checkpoint runs/NAME/ema.pt --stance DIR --minilm DIR --out stance.onnx
    python stance_export.py --score stance.onnx --stance DIR --minilm DIR

Quantised as `export.py` does it. The graph takes one pair: the vectors of its
wordpieces from the shared word table, and which part each belongs to; or one
text, of which it gives the embedding (not yet of length 1).
"""

import argparse
import random
from pathlib import Path

import numpy as np
import torch
from onnx import TensorProto

import words
from data import WordPiece
from export import Graph, Ranges
from stance.made import LABELS
from stance_data import THREE, Pairs, made_held, read, row, vast
from stance_embed import padded
from stance_model import EMBEDDING, EXIT, StanceModel, batch
from stance_train import macro_f1


@torch.no_grad()
def measure(model, folder, wordpiece, count=24):
    """Input ranges over pairs of one epoch, and their statements alone."""
    ranges = Ranges(model)
    for pair in random.Random(11).sample(Pairs(folder, 11).epoch(), count):
        model(*batch([row(pair[0], pair[1], wordpiece)]))
        model.embedding(*padded([pair[0]], wordpiece))
    return ranges


def export(model, ranges, path):
    g, e = Graph(ranges), model.encoder
    length = g.op("Slice", g.op("Shape", "segments"), g.ints(1), g.ints(2))
    position = g.op("Slice", g.constant((e.position.weight + e.case.weight[0]).numpy()), g.ints(0), length, g.ints(0))
    x = g.op("Add", g.op("Add", "words", position), g.op("Gather", g.constant(e.state.weight.numpy()[:2]), "segments", axis=0))
    x = g.norm(x, e.norm)
    none = g.constant(np.zeros((1, 1, 1, 1), dtype=np.float32))
    for n, module in enumerate(e.layers):
        x = g.layer(x, none, module, f"encoder.layers.{n}")
        if n + 1 == EXIT:
            whole = g.op("ReduceMean", x, g.ints(1), keepdims=0)
            g.name(g.linear(whole, model.embed.weight.numpy().T, model.embed.bias.numpy(), "embed", integer=False), "embedding")
    first = g.op("Gather", x, g.constant(np.array(0, dtype=np.int64)), axis=1)
    mean = g.op("ReduceMean", x, g.ints(1), keepdims=0)
    y = g.op("Gelu", g.linear(g.op("Concat", first, mean, axis=-1), model.pool.weight.numpy().T, model.pool.bias.numpy(), "pool"))
    for name in ("three", "six"):
        head = getattr(model, name)
        g.name(g.linear(y, head.weight.numpy().T, head.bias.numpy(), name, integer=False), name)
    g.save(path, [("words", TensorProto.FLOAT, [1, "T", 384]), ("segments", TensorProto.INT32, [1, "T"])],
           [("three", [1, len(THREE)]), ("six", [1, len(LABELS)]), ("embedding", [1, EMBEDDING])])


class Shipped:
    """The graph with the word table that ships."""

    def __init__(self, path, table, pieces):
        import onnxruntime
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options)
        self.table = words.read(table, pieces)

    def __call__(self, statement, proposition, wordpiece):
        pieces, second = row(statement, proposition, wordpiece)
        segments = (np.arange(len(pieces)) >= second).astype(np.int32)[None]
        return [x[0] for x in self.session.run(["three", "six"], {"words": self.table[pieces][None].astype(np.float32), "segments": segments})]


def calibration(logits, gold, temperature):
    """Mean log loss and expected calibration error (ten bins) of three-way logits."""
    z = logits / temperature
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    sure, right = p.max(1), p.argmax(1) == gold
    which = np.minimum((sure * 10).astype(int), 9)
    error = sum(abs(sure[which == b].sum() - right[which == b].sum()) for b in range(10)) / len(gold)
    return -np.mean(np.log(p[np.arange(len(gold)), gold] + 1e-9)), error


def score(path, table, folder, pieces):
    shipped, wordpiece = Shipped(path, table, pieces), WordPiece(pieces)
    _, topics, strict = vast(folder)
    every = []
    for name, pairs in (("perspectrum", read(Path(folder) / "perspectrum.dev.jsonl")), ("explagraphs", read(Path(folder) / "explagraphs.dev.jsonl")),
                        ("vast, topics held back", topics), ("vast, comments held back too", strict)):
        gold = np.array([p[2] for p in pairs])
        logits = np.array([shipped(p[0], p[1], wordpiece)[0] for p in pairs])
        found = logits.argmax(1)
        sides = logits[:, :2].argmax(1)
        every.append((name, logits, gold))
        print(f"{name}: {len(gold)} pairs, accuracy {np.mean(found == gold):.4f}, macro-F1 {macro_f1(gold.tolist(), found.tolist(), 3):.4f}; "
              f"of the two sides the likelier is right in {np.mean((sides == gold)[gold < 2]):.4f}", flush=True)
    logits, gold = np.concatenate([x[1] for x in every[:3]]), np.concatenate([x[2] for x in every[:3]])
    temperature = min(np.arange(0.5, 2.51, 0.05), key=lambda t: calibration(logits, gold, t)[0])
    print(f"temperature {temperature:.2f}; calibration error", ", ".join(f"{n} {calibration(z, y, temperature)[1]:.3f}" for n, z, y in every))
    pairs = made_held(folder)
    gold, found = [LABELS.index(p[2]) for p in pairs], [int(shipped(p[0], p[1], wordpiece)[1].argmax()) for p in pairs]
    print(f"made, propositions held back: {len(gold)} pairs, accuracy {np.mean(np.equal(gold, found)):.4f}, macro-F1 {macro_f1(gold, found, 6):.4f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint")
    ap.add_argument("--layers", type=int, default=5)
    ap.add_argument("--stance", required=True, help="the folder of the public stance data")
    ap.add_argument("--minilm", required=True)
    ap.add_argument("--out")
    ap.add_argument("--score", help="a graph to score")
    ap.add_argument("--words", default="../crates/encoder/model/words.bin")
    options = ap.parse_args()
    torch.set_num_threads(1)
    pieces = words.vocabulary(options.minilm)
    if options.score:
        score(options.score, options.words, options.stance, pieces)
        return
    model = StanceModel(options.layers)
    model.load_state_dict(torch.load(options.checkpoint))
    model.eval()
    for p in model.parameters():
        p.requires_grad_(False)
    export(model, measure(model, options.stance, WordPiece(pieces)), options.out)


if __name__ == "__main__":
    main()
