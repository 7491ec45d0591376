"""The stance model: one encoder over statement and proposition, and two heads; and vectors of texts alone.

The encoder is DeBERTa's (He, Gao and Chen 2023): attention heeds content and
how far two tokens lie apart, and there are no absolute positions. Its products
round their weights in training as they ship, so that five or six bits suffice;
gradients pass as if nothing had been rounded (Bengio, Leonard and Courville 2013).
"""

import torch
import torch.nn.functional as F
from torch import nn

from stance.made import LABELS
from stance_data import PROPOSITION, STATEMENT, THREE

WIDTH, HEADS, INNER, LAYERS = 384, 6, 1536, 12
FARTHEST = STATEMENT + PROPOSITION + 2  # the distance of the first piece of a row from its last
POOLED = 256
EXIT = 3  # layers below the vector of a text alone
EMBEDDING = 128


class Rounded(nn.Linear):
    """A linear layer whose weights are integers from -`most` to `most` and a step a column."""

    def __init__(self, inputs, outputs, most):
        super().__init__(inputs, outputs)
        self.most = most
        self.reach = 0.9 if most < 31 else 1.0  # of the largest weight: with few steps, clipping gains more than it loses

    def forward(self, x):
        with torch.no_grad():
            step = self.weight.abs().amax(1, keepdim=True).clamp(min=1e-9) * self.reach / self.most
            codes = (self.weight / step).round().clamp(-self.most, self.most) * step
        return F.linear(x, self.weight + (codes - self.weight).detach(), self.bias)


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

    def forward(self, x, offsets, at, bias):
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        far_q, far_k, _ = self.qkv(offsets).view(-1, 3, HEADS, w // HEADS).permute(1, 2, 0, 3)
        at = at.expand(b, HEADS, t, t)
        to = (q @ far_k.transpose(-1, -2)).gather(-1, at)
        back = (k @ far_q.transpose(-1, -2)).gather(-1, at.transpose(-1, -2)).transpose(-1, -2)
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
        length = pieces.shape[1]
        places = torch.arange(length)
        at = places[None, :] - places[:, None] + length - 1  # how far the key stands behind the query
        offsets = self.offset[FARTHEST + 1 - length : FARTHEST + length]
        x = self.drop(self.norm(self.word(pieces)))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers[:depth]:
            x = layer(x, offsets, at, bias)
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
        x = self.encoder(pieces, mask)
        y = self.drop(F.gelu(self.pool(torch.cat([x[:, 0], mean(x, mask)], -1))))
        return self.three(y), self.six(y)

    def embedding(self, pieces, mask):
        """Vectors [B, EMBEDDING] of length 1 for rows [CLS] text [SEP]."""
        return F.normalize(self.embed(mean(self.encoder(pieces, mask, EXIT), mask)), dim=-1)


def mean(x, mask):
    """The mean of each row's vectors."""
    weight = mask.to(x.dtype)[..., None]
    return (x * weight).sum(1) / weight.sum(1)


def batch(rows):
    """Rows of pieces as tensors: pieces, and where there are any."""
    width = -(-max(map(len, rows)) // 8) * 8
    width = min(width, FARTHEST + 1)
    pieces = torch.zeros(len(rows), width, dtype=torch.int64)
    mask = torch.zeros_like(pieces)
    for i, row in enumerate(rows):
        pieces[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
    return pieces, mask
