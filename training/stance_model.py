"""The stance model: one encoder over statement and proposition, and two heads; and vectors of texts alone.

A third reading, of a statement after what was said before it, has upper layers of
its own (`Context`). The encoder is DeBERTa's (He, Gao and Chen 2023): attention heeds content and
how far two tokens lie apart, and there are no absolute positions. Its products
round their weights in training as they ship, so that five or six bits suffice;
gradients pass as if nothing had been rounded (Bengio, Leonard and Courville 2013).
"""

import bz2
import copy
import io

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from stance.made import LABELS
from stance_data import PROPOSITION, STATEMENT, THREE

WIDTH, HEADS, INNER, LAYERS = 384, 6, 1536, 12
FARTHEST = STATEMENT + PROPOSITION + 2  # the distance of the first piece of a row from its last
POOLED = 256
SHARED = 6  # layers below those that read a statement after what was said before it
EXIT = 3  # layers below the vector of a text alone
EMBEDDING = 128


class Rounded(nn.Linear):
    """A linear layer whose weights are integers from -`most` to `most` and a step a column."""

    def __init__(self, inputs, outputs, most):
        super().__init__(inputs, outputs)
        self.most = most
        self.reach = 0.9 if most < 31 else 1.0  # of the largest weight: with few steps, clipping gains more than it loses
        self.fixed = None

    @torch.no_grad()
    def rounded(self):
        """The weights after rounding, and the step of each column."""
        step = self.weight.abs().amax(1, keepdim=True).clamp(min=1e-9) * self.reach / self.most
        return (self.weight / step).round().clamp(-self.most, self.most) * step, step

    @torch.no_grad()
    def spread(self):
        """Of weights that are rounded, moves the largest to where clipping had taken them from, so that they round to the same again."""
        largest = self.weight.abs().amax(1, keepdim=True)
        self.weight[self.weight.abs() > largest * (1 - 0.5 / self.most)] /= self.reach

    def forward(self, x):
        if self.fixed is not None:
            return F.linear(x, self.fixed, self.bias)
        return F.linear(x, self.weight + (self.rounded()[0] - self.weight).detach(), self.bias)


def skewed(scores):
    """Scores [B, H, T, 2T - 1] of each token with each offset as scores [B, H, T, T] of each token with the token at that offset."""
    b, h, t, offsets = scores.shape
    return scores.reshape(b, h, -1)[..., t - 1 : t - 1 + t * (offsets - 1)].view(b, h, t, offsets - 1)[..., :t]


class Layer(nn.Module):
    """A transformer layer with attention to offsets, norm after."""

    TERMS = 3  # of a score: content with content, content with offset, offset with content

    def __init__(self, dropout):
        super().__init__()
        self.heads = HEADS
        self.qkv, self.out = Rounded(WIDTH, 3 * WIDTH, 15), Rounded(WIDTH, WIDTH, 27)
        self.up, self.down = Rounded(WIDTH, INNER, 15), Rounded(INNER, WIDTH, 17)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, offsets, bias):
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        far_q, far_k, _ = self.qkv(offsets).view(-1, 3, HEADS, w // HEADS).permute(1, 2, 0, 3)
        to = skewed(q @ far_k.transpose(-1, -2))
        back = skewed(k @ far_q.flip(-2).transpose(-1, -2)).transpose(-1, -2)
        scores = (q @ k.transpose(-1, -2) + to + back) * (self.TERMS * w // HEADS) ** -0.5
        a = (scores + bias).softmax(-1).to(v.dtype) @ v
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, t, w))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, vocabulary, dropout):
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.offset = nn.Parameter(torch.zeros(2 * FARTHEST + 1, WIDTH))
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)

    def forward(self, pieces, mask, depth=None):
        """Vectors [B, T, WIDTH] after all layers, or after the first `depth`."""
        return through(self.layers[:depth], self.drop(self.norm(self.word(pieces))), mask, self.offset)


def through(layers, x, mask, table):
    """Vectors [B, T, WIDTH] after some layers; `table` has a vector an offset."""
    length = x.shape[1]
    offsets = table[FARTHEST + 1 - length : FARTHEST + length]  # how far the key stands behind the query
    bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
    for layer in layers:
        x = layer(x, offsets, bias)
    return x


class StanceModel(nn.Module):
    """Three sides (support, oppose, neutral) and six labels of reported speech."""

    DENSE = ("three", "six", "embed")  # too small to quantise
    TABLES = ("encoder.word.weight", "encoder.offset")  # rows of 8-bit codes

    def __init__(self, vocabulary, dropout=0.1):
        super().__init__()
        self.encoder = Encoder(vocabulary, dropout)
        self.pool = Rounded(2 * WIDTH, POOLED, 31)
        self.drop = nn.Dropout(dropout)
        self.three = nn.Linear(POOLED, len(THREE))
        self.six = nn.Linear(POOLED, len(LABELS))
        self.embed = nn.Linear(WIDTH, EMBEDDING)
        self.near = nn.Parameter(torch.tensor([12.0, -5.0]))  # from the cosine to whether two texts belong together

    def forward(self, pieces, mask):
        """Logits of the three sides and of the six labels for rows of pieces (`stance_data.row`)."""
        x = self.encoder(pieces, mask)
        y = self.drop(F.gelu(self.pool(torch.cat([x[:, 0], mean(x, mask)], -1))))
        return self.three(y), self.six(y)

    def embedding(self, pieces, mask):
        """Vectors [B, EMBEDDING] of length 1 for rows [CLS] text [SEP]."""
        return F.normalize(self.embed(mean(self.encoder(pieces, mask, EXIT), mask)), dim=-1)

    def fix(self):
        """Rounds once, for a model that does not learn."""
        for module in self.modules():
            if isinstance(module, Rounded):
                module.fixed = module.rounded()[0]


class Context(nn.Module):
    """Labels of a statement that stands after what was said before it, from what the lower layers of a stance model make of the row (`stance_data.context_row`). Begins as a copy of that model's upper layers."""

    DENSE = ("six",)

    def __init__(self, below, dropout=0.1):
        super().__init__()
        self.layers, self.pool, self.six = (copy.deepcopy(x) for x in (below.encoder.layers[SHARED:], below.pool, below.six))
        self.register_buffer("offset", below.encoder.offset.detach().clone(), persistent=False)  # which stays as it is
        self.drop = nn.Dropout(dropout)
        for module in self.modules():
            if isinstance(module, nn.Dropout):
                module.p = dropout

    def forward(self, x, mask):
        """Logits of the six labels from vectors [B, T, WIDTH] after the lower layers."""
        x = through(self.layers, x, mask, self.offset)
        return self.six(self.drop(F.gelu(self.pool(torch.cat([x[:, 0], mean(x, mask)], -1)))))


def spread(model):
    """For a model whose weights are rounded: `Rounded.spread` everywhere."""
    for module in model.modules():
        if isinstance(module, Rounded):
            module.spread()
    return model


def packed(model):
    """The weights as they round, small enough to send: integers and steps of the products, but not the word table, which does not learn."""
    state = {name: x for name, x in model.state_dict().items() if name != "encoder.word.weight"}
    for name, module in model.named_modules():
        if isinstance(module, Rounded):
            codes, step = module.rounded()
            state[f"{name}.weight"] = ((codes / step).round().to(torch.int8), step)
    kept = io.BytesIO()
    torch.save({name: tuple(y.cpu() for y in x) if isinstance(x, tuple) else x.cpu() for name, x in state.items()}, kept)
    return bz2.compress(kept.getvalue())


def filled(model, raw, **table):
    """The model with what `packed` gave, and a word table if it has one; its products round to the same."""
    state = torch.load(io.BytesIO(bz2.decompress(raw)))
    model.load_state_dict({name: x[0] * x[1] if isinstance(x, tuple) else x for name, x in state.items()} | table)
    return spread(model)


def mean(x, mask):
    """The mean of each row's vectors."""
    weight = mask.to(x.dtype)[..., None]
    return (x * weight).sum(1) / weight.sum(1)


def table(rows):
    """Rows of pieces as one array of 16-bit numbers, filled up with 0, which is no piece of a text."""
    width = min(-(-max(map(len, rows)) // 8) * 8, FARTHEST + 1)
    made = np.zeros((len(rows), width), np.int16)
    for at, row in enumerate(rows):
        made[at, : len(row)] = row
    return made


def batch(rows, device="cpu"):
    """Pieces, and where there are any, of rows or their table."""
    made = rows if isinstance(rows, np.ndarray) else table(rows)
    pieces = torch.from_numpy(made).to(device, non_blocking=True).long()
    return pieces, (pieces != 0).long()
