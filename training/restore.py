"""Turn the networks that ship with the program back into a checkpoint to train on from.

    python restore.py --minilm DIR --model ../crates/attribution/model [--suffix -fast --layers 3] --out runs/restored.pt
    python restore.py --minilm DIR --stance --model ../crates/stance/model --layers 5 --out runs/restored.pt

The products' weights come back as the integers times their scales, so the
checkpoint computes what the shipped graphs compute, but for the rounding of
activations.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

import words
from model import Model
from stance_model import EXIT, StanceModel

WORDS = "../../encoder/model/words.bin"  # which all networks share, from the folder of a crate's graphs


class Constants:
    """The constants of a graph, found through the operations that use them."""

    def __init__(self, path):
        self.graph = onnx.load(str(path)).graph
        self.values = {c.name: numpy_helper.to_array(c) for c in self.graph.initializer}
        self.users = {}
        for node in self.graph.node:
            for name in node.input:
                self.users.setdefault(name, []).append(node)

    def of(self, kind):
        """Constant inputs of every operation of a kind, in graph order."""
        return [[self.values[n] for n in node.input if n in self.values] for node in self.graph.node if node.op_type == kind]

    def linears(self):
        """(weight [in, out], bias) of every linear layer, in graph order."""
        found, scales = [], {}
        for node in self.graph.node:
            if node.op_type == "QuantizeLinear":
                scales[node.output[0]] = self.values[node.input[1]]
            if node.op_type == "MatMulInteger":
                (cast,) = self.users[node.output[0]]
                (mul,) = self.users[cast.output[0]]
                (add,) = self.users[mul.output[0]]
                columns = next(self.values[n] for n in mul.input if n in self.values)
                weight = self.values[node.input[1]].astype(np.float32) * (columns / scales[node.input[0]])
            elif node.op_type == "MatMul" and any(n in self.values for n in node.input):
                (add,) = self.users[node.output[0]]
                weight = next(self.values[n] for n in node.input if n in self.values)
            else:
                continue
            found.append((weight, next(self.values[n] for n in add.input if n in self.values)))
        return found


class State:
    """The tensors of a network, filled layer by layer."""

    def __init__(self, model, folder, pieces):
        self.model, self.tensors = model, {}
        self.put("encoder.word.weight", words.read(folder / WORDS, pieces))

    def put(self, name, array):
        assert self.model.state_dict()[name].shape == array.shape, (name, array.shape)
        self.tensors[name] = torch.tensor(np.ascontiguousarray(array), dtype=torch.float32)

    def linear(self, name, pair, heads=None):
        weight, bias = (x.copy() for x in pair)
        if heads:
            width = weight.shape[0]
            weight[:, :width] *= (width // heads) ** 0.5
            bias[:width] *= (width // heads) ** 0.5
        self.put(f"{name}.weight", weight.T)
        self.put(f"{name}.bias", bias)

    def norm(self, name, pair):
        self.put(f"{name}.weight", pair[0])
        self.put(f"{name}.bias", pair[1])

    def layers(self, name, modules, linears, norms):
        """Transformer layers, whose constants come first in the lists."""
        for n, module in enumerate(modules):
            self.linear(f"{name}.{n}.qkv", linears.pop(0), module.heads)
            self.linear(f"{name}.{n}.out", linears.pop(0))
            self.norm(f"{name}.{n}.norm1", norms.pop(0))
            self.linear(f"{name}.{n}.up", linears.pop(0))
            self.linear(f"{name}.{n}.down", linears.pop(0))
            self.norm(f"{name}.{n}.norm2", norms.pop(0))


def restore(folder, suffix, layers, pieces):
    """The state of `model.Model(layers)` that the graphs in `folder` hold."""
    model = Model(layers)
    state = State(model, folder, pieces)
    encoder = Constants(folder / f"encoder{suffix}.onnx")
    state.put("encoder.position.weight", next(c[0] for c in encoder.of("Slice") if c[0].ndim == 2))
    (case,), (kind,) = encoder.of("Gather")
    state.put("encoder.case.weight", case)
    state.put("encoder.state.weight", kind)
    linears, norms = encoder.linears(), encoder.of("LayerNormalization")
    state.norm("encoder.norm", norms.pop(0))
    state.layers("encoder.layers", model.encoder.layers, linears, norms)
    state.linear("tagger", linears.pop(0))
    state.linear("project", linears.pop(0))

    linker = Constants(folder / f"linker{suffix}.onnx")
    linears, norms = linker.linears(), linker.of("LayerNormalization")
    weight, bias = linears.pop(0)
    state.linear("linker.gate", (weight, bias - 1.0))
    state.linear("linker.cue", linears.pop(0))
    state.linear("linker.tags", linears.pop(0))
    for name, (table,) in zip(("distance", "paragraph", "own"), linker.of("Gather")):
        state.put(f"linker.{name}.weight", table)
    state.norm("linker.norm", norms.pop(0))
    state.layers("linker.layers", model.linker.layers, linears, norms)
    state.linear("linker.roles", linears.pop(0))
    state.linear("linker.whole", linears.pop(0))
    return state


def restore_stance(folder, layers, pieces):
    """The state of `stance_model.StanceModel(layers)` that `stance.onnx` in `folder` holds.

    The graph holds positions with the one case vector added to them, and two states of three or more.
    """
    model = StanceModel(layers)
    state = State(model, folder, pieces)
    graph = Constants(folder / "stance.onnx")
    state.put("encoder.position.weight", next(c[0] for c in graph.of("Slice") if c and c[0].ndim == 2))
    for name in ("case", "state"):
        state.put(f"encoder.{name}.weight", np.zeros(getattr(model.encoder, name).weight.shape))
    kinds = next(c[0] for c in graph.of("Gather") if c and c[0].ndim == 2)
    state.tensors["encoder.state.weight"][: len(kinds)] = torch.tensor(kinds)
    linears, norms = graph.linears(), graph.of("LayerNormalization")
    state.norm("encoder.norm", norms.pop(0))
    state.linear("embed", linears.pop(4 * EXIT))  # between the layers, each of which has four
    state.tensors["near"] = model.near.detach().clone()  # used in training alone, and not in the graph
    state.layers("encoder.layers", model.encoder.layers, linears, norms)
    for name in ("pool", "three", "six"):
        state.linear(name, linears.pop(0))
    return state


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--model", required=True, help="the folder with the graphs")
    ap.add_argument("--minilm", required=True)
    ap.add_argument("--suffix", default="")
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--stance", action="store_true", help="the folder holds the stance model")
    ap.add_argument("--out", required=True)
    options = ap.parse_args()
    folder = Path(options.model)
    pieces = words.vocabulary(options.minilm)
    state = restore_stance(folder, options.layers, pieces) if options.stance else restore(folder, options.suffix, options.layers, pieces)
    state.model.load_state_dict(state.tensors)
    torch.save(state.tensors, options.out)


if __name__ == "__main__":
    main()
