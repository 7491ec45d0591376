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


def fill(queue, options, pieces, seed):
    """Puts batches into `queue` for ever: pieces [B, T]; sides, labels and the labels' weights [B]; a sample of texts alone, or None; and whether an epoch begins."""
    near = Near(options.near)
    pairs = Pairs(options.stance, seed, near.hardest)
    pieces, rng, step = Pieces(pieces), random.Random(seed + 1), 0
    while True:
        chosen = pairs.epoch(options.vast_share, options.made, options.same, options.written, options.labelled, options.sheets, options.unlabelled)
        for at, group in enumerate(grouped(rng, [(row(p[0], p[1], pieces), p) for p in chosen], options.budget)):
            _, _, sides, labels, weights = zip(*(p for _, p in group))
            alone = sample(rng, pairs, near, pieces, options.questions) if options.vectors_every and step % options.vectors_every == 0 else None
            queue.put((table([r for r, _ in group]), np.array(sides), np.array(labels), np.array(weights, np.float32), alone, at == 0))
            step += 1


def batches(options, pieces):
    """Batches without end, of `--workers` processes in turn, each with epochs of its own."""
    context = multiprocessing.get_context("spawn")
    queues = [context.Queue(AHEAD) for _ in range(options.workers)]
    for number, queue in enumerate(queues):
        context.Process(target=fill, args=(queue, options, pieces, options.seed + 1000 * number), daemon=True).start()
    while True:
        for queue in queues:
            yield queue.get()
