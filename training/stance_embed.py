"""Embeddings that tell which statements and questions belong together, and what they learn from.

    python stance_embed.py --stance ../../shared/stance --minilm DIR --out runs/near.pt

Below its upper layers the stance model ends in a vector for one text alone
(`StanceModel.embedding`), so that statements need not meet every question in
the network. It learns to keep the cosines of all-MiniLM-L6-v2, which was made
for that, and to put a question nearer to what bears on it than to what
stands on the same sheet and does not. The file has that encoder's vectors of
every text of the sheets, so that training needs the encoder no more.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

import words
from data import WordPiece
from model import Encoder, half
from stance import among
from stance_data import STATEMENT
from stance_model import batch, table

LONGEST = 12  # of the statements beside a question that seem to bear on it and do not, those that it is sampled with
SHARP = 20.0  # of the comparison across questions


def rows(texts, pieces):
    """Rows [CLS] text [SEP]."""
    return [[pieces.start, *pieces.first(text, STATEMENT), pieces.border] for text in texts]


@torch.no_grad()
def minilm(texts, folder, size=64):
    """all-MiniLM-L6-v2's vectors of texts, in order."""
    folder = Path(folder)
    encoder, wordpiece = Encoder(), WordPiece(words.vocabulary(folder))
    encoder.load_minilm(load_file(str(folder / "model.safetensors")))
    encoder.eval()
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    out = torch.empty(len(texts), 384)
    for n in range(0, len(order), size):
        chosen = order[n : n + size]
        made, mask = batch(rows([texts[at] for at in chosen], wordpiece))
        none = torch.zeros_like(made)
        with half():
            x = encoder(made, none, none, mask)[-1].float()
        out[chosen] = F.normalize((x * mask[..., None]).sum(1), dim=-1)
    return out


class Near:
    """The vectors that `main` wrote."""

    def __init__(self, path):
        kept = torch.load(path)
        self.place = {text: n for n, text in enumerate(kept["texts"])}
        self.vectors = kept["vectors"].numpy()

    def __call__(self, texts):
        """Vectors [N, 384] of length about 1."""
        return self.vectors[[self.place[text] for text in texts]].astype(np.float32) / 127

    def hardest(self, questions):
        """For each question the statements of its sheet that do not bear on it and come nearest."""
        found = []
        for wordings, _, _, rest in questions:
            near = np.argsort(-self(rest) @ self(wordings[:1])[0])[:LONGEST] if rest else []
            found.append([rest[at] for at in near])
        return found


def sample(rng, pairs, near, pieces, count):
    """Of `count` questions, each beside statements that bear on it and others that do not: arrays for `loss_of`."""
    asked, said, true, firsts = [], [], [], []
    for at in rng.sample([n for n, q in enumerate(pairs.among) if q[2]], count):
        wordings, denied, bear, rest = pairs.among[at]
        wording = rng.choice([*wordings, *denied])
        firsts.append(len(said))
        for statement, _ in rng.sample(bear, min(2, len(bear))):
            asked.append(wording), said.append(statement), true.append(1.0)
        for statement in {*rng.sample(rest, min(2, len(rest))), *rng.sample(pairs.hard[at], min(2, len(pairs.hard[at])))}:
            asked.append(wording), said.append(statement), true.append(0.0)
    texts = sorted({*asked, *said})
    place = {text: n for n, text in enumerate(texts)}
    numbers = (np.array(x) for x in ([place[t] for t in asked], [place[t] for t in said], firsts))
    return table(rows(texts, pieces)), near(texts), *numbers, np.array(true, np.float32)


def loss_of(model, sampled, device):
    made, known, asked, said, firsts, true = sampled
    known, asked, said, firsts, true = (torch.from_numpy(x).to(device) for x in (known, asked, said, firsts, true))
    vectors = model.embedding(*batch(made, device)).float()
    kept = ((vectors @ vectors.T - known @ known.T) ** 2).mean()
    left, right = vectors[asked], vectors[said]
    bears = F.binary_cross_entropy_with_logits(model.near[0] * (left * right).sum(-1) + model.near[1], true)
    across = F.cross_entropy(SHARP * left[firsts] @ right[firsts].T, torch.arange(len(firsts), device=device))
    return 30 * kept + bears + 0.3 * across


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--stance", required=True, help="the folder of the public stance data")
    ap.add_argument("--minilm", required=True)
    ap.add_argument("--out", required=True)
    options = ap.parse_args()
    questions = among.read_among(Path(options.stance).parent)
    texts = sorted({text for wordings, denied, bear, rest in questions for text in (*wordings, *denied, *(said for said, _ in bear), *rest)})
    vectors = (minilm(texts, options.minilm) * 127).round().to(torch.int8)
    torch.save({"texts": texts, "vectors": vectors}, options.out)


if __name__ == "__main__":
    main()
