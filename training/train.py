"""Train the extraction model on PolNeAR and our own passages.

    python train.py --polnear DIR --minilm DIR --out runs/NAME [--epochs 8]

Two workers, each on one core, go through halves of every epoch and average
their parameters every few steps. Batches, augmentation and initial heads
follow from --seed; bf16 arithmetic makes results the same up to hardware.
"""

import argparse
import json
import math
import os
import random
import time
from pathlib import Path

import torch
import torch.distributed as dist
import torch.nn.functional as F
from safetensors.torch import load_file

import passages
import quantised
import words
from batches import cue_batch, cue_runs, window_batch
from data import WordPiece, augment, glue, make_document, read_polnear, windows
from model import Model, half

IGNORE = -100
NEWS = "news"  # the name of a document that nobody annotated


def tag_labels(window, length):
    """Targets of the tagger for one window: cue, nested cue, source, content."""
    doc, a, b = window.doc, window.first, window.last
    outer, inner = [0] * length, [0] * length
    source, content = [0] * length, [0] * length
    known = [0] * length
    for r in doc.relations:
        for t in r["content"]:
            if a <= t < b:
                content[t - a] = 1
                if r["opaque"]:
                    known[t - a] = 1
        for t in r["source"]:
            if a <= t < b:
                source[t - a] = 1
    for t in range(length):
        if known[t]:
            inner[t] = IGNORE
    for r in doc.relations:
        target = inner if r["inner"] else outer
        for n, t in enumerate(r["cue"]):
            if a <= t < b:
                target[t - a] = 1 if n == 0 else 2
    for t in range(length):
        if a + t >= b or not window.core_first <= a + t < window.core_last:
            outer[t] = inner[t] = IGNORE
    return outer, inner, source, content


def divergence(student, teacher, mask):
    """Mean Kullback-Leibler divergence over the last axis where mask is set."""
    each = F.kl_div(student.float().log_softmax(-1), teacher.float().log_softmax(-1), reduction="none", log_target=True).sum(-1)
    return (each * mask).sum() / mask.sum().clamp(min=1)


def likeness(student, teacher, mask):
    """How far the student's layers are from the teacher's, in shares of the variance of the latter's, where mask is set."""
    each = []
    for mine, theirs in zip(student, teacher, strict=True):
        mine, theirs = mine.float()[mask], theirs.float()[mask]
        each.append(F.mse_loss(mine, theirs) / theirs.var())
    return torch.stack(each).mean()


def step_loss(model, group, wordpiece, rng, teacher=None):
    """The loss of a group of windows; of news, which nobody annotated, what differs from the teacher's word."""
    news = group[0].doc.name == NEWS
    batch = window_batch(group, wordpiece, 32)
    layers = model.encoded(batch)
    tags, vectors = model.read(layers[-1], batch)
    if teacher:
        with torch.no_grad():
            teacher_layers = teacher.encoded(batch)
            teacher_tags, teacher_vectors = teacher.read(teacher_layers[-1], batch)
    length = tags.shape[1]
    labels = [tag_labels(w, length) for w in group]
    outer, inner, source, content = (torch.tensor([x[i] for x in labels]) for i in range(4))
    real = torch.zeros(outer.shape)
    for row, w in enumerate(group):
        real[row, : w.last - w.first] = 1
    t = tags.float()
    loss = torch.zeros(())
    if not news:
        loss = 4 * F.cross_entropy(t[..., :3].reshape(-1, 3), outer.view(-1), ignore_index=IGNORE)
        loss = loss + 2 * F.cross_entropy(t[..., 3:6].reshape(-1, 3), inner.view(-1), ignore_index=IGNORE)
        for column, target in ((6, source), (7, content)):
            each = F.binary_cross_entropy_with_logits(t[..., column], target.float(), reduction="none")
            loss = loss + 0.5 * (each * real).sum() / real.sum()

    if teacher:
        loss = loss + 4 * likeness(layers, teacher_layers, batch["mask"].bool())
        for columns in (slice(0, 3), slice(3, 6)):
            loss = loss + 6 * divergence(tags[..., columns], teacher_tags[..., columns], real)

    # Cues to link: the annotated ones (as annotated, or as the tagger finds
    # them), and the tagger's false ones.
    p = torch.softmax(t.detach()[..., :3], -1)
    q = torch.softmax(t.detach()[..., 3:6], -1)
    cues, roles, valid, sourced = [], [], [], []
    for row, w in enumerate(group):
        n = w.last - w.first
        found = [[w.first + x for x in c] for c in cue_runs(p[row, :n, 1].tolist(), p[row, :n, 2].tolist(), 0.15)]
        found += [[w.first + x for x in c] for c in cue_runs(q[row, :n, 1].tolist(), q[row, :n, 2].tolist(), 0.15)]
        used = set()
        for r in w.doc.relations:
            if not w.core_first <= r["cue"][0] < w.core_last or r["cue"][-1] >= w.last:
                continue
            mine = [c for c in found if set(c) & set(r["cue"])]
            used.update(map(tuple, mine))
            cue = mine[0] if mine and rng.random() < 0.5 else r["cue"]
            cues.append((row, cue))
            roles.append((set(r["source"]), set(r["content"])))
            valid.append(1)
            sourced.append(int(bool(r["source"])))
        unknown = {t for r in w.doc.relations if r["opaque"] for t in r["content"]}
        for c in found:
            if tuple(c) in used or set(c) & unknown or not w.core_first <= c[0] < w.core_last:
                continue
            cues.append((row, c))
            roles.append((set(), set()))
            valid.append(0)
            sourced.append(IGNORE)
    most = max(8, len(cues) // 8 * 8) if len(cues) < 48 else 48
    if len(cues) > most:
        keep = sorted(rng.sample(range(len(cues)), most))
        cues, roles, valid, sourced = ([x[i] for i in keep] for x in (cues, roles, valid, sourced))
    parts = [loss.item()]
    made = cue_batch(group, cues, 32)
    if made:
        role_logits, whole = model.link(tags, vectors, made)
        target = torch.full(made["index"].shape, IGNORE)
        for k, ((row, _), (src, con)) in enumerate(zip(cues, roles)):
            first = group[row].first
            width = int(made["mask"][k].sum())
            at = [first + x for x in made["index"][k, :width].tolist()]
            target[k, :width] = torch.tensor([1 if t in src else 2 if t in con else 0 for t in at])
        link = torch.zeros(())
        if not news:
            link = F.cross_entropy(role_logits.float().reshape(-1, 3), target.view(-1), ignore_index=IGNORE)
        whole = whole.float()
        if teacher:
            with torch.no_grad():
                teacher_roles, teacher_whole = teacher.link(teacher_tags, teacher_vectors, made)
            link = link + 4 * divergence(role_logits, teacher_roles, made["mask"].float())
            sure = torch.sigmoid(teacher_whole.float())
            link = link + 0.5 * F.binary_cross_entropy_with_logits(whole.float(), sure)
        is_relation = torch.tensor(valid, dtype=torch.float)
        has_source = torch.tensor(sourced)
        link = 2 * link
        if not news:
            link = link + 0.5 * F.binary_cross_entropy_with_logits(whole[:, 0], is_relation)
        ok = has_source != IGNORE
        if ok.any():
            link = link + 0.3 * F.binary_cross_entropy_with_logits(whole[ok, 1], has_source[ok].float())
        parts.append(link.item())
        loss = loss + link
    return loss, parts


def epoch_windows(rng, articles, own, wordpiece, own_copies):
    """The windows of one epoch, in groups of similar length."""
    made = []
    for name, text, annotators in articles:
        doc = augment(rng, name, text, rng.choice(annotators), wordpiece)
        made += windows(doc, rng.randrange(120, 300))
    for _ in range(own_copies):
        shuffled = list(own)
        rng.shuffle(shuffled)
        while shuffled:  # several passages to a text, so that windows are filled
            parts = [shuffled.pop() for _ in range(min(len(shuffled), rng.randrange(1, 4)))]
            text, relations = "", []
            for part in parts:
                shift = len(text) + (2 if text else 0)
                text += ("\n\n" if text else "") + part["text"]
                relations += [
                    {role: [[a + shift, b + shift] for a, b in spans] for role, spans in r.items()}
                    for r in part["relations"]
                ]
            doc = make_document("own", text, relations, wordpiece, complete=True)
            made += windows(doc, rng.randrange(120, 300))
    return made


def news_windows(rng, texts, wordpiece, share):
    """A share of the articles that nobody annotated, as windows."""
    made = []
    for text in rng.sample(texts, round(len(texts) * share)):
        if rng.random() < 0.1:
            text, _ = glue(rng, text, [], 0.6)
        made += windows(make_document(NEWS, text, [], wordpiece), rng.randrange(120, 300))
    return made


def group_windows(rng, made, budget):
    made.sort(key=lambda w: w.last - w.first + rng.random() * 40)
    groups, group, widest = [], [], 0
    for w in made:
        size = w.last - w.first
        if group and max(widest, size) * (len(group) + 1) > budget:
            groups.append(group)
            group, widest = [], 0
        group.append(w)
        widest = max(widest, size)
    if group:
        groups.append(group)
    rng.shuffle(groups)
    return groups


def average(model):
    with torch.no_grad():
        flat = torch.cat([p.reshape(-1) for p in model.parameters() if p.requires_grad])
        dist.all_reduce(flat)
        flat /= dist.get_world_size()
        at = 0
        for p in model.parameters():
            if p.requires_grad:
                p.copy_(flat[at : at + p.numel()].view_as(p))
                at += p.numel()


def worker(rank, world, options):
    torch.set_num_threads(1)
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=str(options.port))
    dist.init_process_group("gloo", rank=rank, world_size=world)
    torch.manual_seed(options.seed)
    out = Path(options.out)
    minilm = Path(options.minilm)
    wordpiece = WordPiece(words.vocabulary(minilm))
    teacher = Model.of(torch.load(options.teacher)).eval().requires_grad_(False) if options.teacher else None
    if options.start:
        model = Model.of(torch.load(options.start))
    else:
        model = Model()
        model.encoder.load_minilm(load_file(str(minilm / "model.safetensors")))
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = options.dropout
    if options.rounding:
        quantised.prepare(model, Path(options.polnear) / "train", wordpiece)
    model.encoder.word.weight.requires_grad_(False)
    articles = list(read_polnear(Path(options.polnear) / "train"))[rank::world]
    own = passages.read_all(Path(options.passages))[rank::world]
    news = []
    if options.news:
        news = [json.loads(line)["text"] for line in Path(options.news).open(encoding="utf-8")][rank::world]
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "peak": options.rate}, {"params": heads, "peak": options.head_rate}],
        lr=0.0, betas=(0.9, 0.98), weight_decay=0.01,
    )
    ema = {n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad}
    rng = random.Random(options.seed * 1000 + rank)
    probe = group_windows(random.Random(5), epoch_windows(random.Random(5), articles, own, wordpiece, options.own_copies), options.budget)
    total = torch.tensor(len(probe) * options.epochs)
    dist.all_reduce(total, op=dist.ReduceOp.MIN)
    total, step, begun = min(int(total), options.steps or int(total)), 0, time.time()
    log = (out / "log.txt").open("a") if rank == 0 else None
    sums = [0.0, 0.0, 0]
    model.train()
    epoch = 0
    while step < total:
        groups = group_windows(rng, epoch_windows(rng, articles, own, wordpiece, options.own_copies), options.budget)
        if news:
            groups += group_windows(rng, news_windows(rng, news, wordpiece, options.news_share), options.budget)
            rng.shuffle(groups)
        for group in groups:
            if step >= total:
                break
            warm = max(50, total * 0.05)
            scale = min(1.0, (step + 1) / warm) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * max(0.0, (step - warm) / (total - warm)))))
            for g in optimizer.param_groups:
                g["lr"] = g["peak"] * scale
            with half():
                loss, parts = step_loss(model, group, wordpiece, rng, teacher)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            sums[0] += parts[0]
            sums[1] += parts[-1] if len(parts) > 1 else 0
            sums[2] += 1
            if step % 4 == 0:
                average(model)
                if rank == 0:
                    with torch.no_grad():
                        for n, p in model.named_parameters():
                            if p.requires_grad:
                                ema[n].lerp_(p, 0.02 if step > warm else 1.0)
            if rank == 0 and step % 50 == 0:
                print(f"epoch {epoch} step {step}/{total} tag {sums[0]/sums[2]:.4f} link {sums[1]/sums[2]:.4f} "
                      f"{(time.time()-begun)/step:.3f} s/step, left {(time.time()-begun)/step*(total-step)/60:.1f} min",
                      file=log, flush=True)
                sums = [0.0, 0.0, 0]
            if rank == 0 and (step % options.save_every == 0 or step == total):
                state = dict(model.state_dict())
                torch.save(state, out / "last.pt")
                state.update(ema)
                torch.save(state, out / "ema.pt")
        epoch += 1
    dist.destroy_process_group()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--polnear", required=True)
    ap.add_argument("--minilm", required=True)
    ap.add_argument("--passages", default=str(passages.FOLDER))
    ap.add_argument("--out", required=True)
    ap.add_argument("--teacher", help="a trained model to learn from, too, as a pruned one does")
    ap.add_argument("--news", help="articles that nobody annotated (JSON Lines, `text`), of which the teacher's word is learnt")
    ap.add_argument("--news-share", type=float, default=1.0, help="how much of them an epoch goes through")
    ap.add_argument("--start", help="a checkpoint to go on from")
    ap.add_argument("--rounding", action="store_true", help="round as the exported graphs will")
    ap.add_argument("--steps", type=int, help="stop the schedule here, whatever the epochs")
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--rate", type=float, default=1.5e-4)
    ap.add_argument("--head-rate", type=float, default=1e-3)
    ap.add_argument("--dropout", type=float, default=0.1, help="less for a pruned model, which has little to spare")
    ap.add_argument("--budget", type=int, default=1000, help="tokens a worker's batch")
    ap.add_argument("--own-copies", type=int, default=2)
    ap.add_argument("--save-every", type=int, default=300)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--workers", type=int, default=2)
    ap.add_argument("--port", type=int, default=29511)
    options = ap.parse_args()
    if options.news and not options.teacher:
        ap.error("--news is learnt from a --teacher")
    Path(options.out).mkdir(parents=True, exist_ok=True)
    (Path(options.out) / "options.json").write_text(json.dumps(vars(options), indent=1))
    torch.multiprocessing.spawn(worker, args=(options.workers, options), nprocs=options.workers)


if __name__ == "__main__":
    main()
