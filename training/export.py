"""Write a trained model as the word table and the two ONNX graphs that the program runs.

    python export.py --checkpoint runs/NAME/ema.pt --polnear DIR --minilm DIR --out runs/NAME [--float]

Weights of the large products become 7-bit integers, a scale a column; their
inputs become 8-bit with fixed scales, measured on training articles. Seven
bits, because processors without VNNI saturate with eight and would then give
other results; fixed scales, because scales taken from the data at hand make a
sentence's result depend on its neighbours. The word table is 8-bit, a scale a
row. `--float` keeps everything in 32 bits, to measure what quantising costs.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

import words
from batches import cue_batch, window_batch
from data import WordPiece, make_document, read_polnear, windows
from model import TAGS, WIDTH, Model


class Ranges:
    """Samples of the inputs of linear layers."""

    def __init__(self, model):
        self.seen = {}
        self.handles = [
            module.register_forward_pre_hook(self.hook(name))
            for name, module in model.named_modules() if isinstance(module, torch.nn.Linear)
        ]

    def hook(self, name):
        def collect(module, inputs):
            x = inputs[0].detach().float().numpy().reshape(-1)
            self.seen.setdefault(name, []).append(x[:: max(1, x.size // 150_000)])
        return collect

    def scale(self, name):
        """Scale and zero point of 8-bit codes with the least squared error."""
        x = np.concatenate(self.seen[name])
        best = None
        low, high = float(x.min()), float(x.max())
        for cut_low in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3):
            for cut_high in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3):
                a, b = min(low * cut_low, 0.0), max(high * cut_high, 1e-6)
                scale = np.float32((b - a) / 255)
                zero = int(np.clip(round(-a / scale), 0, 255))
                codes = np.clip(np.round(x / scale) + zero, 0, 255)
                error = float(np.mean(((codes - zero) * scale - x) ** 2))
                if best is None or error < best[0]:
                    best = (error, scale, zero)
                if low >= 0:
                    break
        return best[1], best[2]


class Graph:
    """An ONNX graph under construction."""

    def __init__(self, ranges):
        self.nodes, self.constants, self.count, self.ranges = [], [], 0, ranges

    def constant(self, array, kind="c"):
        self.count += 1
        name = f"{kind}{self.count}"
        self.constants.append(numpy_helper.from_array(np.asarray(array, order="C"), name))
        return name

    def op(self, kind, *inputs, outputs=1, **attributes):
        self.count += 1
        names = [f"{kind.lower()}{self.count}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def name(self, value, name):
        self.nodes.append(helper.make_node("Identity", [value], [name]))

    def ints(self, *values):
        return self.constant(np.array(values, dtype=np.int64))

    def norm(self, x, module):
        return self.op("LayerNormalization", x, self.constant(module.weight.numpy()), self.constant(module.bias.numpy()),
                       axis=-1, epsilon=module.eps)

    def linear(self, x, weight, bias, name, integer=True):
        """x @ weight + bias; weight [in, out]."""
        if integer and self.ranges is not None:
            scale, zero = self.ranges.scale(name)
            columns = np.maximum(np.abs(weight).max(0), 1e-9) / 63
            # The clipping that loses least, column by column.
            chosen = columns
            errors = np.full(weight.shape[1], np.inf)
            for factor in (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7):
                step = columns * factor
                error = ((np.clip(np.round(weight / step), -63, 63) * step - weight) ** 2).sum(0)
                chosen = np.where(error < errors, step, chosen)
                errors = np.minimum(error, errors)
            codes = np.clip(np.round(weight / chosen), -63, 63).astype(np.int8)
            zero_name = self.constant(np.array(zero, dtype=np.uint8))
            q = self.op("QuantizeLinear", x, self.constant(np.array(scale, dtype=np.float32)), zero_name)
            y = self.op("MatMulInteger", q, self.constant(codes, "w"), zero_name,
                        self.constant(np.array(0, dtype=np.int8)))
            y = self.op("Mul", self.op("Cast", y, to=TensorProto.FLOAT), self.constant((chosen * scale).astype(np.float32)))
        else:
            y = self.op("MatMul", x, self.constant(weight.astype(np.float32), "w"))
        return self.op("Add", y, self.constant(bias.astype(np.float32)))

    def layer(self, x, bias, module, name):
        width = module.qkv.in_features
        each = width // module.heads
        weight, offset = module.qkv.weight.numpy().T.copy(), module.qkv.bias.numpy().copy()
        weight[:, :width] *= each ** -0.5
        offset[:width] *= each ** -0.5
        qkv = self.linear(x, weight, offset, f"{name}.qkv")
        parts = self.op("Split", qkv, outputs=3, axis=-1, num_outputs=3)
        heads = self.ints(0, 0, module.heads, each)
        q, k, v = (self.op("Reshape", p, heads) for p in parts)
        q = self.op("Transpose", q, perm=[0, 2, 1, 3])
        k = self.op("Transpose", k, perm=[0, 2, 3, 1])
        v = self.op("Transpose", v, perm=[0, 2, 1, 3])
        scores = self.op("Softmax", self.op("Add", self.op("MatMul", q, k), bias), axis=-1)
        y = self.op("Transpose", self.op("MatMul", scores, v), perm=[0, 2, 1, 3])
        y = self.op("Reshape", y, self.ints(0, 0, width))
        y = self.linear(y, module.out.weight.numpy().T, module.out.bias.numpy(), f"{name}.out")
        x = self.norm(self.op("Add", x, y), module.norm1)
        y = self.linear(x, module.up.weight.numpy().T, module.up.bias.numpy(), f"{name}.up")
        y = self.op("Gelu", y)
        y = self.linear(y, module.down.weight.numpy().T, module.down.bias.numpy(), f"{name}.down")
        return self.norm(self.op("Add", x, y), module.norm2)

    def save(self, path, inputs, outputs):
        graph = helper.make_graph(
            self.nodes, Path(path).stem,
            [helper.make_tensor_value_info(n, t, s) for n, t, s in inputs],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in outputs],
            self.constants,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
        onnx.checker.check_model(model)
        Path(path).write_bytes(model.SerializeToString())


def export_encoder(model, ranges, path):
    g, e = Graph(ranges), model.encoder
    length = g.op("Slice", g.op("Shape", "cases"), g.ints(1), g.ints(2))
    position = g.op("Slice", g.constant(e.position.weight.numpy()), g.ints(0), length, g.ints(0))
    x = g.op("Add", "words", position)
    for table, index in ((e.case, "cases"), (e.state, "states")):
        x = g.op("Add", x, g.op("Gather", g.constant(table.weight.numpy()), index, axis=0))
    x = g.norm(x, e.norm)
    for n, module in enumerate(e.layers):
        x = g.layer(x, "bias", module, f"encoder.layers.{n}")
    g.name(g.linear(x, model.tagger.weight.numpy().T, model.tagger.bias.numpy(), "tagger", integer=False), "tags")
    g.name(g.linear(x, model.project.weight.numpy().T, model.project.bias.numpy(), "project"), "vectors")
    ints = [(n, TensorProto.INT32, ["B", "T"]) for n in ("cases", "states")]
    words = ("words", TensorProto.FLOAT, ["B", "T", e.word.weight.shape[1]])
    g.save(path, [words, *ints, ("bias", TensorProto.FLOAT, ["B", 1, 1, "T"])], [("tags", ["B", "T", TAGS]), ("vectors", ["B", "T", WIDTH])])


def export_linker(model, ranges, path):
    g, m = Graph(ranges), model.linker
    cue = g.op("MatMul", "weight", "vectors")
    gate = g.linear(cue, m.gate.weight.numpy().T, m.gate.bias.numpy() + 1.0, "gate", integer=False)
    shift = g.linear(cue, m.cue.weight.numpy().T, m.cue.bias.numpy(), "cue", integer=False)
    y = g.op("Add", g.op("Mul", "vectors", gate), shift)
    y = g.op("Add", y, g.linear("tags", m.tags.weight.numpy().T, m.tags.bias.numpy(), "tags", integer=False))
    for table, index in ((m.distance, "distance"), (m.paragraph, "paragraph"), (m.own, "own")):
        y = g.op("Add", y, g.op("Gather", g.constant(table.weight.numpy()), index, axis=0))
    y = g.norm(y, m.norm)
    for n, module in enumerate(m.layers):
        y = g.layer(y, "bias", module, f"linker.layers.{n}")
    g.name(g.linear(y, m.roles.weight.numpy().T, m.roles.bias.numpy(), "roles", integer=False), "roles")
    pooled = g.op("Squeeze", g.op("MatMul", "weight", y), g.ints(1))
    g.name(g.linear(pooled, m.whole.weight.numpy().T, m.whole.bias.numpy(), "whole", integer=False), "whole")
    f, i = TensorProto.FLOAT, TensorProto.INT32
    g.save(path, [("vectors", f, ["K", "L", WIDTH]), ("tags", f, ["K", "L", TAGS]), ("distance", i, ["K", "L"]), ("paragraph", i, ["K", "L"]),
                  ("own", i, ["K", "L"]), ("weight", f, ["K", 1, "L"]), ("bias", f, ["K", 1, 1, "L"])],
           [("roles", ["K", "L", 3]), ("whole", ["K", 2])])


@torch.no_grad()
def measure(model, folder, wordpiece, articles):
    """Input ranges over some training articles, linking their annotated cues."""
    ranges = Ranges(model)
    for name, text, annotators in list(read_polnear(folder))[:: max(1, 840 // articles)]:
        doc = make_document(name, text, annotators[0], wordpiece)
        for window in windows(doc, 224)[:4]:
            tags, vectors = model.tokens(window_batch([window], wordpiece))
            cues = [(0, r["cue"]) for r in doc.relations if window.core_first <= r["cue"][0] and r["cue"][-1] < window.last]
            made = cue_batch([window], cues)
            if made:
                model.link(tags, vectors, made)
    return ranges


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--polnear", required=True)
    ap.add_argument("--minilm", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--suffix", default="")
    ap.add_argument("--articles", type=int, default=60)
    ap.add_argument("--float", action="store_true")
    options = ap.parse_args()
    torch.set_num_threads(1)
    pieces = words.vocabulary(options.minilm)
    model = Model(options.layers)
    model.load_state_dict(torch.load(options.checkpoint))
    model.eval()
    for p in model.parameters():
        p.requires_grad_(False)
    ranges = None if options.float else measure(model, Path(options.polnear) / "train", WordPiece(pieces), options.articles)
    out = Path(options.out)
    with torch.no_grad():
        words.write(model.encoder.word.weight.numpy(), pieces, out)
        export_encoder(model, ranges, out / f"encoder{options.suffix}.onnx")
        export_linker(model, ranges, out / f"linker{options.suffix}.onnx")


if __name__ == "__main__":
    main()
