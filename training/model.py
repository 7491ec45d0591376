"""The extraction model: an encoder, a tagger of cues and a linker of roles.

Encoder: BERT's architecture, weights from all-MiniLM-L6-v2, with two small
tables added to the embeddings (letter case, quotation state). Tagger: for
each token, cue or not (begin, inside, outside), once for relations as
PolNeAR lists them and once for relations nested in another's content, and
whether it is in any source or content. Linker: for each cue, every token
within reach is none, source or content, and the cue as a whole is a relation
or not, with or without a source; as in semantic role labelling with one pass
of the encoder.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

from data import CASES, REACH

WIDTH = 128  # of the linker
TAGS = 8  # cue O B I, nested cue O B I, source, content
BUCKETS = 28
PARAGRAPHS = 5


def bucket(distance):
    """Signed log-spaced distance classes, 0 to BUCKETS - 1 (tensor of int64)."""
    size = distance.abs()
    small = size.clamp(max=5)
    large = 5 + ((size.float().clamp(min=5) / 5).log() / math.log(REACH / 5 + 1) * 8).long() + 1
    value = torch.where(size < 6, small, large.clamp(max=13))
    return torch.where(distance < 0, value + 14, value)


def attend(q, k, v, mask):
    """What each token takes from the others, of queries already divided by the root of their width.

    Spelled out: on a CPU the fused kernel's backward pass is the slower one.
    """
    return (q @ k.transpose(-1, -2) + mask).softmax(-1).to(v.dtype) @ v


class Layer(nn.Module):
    """A transformer layer, norm after, as in BERT."""

    def __init__(self, width, inner, heads, dropout):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.attend = attend

    def forward(self, x, mask):
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        a = self.attend(q * (w // self.heads) ** -0.5, k, v, mask)
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, t, w))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, layers=6, width=384, heads=12, inner=1536, vocabulary=30522, positions=320, dropout=0.1):
        super().__init__()
        self.word = nn.Embedding(vocabulary, width)
        self.position = nn.Embedding(positions, width)
        self.case = nn.Embedding(CASES, width)
        self.state = nn.Embedding(4, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, inner, heads, dropout) for _ in range(layers))
        self.drop = nn.Dropout(dropout)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.state.weight)

    def forward(self, pieces, cases, states, mask, depth=None):
        """Vectors [B, T, width] after all layers, or after the first `depth`."""
        positions = torch.arange(pieces.shape[1])
        x = self.word(pieces) + self.position(positions) + self.case(cases) + self.state(states)
        x = self.drop(self.norm(x))
        mask = mask[:, None, None, :].to(x.dtype)
        bias = (1.0 - mask) * -1e4
        for layer in self.layers[:depth]:
            x = layer(x, bias.to(x.dtype))
        return x

    def load_minilm(self, tensors, layers):
        """Take over BERT weights by their usual names; `layers` lists which."""
        tensors = {k.removeprefix("bert."): v for k, v in tensors.items()}
        e = "embeddings."
        with torch.no_grad():
            kind = tensors[e + "token_type_embeddings.weight"][0]
            self.word.weight.copy_(tensors[e + "word_embeddings.weight"])
            self.position.weight.copy_(tensors[e + "position_embeddings.weight"][: len(self.position.weight)] + kind)
            self.norm.weight.copy_(tensors[e + "LayerNorm.weight"])
            self.norm.bias.copy_(tensors[e + "LayerNorm.bias"])
            for mine, theirs in zip(self.layers, layers):
                p = f"encoder.layer.{theirs}."
                for kind in ("weight", "bias"):
                    getattr(mine.qkv, kind).copy_(torch.cat(
                        [tensors[f"{p}attention.self.{x}.{kind}"] for x in ("query", "key", "value")]))
                    for here, there in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                        ("up", "intermediate.dense"), ("down", "output.dense"),
                                        ("norm2", "output.LayerNorm")):
                        getattr(getattr(mine, here), kind).copy_(tensors[p + there + "." + kind])


class Linker(nn.Module):
    """Roles of the tokens around a cue."""

    def __init__(self, layers=2, dropout=0.1):
        super().__init__()
        self.cue = nn.Linear(WIDTH, WIDTH)
        self.gate = nn.Linear(WIDTH, WIDTH)
        self.tags = nn.Linear(TAGS, WIDTH)
        self.distance = nn.Embedding(BUCKETS, WIDTH)
        self.paragraph = nn.Embedding(PARAGRAPHS, WIDTH)
        self.own = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(WIDTH, 2 * WIDTH, 4, dropout) for _ in range(layers))
        self.roles = nn.Linear(WIDTH, 3)
        self.whole = nn.Linear(WIDTH, 2)  # is a relation; has a source

    def forward(self, x, tags, distance, paragraph, own, mask):
        """x [K, L, WIDTH] token vectors, tags [K, L, TAGS], distance, paragraph, own, mask [K, L].

        Returns role logits [K, L, 3] and whole logits [K, 2].
        """
        weight = own.to(x.dtype)[..., None]
        cue = (x * weight).sum(1) / weight.sum(1).clamp(min=1)
        y = x * (1 + self.gate(cue))[:, None] + self.cue(cue)[:, None]
        y = self.norm(y + self.tags(tags) + self.distance(distance) + self.paragraph(paragraph) + self.own(own))
        bias = ((1.0 - mask.to(y.dtype)) * -1e4)[:, None, None, :]
        for layer in self.layers:
            y = layer(y, bias.to(y.dtype))
        pooled = (y * weight).sum(1) / weight.sum(1).clamp(min=1)
        return self.roles(y), self.whole(pooled)


class Model(nn.Module):
    DENSE = ("tagger", *(f"linker.{name}" for name in ("gate", "cue", "tags", "roles", "whole")))  # too small to quantise

    def __init__(self, layers=6, linker_layers=2, dropout=0.1):
        super().__init__()
        self.encoder = Encoder(layers, dropout=dropout)
        self.tagger = nn.Linear(384, TAGS)
        self.project = nn.Linear(384, WIDTH)
        self.linker = Linker(linker_layers, dropout=dropout)

    def tokens(self, batch):
        """Tag logits [B, N, TAGS] and linker vectors [B, N, WIDTH] for each token."""
        x = self.encoder(batch["pieces"], batch["cases"], batch["states"], batch["mask"])
        index = batch["firsts"][..., None].expand(-1, -1, x.shape[-1])
        x = x.gather(1, index)
        return self.tagger(x), self.project(x)

    def link(self, tags, vectors, cues):
        """Roles around each cue; `cues` as made by `batches.cue_batch`."""
        row, index = cues["row"], cues["index"]
        x = vectors[row[:, None], index]
        t = tags[row[:, None], index]
        t = t.float().clamp(-8, 8).to(t.dtype)
        return self.linker(x, t, cues["distance"], cues["paragraph"], cues["own"], cues["mask"])
