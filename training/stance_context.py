"""Train the layers that read a statement after what was said before it.

    python stance_context.py --stance ../../shared/stance --near runs/near.pt --start runs/stance/ema.pt --out runs/context

"He accepted it" says by itself nothing of the question. The lower layers are those
of the stance model and stay as they are; the upper ones, the pooling and the labels'
head begin as copies of its own (`stance_model.Context`). They learn from the
statements of sheets, in their order: the real articles of `stance/among.jsonl`,
and the disputes of `stance/disputes.jsonl` and `stance/dossiers.txt`. Besides
statements that bear on a question they see those that only stand next to one
that does, which the words before would mislead. Labelled and written pairs, which
say by themselves what they say, stand after others of their document or on their
proposition.
"""

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from model import half
from stance import among
from stance.made import LABELS, capital
from stance_batches import batches, epochs
from stance_data import NEAREST, RARE, Pairs, context_row, said_before
from stance_embed import Near
from stance_model import SHARED, Context, StanceModel, batch, packed, table
from stance_pieces import SHIPPED, Pieces
from stance_steps import Average, compiled, rate


IN_ORDER = ("among.jsonl", "disputes.jsonl")
LEANING = "dossiers.txt"  # whose statements lean on those before them
SHEETS = {*IN_ORDER, LEANING}


class InOrder:
    """Statements in their order: draws (statement, what was said before it, proposition, label)."""

    def __init__(self, stance, near, seed):
        folder = Path(stance).parent
        self.rng = random.Random(seed)
        self.pairs = Pairs(stance, seed)
        self.together = {}
        for *words, proposition, _ in self.pairs.written:
            self.together.setdefault(proposition, []).append(capital(among.joined(words)))
        near = Near(near)
        self.questions = []
        for name in IN_ORDER:
            for said, questions in among.in_order(folder, name):
                vectors = near([text for text, _ in said])
                self.take(name, said, questions, 0.06, lambda rest, asked: np.argsort(-vectors[rest] @ near([asked])[0])[:12])
        for said, questions in among.written(LEANING):
            self.take(LEANING, said, questions, 0.0, lambda rest, asked: range(len(rest)))

    def take(self, name, said, questions, alone, nearest):
        """A sheet of a file, of whose statements a share stands `alone`; `nearest` tells which of those that do not bear on a wording come nearest to it."""
        texts, before = [text for text, _ in said], [said_before(said, at) for at in range(len(said))]
        for wordings, denied, labels in questions:
            bear = {at: label for label, all_ in labels.items() for at in all_}
            rest = [at for at in range(len(said)) if at not in bear]
            hard = [rest[at] for at in nearest(rest, wordings[0])] if rest else []
            behind = [at for at in rest if any(at - d in bear and said[at - d][1] == said[at][1] for d in range(1, NEAREST + 1))]
            self.questions.append((name, alone, texts, before, wordings, denied, bear, rest, hard, behind))

    def of_sheets(self, beside, times):
        """What bears on a question, and `beside` times as many that do not, many of which stand behind one that does; `times` says how often each file's questions come, on average."""
        rng = self.rng
        come = [q for q in self.questions for _ in range(int(times.get(q[0], 1.0) + rng.random()))]
        for _, alone, texts, before, wordings, denied, bear, rest, hard, behind in come:
            put = lambda at, text, label: (texts[at], before[at] if rng.random() >= alone else (), text, label)
            for at, label in bear.items():
                yield put(at, *among.worded(rng, wordings, denied, label))
            count = min(len(rest), round(beside * max(1, len(bear))))
            chosen = set()
            for some in (behind, hard):
                chosen.update(rng.sample(some, min(len(some), round(count * 0.35))))
            left = [at for at in rest if at not in chosen]
            chosen.update(rng.sample(left, max(0, min(len(left), count - len(chosen)))))
            for at in chosen:
                yield put(at, rng.choice([*wordings, *denied]), "none")

    def of_labelled(self, share):
        """A share of the labelled pairs, after the labelled statements before them in their document."""
        rng = self.rng
        for document in self.pairs.in_order:
            said = [(text, "") for text, _ in document]
            for at, (text, pairs) in enumerate(document):
                for proposition, label in pairs:
                    if rng.random() < share:
                        statement, proposition, label = self.pairs.from_labelled((text, proposition, label))
                        yield statement, said_before(said, at) if rng.random() > 0.25 else (), proposition, label

    def of_written(self, count):
        """Written statements, which say by themselves what they say, after others on the same proposition or none."""
        for _ in range(count):
            statement, proposition, label = self.pairs.from_written()
            others = [other for other in self.together.get(proposition, ()) if other != statement]
            yield statement, tuple(self.rng.sample(others, min(len(others), self.rng.choice((0, 0, 1, 2))))), proposition, label

    def epoch(self, beside=2.0, times={}, labelled=0.4, written=10_000):
        return [*self.of_sheets(beside, times), *self.of_labelled(labelled), *self.of_written(written)]


def of_context(options, seed, part):
    """Batches: pieces [B, T], labels [B], and whether an epoch begins."""
    drawn, pieces, rng = InOrder(options.stance, options.near, seed), Pieces(options.pieces), random.Random(seed + 1)
    times = {name: float(count) for name, count in (pair.split("=") for pair in options.times)}
    draw = lambda: [(context_row(before, said, asked, pieces), LABELS.index(label)) for said, before, asked, label in drawn.epoch(options.beside, times, options.labelled, options.written)]
    for group, begins in epochs(rng, draw, options.budget, part):
        yield table([r for r, _ in group]), np.array([label for _, label in group]), begins


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--stance", required=True, help="the folder of the public stance data")
    ap.add_argument("--near", required=True, help="the file that stance_embed.py wrote")
    ap.add_argument("--start", required=True, help="the stance model that ships")
    ap.add_argument("--go-on", help="a checkpoint of these layers to go on from")
    ap.add_argument("--pieces", default=SHIPPED)
    ap.add_argument("--out", required=True)
    ap.add_argument("--minutes", type=float, default=60)
    ap.add_argument("--rate", type=float, default=1e-4)
    ap.add_argument("--head-rate", type=float, default=4e-4)
    ap.add_argument("--budget", type=int, default=3200, help="pieces of a batch")
    ap.add_argument("--beside", type=float, default=2.0, help="statements that do not bear, to one that does")
    ap.add_argument("--times", nargs="*", default=[], metavar="FILE=N", help="how often an epoch sees the questions of a file of sheets, if not once")
    ap.add_argument("--labelled", type=float, default=0.4, help="of the labelled pairs that an epoch sees")
    ap.add_argument("--written", type=int, default=10_000, help="and pairs written by hand, drawn with repetition")
    ap.add_argument("--smoothing", type=float, default=0.05)
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--decay", type=float, default=0.01, help="what a step counts in the average of the weights")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--workers", type=int, default=1, help="processes that make batches")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--device", default="cpu")
    ap.add_argument("--compile", action="store_true", help="the layers: a minute's work first, and faster steps")
    options = ap.parse_args()
    if unknown := {pair.split("=")[0] for pair in options.times} - SHEETS:
        ap.error(f"--times knows no file {', '.join(sorted(unknown))}; it knows {', '.join(sorted(SHEETS))}")
    device, out = options.device, Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    coming = batches(of_context, options)
    below = StanceModel(len(Pieces(options.pieces)), 0.0)
    below.load_state_dict(torch.load(options.start))
    model = Context(below, options.dropout)
    if options.go_on:
        model.load_state_dict(torch.load(options.go_on))
    below.to(device).eval()
    below.fix()
    model.to(device).train()
    if options.compile:
        compiled(*model.layers, *below.encoder.layers[:SHARED])
    importance = torch.tensor([RARE if label in ("conditional", "noncommittal") else 1.0 for label in LABELS], device=device)
    upper = [p for n, p in model.named_parameters() if n.startswith("layers.")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("layers.")]
    optimizer = torch.optim.AdamW([{"params": upper, "peak": options.rate}, {"params": heads, "peak": options.head_rate}], lr=0.0, betas=(0.9, 0.98), weight_decay=0.01)
    weights = upper + heads
    average = Average(weights, options.decay)
    log = (out / "log.txt").open("a")
    tell = lambda *x: print(*x, file=log, flush=True)
    tell(json.dumps(vars(options)))

    def loss_of(made, labels):
        labels = torch.from_numpy(labels).to(device, non_blocking=True)
        with half(device):
            pieces, mask = batch(made, device)
            with torch.no_grad():
                x = below.encoder(pieces, mask, SHARED)
            said = model(x, mask).float()
        each = F.cross_entropy(said, labels, reduction="none", label_smoothing=options.smoothing)
        return (each * importance[labels]).mean()

    def keep():
        with average.instead():
            torch.save(model.state_dict(), out / "ema.pt")
            (out / "integers.bz2").write_bytes(packed(model))

    taken = next(coming)
    if options.compile:  # which is done at the first call, before the clock runs
        loss_of(*taken[:2]).backward()
        optimizer.zero_grad(set_to_none=True)
    begun, step, epochs_begun, count, kept = time.time(), 0, 0, 0, time.time()
    total = torch.zeros((), device=device)
    while (done := (time.time() - begun) / 60 / options.minutes) < 1:
        for g in optimizer.param_groups:
            g["lr"] = g["peak"] * rate(done, 0.05)
        *made, begins = taken
        loss = loss_of(*made)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        average.take()
        step, count, epochs_begun = step + 1, count + 1, epochs_begun + begins
        total += loss.detach()
        taken = next(coming)
        if step % 50 == 0:
            tell(f"step {step} ({done:.1%}, epochs begun {epochs_begun}) loss {total.item() / count:.4f} {(time.time() - begun) / step:.3f} s/step")
            total, count = torch.zeros((), device=device), 0
        if time.time() - kept > 240:
            keep()
            kept = time.time()
    keep()
    tell(f"done after {step} steps")


if __name__ == "__main__":
    main()
