"""Batches of the stance model's training, made by processes of their own while the device computes."""

import multiprocessing
import random

import numpy as np

from stance_data import Pairs, row
from stance_embed import Near, sample
from stance_model import table
from stance_pieces import Pieces

AHEAD = 40  # batches that wait


def grouped(rng, made, budget, loose=8):
    """Batches of (row, pair) of similar length, at most `budget` pieces each with padding; rows that differ by less than `loose` may change places."""
    made = sorted(made, key=lambda x: len(x[0]) + rng.random() * loose)
    groups, group, widest = [], [], 0
    for item in made:
        size = max(widest, len(item[0]))
        if group and -(-size // 8) * 8 * (len(group) + 1) > budget:
            groups.append(group)
            group, size = [], len(item[0])
        group.append(item)
        widest = size
    groups.append(group)
    rng.shuffle(groups)
    return groups


def epochs(rng, draw, budget, part):
    """Groups without end, and whether an epoch begins with each; `draw` makes an epoch of (row, pair). The first is cut by `part`, so that processes that work side by side do not all draw at the same time."""
    while True:
        groups = grouped(rng, draw(), budget)
        for at, group in enumerate(groups[int(len(groups) * part) :]):
            yield group, at == 0
        part = 0.0


def of_pairs(options, seed, part):
    """Batches of the stance model: pieces [B, T]; sides, labels and the labels' weights [B]; a sample of texts alone, or None; and whether an epoch begins."""
    near = Near(options.near)
    pairs = Pairs(options.stance, seed, near.hardest)
    pieces, rng = Pieces(options.pieces), random.Random(seed + 1)

    def draw():
        chosen = pairs.epoch(options.vast_share, options.made, options.same, options.written, options.labelled, options.sheets, options.unlabelled)
        return [(row(p[0], p[1], pieces), p) for p in chosen]

    for step, (group, begins) in enumerate(epochs(rng, draw, options.budget, part)):
        _, _, sides, labels, weights = zip(*(p for _, p in group))
        alone = sample(rng, pairs, near, pieces, options.questions) if options.vectors_every and step % options.vectors_every == 0 else None
        yield table([r for r, _ in group]), np.array(sides), np.array(labels), np.array(weights, np.float32), alone, begins


def fill(queue, make, options, seed, part):
    """Puts what `make` makes into `queue`, or else why it could not."""
    try:
        for made in make(options, seed, part):
            queue.put(made)
    except Exception as error:
        queue.put(error)


def batches(make, options):
    """Batches without end, of `--workers` processes in turn, each with epochs of its own."""
    context = multiprocessing.get_context("spawn")
    queues = [context.Queue(AHEAD) for _ in range(options.workers)]
    for number, queue in enumerate(queues):
        part = number / options.workers
        context.Process(target=fill, args=(queue, make, options, options.seed + 1000 * number, part), daemon=True).start()
    while True:
        for queue in queues:
            made = queue.get()
            if isinstance(made, Exception):
                raise made
            yield made
