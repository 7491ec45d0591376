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
HEAD = 32  # width of an attention head
FULL = {"encoder": [(12, 1536)] * 6, "linker": [(4, 256)] * 2}  # heads and inner neurons of each layer


def sizes(shapes):
    """Heads and inner neurons of each layer, from the shapes of a checkpoint's tensors."""
    found = {}
    for part in FULL:
        layers = [name.removesuffix(".qkv.bias") for name in shapes if name.startswith(f"{part}.layers.") and name.endswith(".qkv.bias")]
        found[part] = [(shapes[f"{name}.qkv.bias"][0] // (3 * HEAD), shapes[f"{name}.up.bias"][0]) for name in sorted(layers)]
    return found


def half(device="cpu"):
    """Arithmetic in bf16 where the device is quicker with it."""
    quicker = device != "cpu" or "AVX512" in torch.backends.cpu.get_cpu_capability()
    return torch.autocast(device, dtype=torch.bfloat16, enabled=quicker)


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
    """A transformer layer, norm after, as in BERT; with as many heads and inner neurons as pruning left it."""

    def __init__(self, width, heads, inner, dropout):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * HEAD * heads)
        self.out = nn.Linear(HEAD * heads, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.attend = attend

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, HEAD).permute(2, 0, 3, 1, 4)
        a = self.attend(q * HEAD**-0.5, k, v, mask)
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).flatten(2))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, sizes=FULL["encoder"], width=384, vocabulary=30522, positions=320, dropout=0.1):
        super().__init__()
        self.word = nn.Embedding(vocabulary, width)
        self.position = nn.Embedding(positions, width)
        self.case = nn.Embedding(CASES, width)
        self.state = nn.Embedding(4, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, *size, dropout) for size in sizes)
        self.drop = nn.Dropout(dropout)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.state.weight)

    def forward(self, pieces, cases, states, mask):
        """Vectors [B, T, width] after each layer."""
        positions = torch.arange(pieces.shape[1])
        x = self.word(pieces) + self.position(positions) + self.case(cases) + self.state(states)
        x = self.drop(self.norm(x))
        mask = mask[:, None, None, :].to(x.dtype)
        bias = (1.0 - mask) * -1e4
        each = []
        for layer in self.layers:
            x = layer(x, bias.to(x.dtype))
            each.append(x)
        return each

    def load_minilm(self, tensors):
        """Take over BERT weights by their usual names."""
        tensors = {k.removeprefix("bert."): v for k, v in tensors.items()}
        e = "embeddings."
        with torch.no_grad():
            kind = tensors[e + "token_type_embeddings.weight"][0]
            self.word.weight.copy_(tensors[e + "word_embeddings.weight"])
            self.position.weight.copy_(tensors[e + "position_embeddings.weight"][: len(self.position.weight)] + kind)
            self.norm.weight.copy_(tensors[e + "LayerNorm.weight"])
            self.norm.bias.copy_(tensors[e + "LayerNorm.bias"])
            for theirs, mine in enumerate(self.layers):
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

    def __init__(self, sizes=FULL["linker"], dropout=0.1):
        super().__init__()
        self.cue = nn.Linear(WIDTH, WIDTH)
        self.gate = nn.Linear(WIDTH, WIDTH)
        self.tags = nn.Linear(TAGS, WIDTH)
        self.distance = nn.Embedding(BUCKETS, WIDTH)
        self.paragraph = nn.Embedding(PARAGRAPHS, WIDTH)
        self.own = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(WIDTH, *size, dropout) for size in sizes)
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

    def __init__(self, sizes=FULL, dropout=0.1):
        super().__init__()
        self.encoder = Encoder(sizes["encoder"], dropout=dropout)
        self.tagger = nn.Linear(384, TAGS)
        self.project = nn.Linear(384, WIDTH)
        self.linker = Linker(sizes["linker"], dropout=dropout)

    def tokens(self, batch):
        """Tag logits [B, N, TAGS] and linker vectors [B, N, WIDTH] for each token."""
        return self.read(self.encoded(batch)[-1], batch)

    def encoded(self, batch):
        """What each layer of the encoder makes of a batch."""
        return self.encoder(batch["pieces"], batch["cases"], batch["states"], batch["mask"])

    def read(self, x, batch):
        """`tokens`, of what the encoder made."""
        index = batch["firsts"][..., None].expand(-1, -1, x.shape[-1])
        x = x.gather(1, index)
        return self.tagger(x), self.project(x)

    @classmethod
    def of(cls, state):
        """The model of a checkpoint, whatever its layers' sizes."""
        model = cls(sizes({name: tensor.shape for name, tensor in state.items()}))
        model.load_state_dict(state)
        return model

    def link(self, tags, vectors, cues):
        """Roles around each cue; `cues` as made by `batches.cue_batch`."""
        row, index = cues["row"], cues["index"]
        x = vectors[row[:, None], index]
        t = tags[row[:, None], index]
        t = t.float().clamp(-8, 8).to(t.dtype)
        return self.linker(x, t, cues["distance"], cues["paragraph"], cues["own"], cues["mask"])
