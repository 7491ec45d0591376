"""Training with the rounding that the exported network will do.

Every linear layer that `shipped.py` writes with integers computes, in the
forward pass, with its weights and inputs rounded as there; gradients pass
through as if nothing had been rounded (straight-through estimator, Bengio,
Léonard and Courville 2013; Jacob et al. 2018).
"""

import torch
import torch.nn.functional as F

from export import measure
from model import Model


def rounded(x, codes):
    """`codes`, with the gradient of `x`."""
    return x + (codes - x).detach()


def forward(module, x):
    weight = module.weight
    with torch.no_grad():
        step = weight.abs().amax(1, keepdim=True).clamp(min=1e-9) / 63
        codes = (weight / step).round() * step
        inputs = ((x.float() / module.step).round() + module.zero).clamp(0, 255)
        inputs = ((inputs - module.zero) * module.step).to(x.dtype)
    return F.linear(rounded(x, inputs), rounded(weight, codes), module.bias)


def prepare(model, folder, wordpiece, articles=12):
    """Makes the linear layers of `model` round; ranges come from some articles of `folder`."""
    kept = model.training
    model.eval()
    ranges = measure(model, folder, wordpiece, articles)
    for name, module in model.named_modules():
        if isinstance(module, torch.nn.Linear) and name not in Model.DENSE:
            module.step, module.zero = ranges.scale(name)
            module.step = float(module.step)
            module.forward = forward.__get__(module)
    model.train(kept)
