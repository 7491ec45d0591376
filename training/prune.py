"""Make a trained extraction model smaller: take away the attention heads and inner neurons that it misses least.

    python prune.py --checkpoint runs/full/ema.pt --polnear DIR --minilm DIR --share 0.7 --out runs/p1.pt [--teacher runs/full/ema.pt]
    python prune.py --checkpoint runs/full/ema.pt --polnear DIR --minilm DIR --share 0.4 --out runs/p5.pt --within runs/q5/ema.pt

What a head, or a block of neurons, is worth is the sum of the squares of the
loss's gradients by a factor before it (the diagonal of the Fisher matrix, as
in Kwon and others 2022, "A fast post-training pruning framework for
transformers"), taken over training articles; what it costs are its
multiplications on these (with what else attention takes). All that is worth more for its cost stays, over all
layers of encoder and linker, until `--share` of what a full model's layers
multiply is left. Every layer keeps a head and a block. What a smaller model,
pruned from this one and trained since, still has stays as that has it; what
comes back to it has no effect at first.
"""

import argparse
import random
from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F

import passages
import words
from data import WordPiece, read_polnear
from model import FULL, HEAD, Model
from train import epoch_windows, group_windows, step_loss

WEIGHING = 128  # multiplications that take as long as a query's weighing of one key, besides its products
BLOCK = 32  # neurons that stay or go together: what a processor's vectors hold


class Gate:
    """A factor of 1 before each head or neuron of a layer, and what the loss says of it."""

    def __init__(self, linear, each):
        self.each = each
        self.factors = torch.ones(linear.in_features // each, requires_grad=True)
        self.worth = torch.zeros(len(self.factors))
        linear.register_forward_pre_hook(lambda module, inputs: (inputs[0] * self.factors.repeat_interleave(each),))

    def take(self):
        if self.factors.grad is not None:
            self.worth += self.factors.grad**2
            self.factors.grad = None


class Rows:
    """How many rows a layer sees, and how many keys its queries meet."""

    def __init__(self, layer):
        self.rows = self.pairs = 0
        layer.register_forward_hook(self.count)

    def count(self, module, inputs, output):
        batch, length, _ = output.shape
        self.rows += batch * length
        self.pairs += batch * length**2


def alike(mine, theirs):
    """For each row of the first matrix, the row of the second in whose direction it points."""
    found = (F.normalize(mine, dim=1) @ F.normalize(theirs, dim=1).T).argmax(1)
    assert len(found.unique()) == len(found), "the smaller model was not pruned from this one"
    return found


def columns(heads):
    """Of queries, keys or values: the columns of these heads."""
    return (torch.as_tensor(heads)[:, None] * HEAD + torch.arange(HEAD)).flatten()


def thirds(layer, heads):
    """Of queries, keys and values together: the rows of these heads."""
    return torch.cat([third * layer.heads * HEAD + columns(heads) for third in range(3)])


def take_over(layer, small):
    """Make a layer compute what a smaller one does that was pruned from it: (heads, neurons) that the smaller one has."""
    with torch.no_grad():
        heads = alike(*(x.qkv.weight[2 * x.heads * HEAD :].unflatten(0, (x.heads, HEAD)).flatten(1) for x in (small, layer)))
        neurons = alike(small.up.weight, layer.up.weight)
        for name, rows in (("qkv", thirds(layer, heads)), ("up", neurons)):
            old, new = getattr(small, name), getattr(layer, name)
            new.weight[rows], new.bias[rows] = old.weight, old.bias
        for name, at in (("out", columns(heads)), ("down", neurons)):
            old, new = getattr(small, name), getattr(layer, name)
            new.weight.zero_()
            new.weight[:, at] = old.weight
            new.bias.copy_(old.bias)
        layer.norm1.load_state_dict(small.norm1.state_dict())
        layer.norm2.load_state_dict(small.norm2.state_dict())
    return heads, neurons


class Unit(NamedTuple):
    """Heads or neurons that stay or go together."""

    worth: float  # for each multiplication
    cost: int  # multiplications
    where: tuple  # part, layer, kind
    of: list  # their numbers


def singles(worth):
    """Heads, as (worth, [head])."""
    return [(x, [head]) for head, x in enumerate(worth.tolist())]


def blocks(worth):
    """Neurons in blocks, the worthiest together, as (worth, neurons)."""
    order = worth.argsort(descending=True)
    return [(worth[part].sum().item(), part.tolist()) for part in order.split(BLOCK)]


def cut(layer, heads, neurons):
    """A layer with these heads and neurons only."""
    width, inner = layer.qkv.in_features, sorted(neurons)
    made = type(layer)(width, len(heads), len(inner), layer.drop.p)
    with torch.no_grad():
        for name, rows in (("qkv", thirds(layer, sorted(heads))), ("up", inner)):
            old, new = getattr(layer, name), getattr(made, name)
            new.weight.copy_(old.weight[rows])
            new.bias.copy_(old.bias[rows])
        for name, of in (("out", columns(sorted(heads))), ("down", inner)):
            old, new = getattr(layer, name), getattr(made, name)
            new.weight.copy_(old.weight[:, of])
            new.bias.copy_(old.bias)
        made.norm1.load_state_dict(layer.norm1.state_dict())
        made.norm2.load_state_dict(layer.norm2.state_dict())
    return made


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--teacher", help="what the model was taught by, so that the loss is the one of its training")
    ap.add_argument("--within", help="a smaller model that was pruned from this one: what it has stays")
    ap.add_argument("--polnear", required=True)
    ap.add_argument("--minilm", required=True)
    ap.add_argument("--share", type=float, required=True, help="of a full model's multiplications that stay, 0 to 1")
    ap.add_argument("--articles", type=int, default=80)
    ap.add_argument("--out", required=True)
    options = ap.parse_args()
    torch.manual_seed(1)
    rng = random.Random(1)
    wordpiece = WordPiece(words.vocabulary(options.minilm))
    model = Model.of(torch.load(options.checkpoint)).eval().requires_grad_(False)
    teacher = Model.of(torch.load(options.teacher)).eval().requires_grad_(False) if options.teacher else None
    parts = {"encoder": model.encoder.layers, "linker": model.linker.layers}
    gates = {part: [(Gate(layer.out, HEAD), Gate(layer.down, 1), Rows(layer)) for layer in layers] for part, layers in parts.items()}
    articles = rng.sample(list(read_polnear(Path(options.polnear) / "train")), options.articles)
    made = epoch_windows(rng, articles, passages.read_all(passages.FOLDER), wordpiece, 1)
    for group in group_windows(rng, made, 600):
        loss, _ = step_loss(model, group, wordpiece, rng, teacher)
        loss.backward()
        for heads, neurons, _ in (gate for layer in gates.values() for gate in layer):
            heads.take()
            neurons.take()

    if options.within:
        small = Model.of(torch.load(options.within))
        for part, mine in (("encoder", small.encoder.layers), ("linker", small.linker.layers)):
            for layer, pruned, (heads, neurons, _) in zip(parts[part], mine, gates[part]):
                for gate, has in zip((heads, neurons), take_over(layer, pruned)):
                    gate.worth[has] = float("inf")
        rest = {name: tensor for name, tensor in small.state_dict().items() if ".layers." not in name}
        model.load_state_dict(rest, strict=False)
    budget, units = 0.0, []
    for part, layers in parts.items():
        for at, (layer, (heads, neurons, seen)) in enumerate(zip(layers, gates[part])):
            width, (most_heads, most_neurons) = layer.qkv.in_features, FULL[part][at]
            head, neuron = 4 * width * HEAD * seen.rows + (2 * HEAD + WEIGHING) * seen.pairs, 2 * width * seen.rows
            budget += options.share * (most_heads * head + most_neurons * neuron)
            for kind, each, found in (("heads", head, singles(heads.worth)), ("neurons", neuron, blocks(neurons.worth))):
                made = [Unit(worth / (len(of) * each), len(of) * each, (part, at, kind), of) for worth, of in found]
                units += [unit._replace(worth=float("inf")) if unit is max(made) else unit for unit in made]
    kept = {unit.where: [] for unit in units}
    for unit in sorted(units, reverse=True):
        if unit.cost <= budget:
            budget -= unit.cost
            kept[unit.where] += unit.of
    for part, layers in parts.items():
        for at, layer in enumerate(layers):
            heads, neurons = kept[part, at, "heads"], kept[part, at, "neurons"]
            layers[at] = cut(layer, heads, neurons)
            print(f"{part}.{at}: {len(heads)} heads, {len(neurons)} neurons")
    Path(options.out).parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out)


if __name__ == "__main__":
    main()
