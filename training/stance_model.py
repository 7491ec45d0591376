"""The stance model: one encoder over statement and proposition, and two heads; and vectors of texts alone."""

import torch
import torch.nn.functional as F
from torch import nn

from model import Encoder
from stance.made import LABELS
from stance_data import THREE

POSITIONS = 144  # longer than any row
POOLED = 256
EXIT = 3  # layers below the vector of a text alone
EMBEDDING = 128


class StanceModel(nn.Module):
    """Three sides (support, oppose, neutral) and six labels of reported speech."""

    DENSE = ("three", "six", "embed")  # too small to quantise

    def __init__(self, layers=6, dropout=0.1):
        super().__init__()
        self.encoder = Encoder(layers, positions=POSITIONS, dropout=dropout)
        self.pool = nn.Linear(2 * 384, POOLED)
        self.drop = nn.Dropout(dropout)
        self.three = nn.Linear(POOLED, len(THREE))
        self.six = nn.Linear(POOLED, len(LABELS))
        self.embed = nn.Linear(384, EMBEDDING)
        self.near = nn.Parameter(torch.tensor([12.0, -5.0]))  # from the cosine to whether two texts belong together

    def load_minilm(self, tensors):
        cut = dict(tensors)
        name = next(k for k in cut if k.endswith("position_embeddings.weight"))
        cut[name] = cut[name][:POSITIONS]
        self.encoder.load_minilm(cut, range(len(self.encoder.layers)))
        kinds = cut[name.replace("position", "token_type")]
        with torch.no_grad():
            self.encoder.state.weight[1].copy_(kinds[1] - kinds[0])

    def forward(self, pieces, segments, mask):
        x = self.encoder(pieces, torch.zeros_like(pieces), segments, mask)
        weight = mask.to(x.dtype)[..., None]
        mean = (x * weight).sum(1) / weight.sum(1)
        y = self.drop(F.gelu(self.pool(torch.cat([x[:, 0], mean], -1))))
        return self.three(y), self.six(y)

    def embedding(self, pieces, mask):
        """Vectors [B, EMBEDDING] of length 1 for rows [CLS] text [SEP]."""
        none = torch.zeros_like(pieces)
        x = self.encoder(pieces, none, none, mask, depth=EXIT)
        weight = mask.to(x.dtype)[..., None]
        return F.normalize(self.embed((x * weight).sum(1) / weight.sum(1)), dim=-1)


def batch(rows):
    """Rows (wordpieces, where the second part begins) as tensors."""
    width = -(-max(len(r) for r, _ in rows) // 8) * 8
    pieces = torch.zeros(len(rows), width, dtype=torch.int64)
    segments, mask = torch.zeros_like(pieces), torch.zeros_like(pieces)
    for i, (row, second) in enumerate(rows):
        pieces[i, : len(row)] = torch.tensor(row)
        segments[i, second : len(row)] = 1
        mask[i, : len(row)] = 1
    return pieces, segments, mask
