"""Train the layers that read a statement after what was said before it.

    python stance_context.py --stance ../../shared/stance --near runs/near.pt --start runs/stance/ema.pt --out runs/context

"He accepted it" says by itself nothing of the question. The lower layers are those
of the stance model and stay as they are; the upper ones, the pooling and the labels'
head begin as copies of its own (`stance_model.Context`) and learn from the
statements of sheets, in their order: `stance/disputes.jsonl` and the real articles
of `stance/among.jsonl`. Besides statements that bear on a question they see those
that only stand next to one that does, which the words before would mislead.
"""

import argparse
import json
import math
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from stance import among
from stance.made import LABELS
from stance_batches import grouped
from stance_data import RARE, context_row, said_before
from stance_embed import Near
from stance_model import SHARED, Context, StanceModel, batch
from stance_pieces import SHIPPED, Pieces


class InOrder:
    """Questions of sheets whose statements stand in their order: draws (statement, what was said before, proposition, label)."""

    def __init__(self, folder, near, seed):
        self.rng = random.Random(seed)
        self.sheets = [sheet for name in ("among.jsonl", "disputes.jsonl") for sheet in among.in_order(Path(folder).parent, name)]
        near = Near(near)
        self.questions = []
        for number, (said, questions) in enumerate(self.sheets):
            before = [said_before(said, at) for at in range(len(said))]
            texts = [text for text, _ in said]
            vectors = near(texts)
            for wordings, denied, labels in questions:
                bear = {at: label for label, all_ in labels.items() for at in all_}
                rest = [at for at in range(len(said)) if at not in bear]
                order = vectors[rest] @ near(wordings[:1])[0] if rest else []
                hard = [rest[i] for i in sorted(range(len(rest)), key=lambda i: -order[i])[:12]]
                behind = [at for at in rest if any(at - d in bear and said[at - d][1] == said[at][1] for d in (1, 2))]
                self.questions.append((number, texts, before, wordings, denied, bear, rest, hard, behind))

    def epoch(self, beside):
        rng, out = self.rng, []
        for _, texts, before, wordings, denied, bear, rest, hard, behind in self.questions:
            put = lambda at, text, label: out.append((texts[at], before[at] if rng.random() > 0.06 else (), text, label))
            for at, label in bear.items():
                put(at, *among.worded(rng, wordings, denied, label))
            count = min(len(rest), round(beside * max(1, len(bear))))
            chosen = set()
            for some in (behind, hard):
                chosen.update(rng.sample(some, min(len(some), round(count * 0.35))))
            left = [at for at in rest if at not in chosen]
            chosen.update(rng.sample(left, max(0, min(len(left), count - len(chosen)))))
            for at in chosen:
                put(at, rng.choice([*wordings, *denied]), "none")
        return out


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
    ap.add_argument("--smoothing", type=float, default=0.05)
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--decay", type=float, default=0.01, help="what a step counts in the average of the weights")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    options = ap.parse_args()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    pieces, drawn, rng = Pieces(options.pieces), InOrder(options.stance, options.near, options.seed), random.Random(options.seed + 1)
    below = StanceModel(len(pieces), 0.0)
    below.load_state_dict(torch.load(options.start))
    model = Context(below, options.dropout)
    if options.go_on:
        model.load_state_dict(torch.load(options.go_on))
    below.eval()
    below.fix()
    importance = torch.tensor([RARE if label in ("conditional", "noncommittal") else 1.0 for label in LABELS])
    upper = [p for n, p in model.named_parameters() if n.startswith("layers.")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("layers.")]
    optimizer = torch.optim.AdamW([{"params": upper, "peak": options.rate}, {"params": heads, "peak": options.head_rate}], lr=0.0, betas=(0.9, 0.98), weight_decay=0.01)
    weights = upper + heads
    average = [p.detach().clone() for p in weights]
    log = (out / "log.txt").open("a")
    tell = lambda *x: print(*x, file=log, flush=True)
    begun, step, total, count, kept = time.time(), 0, 0.0, 0, time.time()
    model.train()
    tell(json.dumps(vars(options)))

    def keep():
        live = [p.detach().clone() for p in weights]
        with torch.no_grad():
            torch._foreach_copy_(weights, average)
        torch.save(model.state_dict(), out / "ema.pt")
        with torch.no_grad():
            torch._foreach_copy_(weights, live)

    while True:
        pairs = drawn.epoch(options.beside)
        made = [(context_row(before, said, asked, pieces), LABELS.index(label)) for said, before, asked, label in pairs]
        groups = grouped(rng, made, options.budget, 12)
        tell(f"an epoch of {len(pairs)} rows, {len(groups)} batches")
        for group in groups:
            done = (time.time() - begun) / 60 / options.minutes
            if done >= 1:
                keep()
                tell(f"done after {step} steps")
                return
            warm = 0.05
            scale = done / warm + 0.005 if done < warm else 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (done - warm) / (1 - warm)))
            for g in optimizer.param_groups:
                g["lr"] = g["peak"] * scale
            made, mask = batch([r for r, _ in group])
            labels = torch.tensor([label for _, label in group])
            with torch.no_grad():
                x = below.encoder(made, mask, SHARED)
            said = model(x, mask)
            each = F.cross_entropy(said, labels, reduction="none", label_smoothing=options.smoothing)
            loss = (each * importance[labels]).mean()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step, total, count = step + 1, total + loss.item(), count + 1
            with torch.no_grad():
                torch._foreach_lerp_(average, [p.detach() for p in weights], max(options.decay, 1 / step))
            if step % 50 == 0:
                tell(f"step {step} ({done:.1%}) loss {total / count:.4f} {(time.time() - begun) / step:.3f} s/step")
                total, count = 0.0, 0
            if time.time() - kept > 240:
                keep()
                kept = time.time()


if __name__ == "__main__":
    main()
