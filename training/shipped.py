"""Networks as they ship: small integers as weights, in one safetensors file, and models that compute as the program does.

Weights of the large products become integers of at most 7 bits, a scale a
column; their inputs become 8-bit with fixed scales, measured on training data. Not
eight, because processors without VNNI saturate with that and would then give other
results; fixed scales, because scales taken from the data at hand make a
sentence's result depend on its neighbours. `crates/encoder` reads the file and
does the arithmetic; what it rounds in attention is rounded here in the same way.

Tensors have the names of the model's parameters, but for the linear layers:
`.codes` (inputs by outputs), `.scale` (what a column's integer is worth),
`.input` (step and zero of the inputs' codes) and `.bias`; small ones keep
`.weight` (inputs by outputs) and `.bias` in floating point. Queries are divided
by the root of a head's width. The word table that the extraction networks share
ships by itself (`words.py`); tables of a network's own have `.codes` and
`.scale`, a number a row.
"""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import load, save
from torch import nn

import packed
import words

WORDS = "../../encoder/model/words.bin.zst"  # which all networks share, from the folder of a crate's network
TABLE = "encoder.word.weight"


class Ranges:
    """Samples of the inputs of linear layers."""

    def __init__(self, model):
        self.seen = {}
        self.handles = [
            module.register_forward_pre_hook(self.hook(name))
            for name, module in model.named_modules() if isinstance(module, nn.Linear)
        ]

    def hook(self, name):
        def collect(module, inputs):
            x = inputs[0].detach().float().numpy().reshape(-1)
            self.seen.setdefault(name, []).append(x[:: max(1, x.size // 150_000)])
        return collect

    def scale(self, name):
        """Step and zero of 8-bit codes with the least squared error."""
        x = np.concatenate(self.seen[name])
        best = None
        low, high = float(x.min()), float(x.max())
        for cut_low in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3):
            for cut_high in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3):
                a, b = min(low * cut_low, 0.0), max(high * cut_high, 1e-6)
                step = np.float32((b - a) / 255)
                zero = int(np.clip(round(-a / step), 0, 255))
                codes = np.clip(np.round(x / step) + zero, 0, 255)
                error = float(np.mean(((codes - zero) * step - x) ** 2))
                if best is None or error < best[0]:
                    best = (error, step, zero)
                if low >= 0:
                    break
        return best[1], best[2]


def codes_of(weight, most=63, reaches=(1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)):
    """A matrix [in, out] as integers from -most to most and a step a column: of the shares of the largest weight that these may reach, the one that loses least."""
    columns = np.maximum(np.abs(weight).max(0), 1e-9) / most
    chosen, errors = columns, np.full(weight.shape[1], np.inf)
    for factor in reaches:
        step = columns * factor
        error = ((np.clip(np.round(weight / step), -most, most) * step - weight) ** 2).sum(0)
        chosen = np.where(error < errors, step, chosen)
        errors = np.minimum(error, errors)
    return np.clip(np.round(weight / chosen), -most, most).astype(np.int8), chosen


def rows_of(table):
    """A table as 8-bit integers and a step a row: the same for all rows if all numbers are multiples of it."""
    least = np.abs(table[table != 0]).min()
    whole = np.round(table / least)
    if np.abs(whole).max() <= 127 and np.abs(table / least - whole).max() < 1e-3:
        return whole.astype(np.int8), np.full(len(table), least, np.float32)
    step = np.maximum(np.abs(table).max(1), 1e-9) / 127
    return np.round(table / step[:, None]).astype(np.int8), step.astype(np.float32)


def query_scale(name, model):
    """What a head's queries are multiplied by, if the layer makes any, and how many columns they are."""
    if not name.endswith(".qkv"):
        return 1.0, 0
    module = model.get_submodule(name.removesuffix(".qkv"))
    width, terms = module.qkv.out_features // 3, getattr(module, "TERMS", 1)
    return (terms * width // module.heads) ** -0.5, width


def coarse(x):
    """Floating-point numbers with 12 significant bits, which pack better."""
    fraction, exponent = np.frexp(x.astype(np.float32))
    return np.ldexp(np.round(fraction * 4096) / 4096, exponent).astype(np.float32)


def write(model, ranges, path):
    """The file for a model; the linear layers that it names in `DENSE` stay in floating point."""
    tensors, linears = {}, {n: m for n, m in model.named_modules() if isinstance(m, nn.Linear)}
    for name, module in linears.items():
        weight, bias = module.weight.detach().numpy().T.copy(), module.bias.detach().numpy().copy()
        if name in model.DENSE:
            tensors.update({f"{name}.weight": weight, f"{name}.bias": bias})
            continue
        times, width = query_scale(name, model)
        weight[:, :width] *= times
        bias[:width] *= times
        step, zero = ranges.scale(name)
        trained = {"most": module.most, "reaches": (module.reach,)} if hasattr(module, "most") else {}
        codes, columns = codes_of(weight, **trained)
        tensors.update({f"{name}.codes": codes, f"{name}.scale": coarse(columns * step),
                        f"{name}.input": np.array([step, zero], np.float32), f"{name}.bias": coarse(bias)})
    tables = getattr(model, "TABLES", ())
    for name, parameter in model.named_parameters():
        if name in tables:
            short = name.removesuffix(".weight")
            tensors[f"{short}.codes"], tensors[f"{short}.scale"] = rows_of(parameter.detach().numpy())
        elif name.rpartition(".")[0] not in linears and name not in (TABLE, "near"):
            tensors[name] = parameter.detach().numpy()
    packed.write(path, save({name: np.ascontiguousarray(tensor) for name, tensor in sorted(tensors.items())}))


def shapes(path):
    """Of a file's tensors."""
    return {name: tensor.shape for name, tensor in load(packed.read(path)).items()}


def restore(model, path, pieces):
    """Fills a model with what a file holds: the integers times their steps, and the word table."""
    tensors, state = load(packed.read(path)), {}
    if hasattr(model, "encoder") and TABLE not in getattr(model, "TABLES", ()):
        state[TABLE] = words.read(Path(path).parent / WORDS, pieces)
    for name in getattr(model, "TABLES", ()):
        short = name.removesuffix(".weight")
        state[name] = tensors.pop(f"{short}.codes") * tensors.pop(f"{short}.scale")[:, None]
    for name, module in model.named_modules():
        if not isinstance(module, nn.Linear):
            continue
        bias = tensors.pop(f"{name}.bias").copy()
        if f"{name}.weight" in tensors:
            weight = tensors.pop(f"{name}.weight")
        else:
            step, _ = tensors.pop(f"{name}.input")
            weight = tensors.pop(f"{name}.codes") * (tensors.pop(f"{name}.scale") / step)
            times, width = query_scale(name, model)
            weight[:, :width] /= times
            bias[:width] /= times
        state.update({f"{name}.weight": weight.T, f"{name}.bias": bias})
    state.update(tensors)
    if "near" in model.state_dict():
        state["near"] = model.near.detach().numpy()  # used in training alone
    model.load_state_dict({name: torch.tensor(np.ascontiguousarray(x), dtype=torch.float32) for name, x in state.items()})
    return model.eval()


def as_shipped(model, path, pieces):
    """A model that rounds as the program does."""
    restore(model, path, pieces)
    tensors = load(packed.read(path))

    def rounding(step, zero):
        return lambda module, inputs: (((inputs[0] / step).round() + zero).clamp(0, 255).sub(zero) * step,)

    for name, module in model.named_modules():
        if f"{name}.input" in tensors:
            module.register_forward_pre_hook(rounding(*map(float, tensors[f"{name}.input"])))
        if hasattr(module, "attend"):
            module.attend = attend
    return model


def rounded(x, most, dim):
    """Numbers rounded to so many steps on either side of zero, the largest of a dimension being the last."""
    step = x.abs().amax(dim, keepdim=True).clamp(min=1e-9) / most
    return (x / step).round() * step


def attend(q, k, v, mask):
    """`model.attend`, rounded: queries, keys less their mean, values less the middle of each column, and shares."""
    there = (mask > -1).transpose(-1, -2).to(k.dtype)  # [B, 1, T, 1]
    k = k - (k * there).sum(-2, keepdim=True) / there.sum(-2, keepdim=True)
    high, low = (v - 1e9 * (1 - there)).amax(-2, keepdim=True), (v + 1e9 * (1 - there)).amin(-2, keepdim=True)
    middle = (high + low) / 2
    v = rounded((v - middle) * there, 63, -2)
    scores = rounded(q, 127, -1) @ rounded(k, 63, -1).transpose(-1, -2) + mask
    shares = ((scores - scores.amax(-1, keepdim=True)).exp() * 255).round()
    return shares @ v / shares.sum(-1, keepdim=True) + middle
