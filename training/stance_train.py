"""Train the stance model on the public stance data and on pairs of our own.

    python stance_train.py --stance ../../shared/stance --near runs/near.pt --base runs/base --out runs/stance

Begins with the network that `stance_base.py` wrote; `stance_embed.py` wrote what
the vectors of single texts learn from. Batches hold about as many pieces, rows
of similar length together. The rates rise and fall with the steps (`--steps`), or
with the clock (`--minutes`) on a machine that is lent. A few times the average of
the weights is kept and scored; `integers.bz2` has them as they round, small
enough to send.
"""

import argparse
import json
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from model import half
from stance.made import LABELS
from stance_batches import batches, of_pairs
from stance_data import made_held, read, row, tuning, vast
from stance_embed import loss_of as loss_of_vectors
from stance_model import StanceModel, batch, packed
from stance_pieces import SHIPPED, Pieces
from stance_steps import Average, compiled, rate

SIX = ("made", "tuning")  # sets with six labels


def loss_of(model, teachers, made, sides, labels, weights, options):
    """Against the labels and, as far as `--trust` goes, against the mean of what the teachers say (Hinton, Vinyals and Dean 2015)."""
    device, smoothing = options.device, options.smoothing
    known = torch.from_numpy(labels >= 0).to(device, non_blocking=True)
    pieces, mask = batch(made, device)
    three, six = (x.float() for x in model(pieces, mask))
    sides, labels, weights = (torch.from_numpy(x).to(device, non_blocking=True) for x in (sides, labels, weights))
    count = (sides >= 0).sum().clamp(min=1)
    loss = F.cross_entropy(three, sides, ignore_index=-1, label_smoothing=smoothing, reduction="sum") / count
    each = F.cross_entropy(six, labels, ignore_index=-1, label_smoothing=smoothing, reduction="none")
    loss = loss + (each * weights).sum() / known.sum().clamp(min=1)
    if not teachers:
        return loss
    with torch.no_grad():
        said = [[x.float().softmax(-1) for x in teacher(pieces, mask)] for teacher in teachers]
        sides, labels = (sum(x) / len(said) for x in zip(*said))
    weights = torch.where(known, weights.clamp(min=0.3), 1.0)
    told = F.cross_entropy(three, sides) + (F.cross_entropy(six, labels, reduction="none") * weights).sum() / len(made)
    return (1 - options.trust) * loss + options.trust * told


@torch.no_grad()
def predict(model, pairs, pieces, device="cpu", budget=4000):
    """Logits of both heads for each pair, in order."""
    model.eval()
    rows = [row(p[0], p[1], pieces) for p in pairs]
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    three, six = torch.zeros(len(rows), 3), torch.zeros(len(rows), len(LABELS))
    at = 0
    while at < len(order):
        take = max(1, budget // len(rows[order[min(len(order) - 1, at + 31)]]))
        chosen = order[at : at + take]
        with half(device):
            a, b = model(*batch([rows[i] for i in chosen], device))
        three[chosen], six[chosen] = a.float().cpu(), b.float().cpu()
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


def score(model, sets, pieces, device):
    """Accuracy of each set, macro-F1 of some, and the mean log loss of those with six labels."""
    out = {}
    for name, pairs in sets.items():
        three, six = predict(model, pairs, pieces, device, 4000 if device == "cpu" else 40_000)
        logits, gold = (six, [LABELS.index(p[2]) for p in pairs]) if name in SIX else (three, [p[2] for p in pairs])
        found = logits.argmax(-1).tolist()
        out[name] = [round(sum(g == f for g, f in zip(gold, found)) / len(gold), 4)]
        if name in (*SIX, "vast", "strict"):
            out[name].append(round(macro_f1(gold, found, logits.shape[1]), 4))
        if name in SIX:
            out[name].append(round(F.cross_entropy(logits, torch.tensor(gold)).item(), 4))
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--stance", required=True, help="the folder of the public stance data")
    ap.add_argument("--near", required=True, help="the file that stance_embed.py wrote")
    ap.add_argument("--base", help="the folder that stance_base.py wrote; without it --start is needed")
    ap.add_argument("--start", help="a checkpoint to go on from")
    ap.add_argument("--teachers", nargs="*", default=[], help="checkpoints whose mean it learns from, too")
    ap.add_argument("--trust", type=float, default=0.6, help="in the teachers; the rest is in the labels")
    ap.add_argument("--pieces", default=SHIPPED)
    ap.add_argument("--out", required=True)
    ap.add_argument("--steps", type=int, default=10_000)
    ap.add_argument("--minutes", type=float, help="instead of steps")
    ap.add_argument("--rate", type=float, default=8e-5)
    ap.add_argument("--head-rate", type=float, default=5e-4)
    ap.add_argument("--budget", type=int, default=1400, help="pieces of a batch")
    ap.add_argument("--smoothing", type=float, default=0.05)
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--decay", type=float, default=0.01, help="what a step counts in the average of the weights")
    ap.add_argument("--vast-share", type=float, default=0.6, help="of VAST that an epoch sees")
    ap.add_argument("--made", type=int, default=600, help="made pairs an epoch")
    ap.add_argument("--same", type=int, default=2000, help="pairs of two perspectives on one claim an epoch")
    ap.add_argument("--written", type=int, default=6000, help="and pairs written by hand, drawn with repetition")
    ap.add_argument("--labelled", type=float, default=0.6, help="of the labelled pairs that an epoch sees")
    ap.add_argument("--sheets", type=float, default=0.25, help="of the questions of sheets and debates that an epoch sees")
    ap.add_argument("--unlabelled", type=int, default=0, help="pairs without a label an epoch, of which only teachers tell what they are")
    ap.add_argument("--vectors-every", type=int, default=6, help="steps of which one trains the vectors of texts alone, too; 0: none")
    ap.add_argument("--questions", type=int, default=12, help="of which they learn in such a step")
    ap.add_argument("--scores", type=int, default=4, help="times that the average is kept and scored")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--workers", type=int, default=1, help="processes that make batches")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--device", default="cpu")
    ap.add_argument("--compile", action="store_true", help="the layers: a minute's work first, and faster steps")
    options = ap.parse_args()
    if not (options.base or options.start):
        ap.error("give --base, or --start")
    if options.unlabelled and not options.teachers:
        ap.error("pairs without a label need --teachers")
    device, out = options.device, Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    (out / "options.json").write_text(json.dumps(vars(options), indent=1))
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    coming = batches(of_pairs, options)
    pieces = Pieces(options.pieces)
    model = StanceModel(len(pieces), options.dropout)
    if options.base:
        model.encoder.load_state_dict({name: x.float() for name, x in torch.load(Path(options.base) / "base.pt").items()})
    if options.start:
        model.load_state_dict(torch.load(options.start))
    model.to(device)
    model.encoder.word.weight.requires_grad_(False)
    teachers = [StanceModel(len(pieces), 0.0).to(device).eval() for _ in options.teachers]
    for teacher, path in zip(teachers, options.teachers):
        teacher.load_state_dict(torch.load(path))
        teacher.fix()
    if options.compile:
        compiled(*(layer for each in (model, *teachers) for layer in each.encoder.layers))
    _, topics, strict = vast(options.stance)
    sets = {
        "perspectrum": read(Path(options.stance) / "perspectrum.dev.jsonl"),
        "explagraphs": read(Path(options.stance) / "explagraphs.dev.jsonl"),
        "made": made_held(options.stance), "tuning": tuning(options.stance),
        "vast": topics, "strict": strict,
    }
    trained = {n: p for n, p in model.named_parameters() if p.requires_grad}
    optimizer = torch.optim.AdamW(
        [{"params": [p for n, p in trained.items() if n.startswith("encoder.")], "peak": options.rate},
         {"params": [p for n, p in trained.items() if not n.startswith("encoder.")], "peak": options.head_rate}],
        lr=0.0, betas=(0.9, 0.98), weight_decay=0.01,
    )
    weights = list(trained.values())
    average = Average(weights, options.decay)
    log = (out / "log.txt").open("a")
    tell = lambda *x: print(*x, file=log, flush=True)
    tell({name: len(pairs) for name, pairs in sets.items()})
    model.train()
    taken = next(coming)

    def losses():
        *pairs, alone, _ = taken
        with half(device):
            loss = loss_of(model, teachers, *pairs, options)
            return loss, loss_of_vectors(model, alone, device) if alone else torch.zeros((), device=device)

    if options.compile:  # which is done at the first call, before the clock runs
        sum(losses()).backward()
        optimizer.zero_grad(set_to_none=True)
    begun, step, epochs, scored = time.time(), 0, 0, 0
    sums, count = torch.zeros(2, device=device), 0
    past = lambda: (time.time() - begun) / 60 / options.minutes if options.minutes else step / options.steps
    while (done := past()) < 1:
        for g in optimizer.param_groups:
            g["lr"] = g["peak"] * rate(done, 0.04)
        epochs += taken[-1]
        loss, apart = losses()
        (loss + apart).backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step, count = step + 1, count + 1
        taken = next(coming)
        with torch.no_grad():
            sums += torch.stack([loss.detach(), apart.detach()])
        average.take()
        if step % 50 == 0:
            each = (time.time() - begun) / step
            tell(f"step {step} ({past():.1%}, epochs begun {epochs}) loss {sums[0].item() / count:.4f} vectors {sums[1].item() / count:.4f} {each:.3f} s/step")
            sums, count = torch.zeros(2, device=device), 0
        if past() * options.scores >= scored + 1:
            scored += 1
            with average.instead():
                torch.save(model.state_dict(), out / "ema.pt")
                (out / "integers.bz2").write_bytes(packed(model))
                tell(f"step {step}", score(model, sets, pieces, device))


if __name__ == "__main__":
    main()
