"""What a majority vote, a bag of words and the plain encoder reach on the stance data.

    python stance_baselines.py --stance ../../shared/stance --minilm DIR

Bag of words: a linear classifier over hashed words of the statement, words of
the proposition, and pairs of one of each. Plain encoder: the embeddings of the
two texts as all-MiniLM-L6-v2 gives them, their product and difference, and a
linear classifier. Both train on the same rows as the model.
"""

import argparse
import collections
import zlib
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

import words
from data import TOKEN, WordPiece
from model import Encoder, half
from stance_data import read, vast
from stance_train import macro_f1

BUCKETS = 1 << 18


def report(name, set_name, gold, found):
    accuracy = sum(g == f for g, f in zip(gold, found)) / len(gold)
    print(f"{name}, {set_name}: accuracy {accuracy:.4f}, macro-F1 {macro_f1(gold, found, 3):.4f}", flush=True)


def train(parameters, forward, targets, epochs, rate, decay):
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=decay)
    generator = torch.Generator().manual_seed(1)
    for _ in range(epochs):
        for chosen in torch.randperm(len(targets), generator=generator).split(64):
            loss = F.cross_entropy(forward(chosen.tolist()), targets[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


def bag(pair):
    words = [[m[0].lower() for m in TOKEN.finditer(text)][:120] for text in pair[:2]]
    keys = {f"s {w}" for w in words[0]} | {f"p {w}" for w in words[1]} | {f"{a} {b}" for a in words[0] for b in words[1]}
    return [zlib.crc32(k.encode()) % BUCKETS for k in sorted(keys)]


def bag_of_words(name, rows, dev):
    torch.manual_seed(1)
    table = torch.nn.EmbeddingBag(BUCKETS, 3, mode="mean")
    torch.nn.init.zeros_(table.weight)
    bags = [torch.tensor(bag(r)) for r in rows]
    offsets = lambda b: torch.tensor([0] + [len(x) for x in b[:-1]]).cumsum(0)
    scores = lambda b: table(torch.cat(b), offsets(b))
    train(table.parameters(), lambda chosen: scores([bags[i] for i in chosen]), torch.tensor([r[2] for r in rows]), 6, 0.05, 0.0)
    with torch.no_grad():
        found = [int(scores([torch.tensor(bag(r))]).argmax()) for r in dev]
    report("bag of words", name, [r[2] for r in dev], found)


class Plain:
    """Sentence embeddings of the encoder as it comes."""

    def __init__(self, minilm):
        self.wordpiece = WordPiece(words.vocabulary(minilm))
        self.encoder = Encoder().eval()
        self.encoder.load_minilm(load_file(str(minilm / "model.safetensors")))
        self.cache = {}

    @torch.no_grad()
    def add(self, texts):
        texts = sorted({t for t in texts if t not in self.cache}, key=len)
        for at in range(0, len(texts), 32):
            rows = [[self.wordpiece.start, *self.wordpiece.first(t, 72), self.wordpiece.border] for t in texts[at : at + 32]]
            width = max(map(len, rows))
            ids = torch.tensor([r + [0] * (width - len(r)) for r in rows])
            mask = torch.tensor([[1] * len(r) + [0] * (width - len(r)) for r in rows])
            with half():
                x = self.encoder(ids, torch.full_like(ids, 0), torch.zeros_like(ids), mask)[-1].float()
            mean = F.normalize((x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=-1)
            self.cache.update(zip(texts[at : at + 32], mean))

    def __call__(self, rows):
        a, b = (torch.stack([self.cache[r[k]] for r in rows]) for k in (0, 1))
        return torch.cat([a, b, a * b, (a - b).abs()], -1)


def plain_encoder(name, plain, rows, dev):
    plain.add([t for r in rows + dev for t in r[:2]])
    torch.manual_seed(1)
    head = torch.nn.Linear(4 * 384, 3)
    x = plain(rows)
    spread = x.std(0) + 1e-4
    train(head.parameters(), lambda chosen: head(x[chosen] / spread), torch.tensor([r[2] for r in rows]), 10, 1e-3, 0.1)
    with torch.no_grad():
        found = head(plain(dev) / spread).argmax(-1).tolist()
    report("plain encoder", name, [r[2] for r in dev], found)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--stance", required=True)
    ap.add_argument("--minilm", required=True)
    options = ap.parse_args()
    torch.set_num_threads(1)
    folder = Path(options.stance)
    perspectrum = read(folder / "perspectrum.train.jsonl")
    about, topics, strict = vast(folder)
    plain = Plain(Path(options.minilm))
    for name, rows, dev in (("perspectrum", perspectrum, read(folder / "perspectrum.dev.jsonl")), ("vast, topics held back", about, topics),
                            ("vast, comments held back too", about, strict)):
        most = collections.Counter(r[2] for r in rows).most_common(1)[0][0]
        report("majority", name, [r[2] for r in dev], [most] * len(dev))
        bag_of_words(name, rows, dev)
        plain_encoder(name, plain, rows, dev)


if __name__ == "__main__":
    main()
