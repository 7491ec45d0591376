"""What the stance model's trainings have in common: how rates rise and fall, and the average of the weights."""

import contextlib
import math

import torch


def rate(done, warm):
    """The share of the highest rate after a share `done` of the training: up to 1 at `warm`, then down to 0.02 along a cosine."""
    return done / warm + 0.005 if done < warm else 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (done - warm) / (1 - warm)))


class Average:
    """A moving average of weights, in which a step counts `decay`."""

    def __init__(self, weights, decay):
        self.weights, self.decay, self.steps = weights, decay, 0
        self.kept = [p.detach().clone() for p in weights]

    @torch.no_grad()
    def take(self):
        """After a step."""
        self.steps += 1
        torch._foreach_lerp_(self.kept, [p.detach() for p in self.weights], max(self.decay, 1 / self.steps))

    @contextlib.contextmanager
    def instead(self):
        """The weights are the average meanwhile."""
        live = [p.detach().clone() for p in self.weights]
        with torch.no_grad():
            torch._foreach_copy_(self.weights, self.kept)
        yield
        with torch.no_grad():
            torch._foreach_copy_(self.weights, live)


def compiled(*layers):
    """Compiles layers, whose rows may have any length."""
    torch._dynamo.config.recompile_limit = 32
    for layer in layers:
        layer.compile(dynamic=True)
