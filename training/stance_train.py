"""Train the stance model on the public stance data and on pairs of our own, on a CPU.

    python stance_train.py --stance ../../shared/stance --minilm DIR --base runs/base --out runs/stance

Begins with the network that `stance_base.py` wrote. all-MiniLM-L6-v2 is a
teacher of the vectors of single texts. Batches hold about as many pieces, rows
of similar length together. Each
`--save-every` steps the average of the weights (decay 0.99) is kept and scored.
Our own pairs are read again for each epoch, so that a run takes in those that
are labelled while it lasts.
"""

import argparse
import json
import math
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

import words
from data import WordPiece
from model import half
from stance.made import LABELS
from stance_data import Pairs, made_held, read, row, tuning, vast
from stance_embed import MiniLM, hardest
from stance_embed import loss_of as loss_of_vectors
from stance_model import StanceModel, batch
from stance_pieces import SHIPPED, Pieces


SIX = ("made", "tuning")  # sets with six labels


def grouped(rng, pairs, pieces, budget):
    """Batches of pairs of similar length, at most `budget` pieces each with padding."""
    made = [(row(p[0], p[1], pieces), p) for p in pairs]
    made.sort(key=lambda x: len(x[0]) + rng.random() * 8)
    groups, group, widest = [], [], 0
    for item in made:
        size = len(item[0])
        if group and max(widest, size) * (len(group) + 1) > budget:
            groups.append(group)
            group, widest = [], 0
        group.append(item)
        widest = max(widest, size)
    groups.append(group)
    rng.shuffle(groups)
    return groups


def loss_of(model, group, smoothing):
    three, six = model(*batch([r for r, _ in group]))
    three, six = three.float(), six.float()
    sides = torch.tensor([p[2] for _, p in group])
    labels = torch.tensor([p[3] for _, p in group])
    weights = torch.tensor([p[4] for _, p in group])
    loss = torch.zeros(())
    if (sides >= 0).any():
        loss = loss + F.cross_entropy(three, sides, ignore_index=-1, label_smoothing=smoothing)
    if (labels >= 0).any():
        each = F.cross_entropy(six, labels, ignore_index=-1, label_smoothing=smoothing, reduction="none")
        loss = loss + (each * weights).sum() / len(group)
    return loss


@torch.no_grad()
def predict(model, pairs, pieces, budget=4000):
    """Logits of both heads for each pair, in order."""
    model.eval()
    rows = [row(p[0], p[1], pieces) for p in pairs]
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    three, six = torch.zeros(len(rows), 3), torch.zeros(len(rows), len(LABELS))
    at = 0
    while at < len(order):
        take = max(1, budget // len(rows[order[min(len(order) - 1, at + 31)]]))
        chosen = order[at : at + take]
        with half():
            a, b = model(*batch([rows[i] for i in chosen]))
        three[chosen], six[chosen] = a.float(), b.float()
        at += take
    model.train()
    return three, six


def macro_f1(gold, found, count):
    scores = []
    for c in range(count):
        hit = sum(g == f == c for g, f in zip(gold, found))
        total = sum(g == c for g in gold) + sum(f == c for f in found)
        scores.append(2 * hit / total if total else 0.0)
    return sum(scores) / count


def score(model, sets, pieces):
    out = {}
    for name, pairs in sets.items():
        three, six = predict(model, pairs, pieces)
        if name in SIX:
            gold, found, count = [LABELS.index(p[2]) for p in pairs], six.argmax(-1).tolist(), len(LABELS)
        else:
            gold, found, count = [p[2] for p in pairs], three.argmax(-1).tolist(), 3
        accuracy = sum(g == f for g, f in zip(gold, found)) / len(gold)
        out[name] = [round(accuracy, 4)] + ([round(macro_f1(gold, found, count), 4)] if name in (*SIX, "vast", "strict") else [])
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--stance", required=True, help="the folder of the public stance data")
    ap.add_argument("--minilm", required=True)
    ap.add_argument("--base", help="the folder that stance_base.py wrote; without it --start is needed, of a network that read as many pieces")
    ap.add_argument("--out", required=True)
    ap.add_argument("--epochs", type=float, default=4)
    ap.add_argument("--rate", type=float, default=8e-5)
    ap.add_argument("--head-rate", type=float, default=5e-4)
    ap.add_argument("--budget", type=int, default=1400, help="pieces of a batch")
    ap.add_argument("--smoothing", type=float, default=0.05)
    ap.add_argument("--vast-share", type=float, default=0.6, help="of VAST that an epoch sees")
    ap.add_argument("--made", type=int, default=600, help="made pairs an epoch")
    ap.add_argument("--written", type=int, default=6000, help="and pairs written by hand, drawn with repetition")
    ap.add_argument("--labelled", type=float, default=0.6, help="of the labelled pairs that an epoch sees")
    ap.add_argument("--sheets", type=float, default=0.25, help="of the questions of sheets and debates that an epoch sees")
    ap.add_argument("--vectors-every", type=int, default=6, help="steps of which one trains the vectors of texts alone, too; 0: none")
    ap.add_argument("--save-every", type=int, default=400)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--start", help="a checkpoint to go on from")
    ap.add_argument("--steps", type=int, help="of the whole schedule, whatever the epochs")
    ap.add_argument("--freeze", type=int, default=0, help="leave everything below so many layers as it is, and these")
    options = ap.parse_args()
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    (out / "options.json").write_text(json.dumps(vars(options), indent=1))
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    minilm = Path(options.minilm)
    pieces = Pieces(Path(options.base) / "pieces.txt.zst" if options.base else SHIPPED)
    model = StanceModel(len(pieces))
    if options.base:
        model.encoder.load_state_dict(torch.load(Path(options.base) / "base.pt"))
    if options.start:
        state = torch.load(options.start)
        known, offsets = state["encoder.offset"], model.encoder.offset.detach().clone()
        edge = (len(offsets) - len(known)) // 2  # offsets that it lacks, since it read shorter texts, are the base's
        offsets[edge : edge + len(known)] = known
        model.load_state_dict({**state, "encoder.offset": offsets})
    elif not options.base:
        ap.error("give --base, or --start")
    model.encoder.word.weight.requires_grad_(False)
    if options.freeze:
        for part in (model.encoder.norm, *model.encoder.layers[: options.freeze]):
            part.requires_grad_(False)
        model.encoder.offset.requires_grad_(False)
    _, topics, strict = vast(options.stance)
    sets = {
        "perspectrum": read(Path(options.stance) / "perspectrum.dev.jsonl"),
        "explagraphs": read(Path(options.stance) / "explagraphs.dev.jsonl"),
        "made": made_held(options.stance), "tuning": tuning(options.stance),
        "vast": topics, "strict": strict,
    }
    teacher = MiniLM(load_file(str(minilm / "model.safetensors")), WordPiece(words.vocabulary(minilm)))
    seeming = lambda questions: hardest(questions, teacher)
    pairs = Pairs(options.stance, options.seed, seeming if options.sheets or options.vectors_every else None)
    rng = random.Random(options.seed + 1)
    epoch = lambda: grouped(rng, pairs.epoch(options.vast_share, options.made, written=options.written, labelled=options.labelled, sheets=options.sheets), pieces, options.budget)
    groups = epoch()
    total = options.steps or int(len(groups) * options.epochs)
    trained = {n: p for n, p in model.named_parameters() if p.requires_grad}
    optimizer = torch.optim.AdamW(
        [{"params": [p for n, p in trained.items() if n.startswith("encoder.")], "peak": options.rate},
         {"params": [p for n, p in trained.items() if not n.startswith("encoder.")], "peak": options.head_rate}],
        lr=0.0, betas=(0.9, 0.98), weight_decay=0.01,
    )
    average = {n: p.detach().clone() for n, p in trained.items()}
    log = (out / "log.txt").open("a")
    tell = lambda *x: print(*x, file=log, flush=True)
    tell({k: len(v) for k, v in sets.items()}, "steps", total)
    begun, step, sums = time.time(), 0, [0.0, 0, 0.0]
    warm = max(40, total * 0.03)
    model.train()
    while step < total:
        for group in groups:
            if step >= total:
                break
            scale = min(1.0, (step + 1) / warm) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * max(0.0, (step - warm) / (total - warm)))))
            for g in optimizer.param_groups:
                g["lr"] = g["peak"] * scale
            with half():
                loss = loss_of(model, group, options.smoothing)
            loss.backward()
            if options.vectors_every and step % options.vectors_every == 0:
                with half():
                    apart = loss_of_vectors(model, rng, pairs.among, pairs.hard, teacher, pieces)
                apart.backward()
                sums[2] += apart.item()
            torch.nn.utils.clip_grad_norm_(list(trained.values()), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            sums[0], sums[1] = sums[0] + loss.item(), sums[1] + 1
            with torch.no_grad():
                for n, p in trained.items():
                    average[n].lerp_(p, 0.01 if step > 2 * warm else 0.2)
            if step % 50 == 0:
                each = (time.time() - begun) / step
                tell(f"step {step}/{total} loss {sums[0]/sums[1]:.4f} vectors {sums[2]*options.vectors_every/sums[1]:.4f} {each:.2f} s/step, left {each*(total-step)/60:.1f} min")
                sums = [0.0, 0, 0.0]
            if step % options.save_every == 0 or step == total:
                state = dict(model.state_dict())
                torch.save(state, out / "last.pt")
                live = {n: p.detach().clone() for n, p in trained.items()}
                model.load_state_dict({**state, **average})
                torch.save(model.state_dict(), out / "ema.pt")
                chosen = sets if step == total else {name: pairs[:: 1 + len(pairs) // 700] for name, pairs in sets.items()}
                tell(f"step {step}", score(model, chosen, pieces))
                model.load_state_dict({**model.state_dict(), **live})
        pairs.reread()
        groups = epoch()
        tell(f"step {step}: labelled, written, questions", [len(pairs.labelled), len(pairs.written), len(pairs.among)])


if __name__ == "__main__":
    main()
