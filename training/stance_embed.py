"""Embeddings that tell which statements and questions belong together.

Below its upper layers the stance model ends in a vector for one text alone
(`StanceModel.embedding`), so that statements need not meet every question in
the network. It learns to keep the cosines of all-MiniLM-L6-v2, which was made
for that, and to put a question nearer to what bears on it than to what
stands on the same sheet and does not.
"""

import torch
import torch.nn.functional as F

from model import Encoder, half
from stance_data import STATEMENT

LONGEST = 12  # of the statements beside a question that seem to bear on it and do not, those that it is sampled with
SHARP = 20.0  # of the comparison across questions


def padded(texts, pieces):
    """Rows [CLS] text [SEP] as (pieces, mask)."""
    rows = [[pieces.start, *pieces.first(text, STATEMENT), pieces.border] for text in texts]
    width = -(-max(map(len, rows)) // 8) * 8
    made = torch.zeros(len(rows), width, dtype=torch.int64)
    mask = torch.zeros_like(made)
    for at, row in enumerate(rows):
        made[at, : len(row)] = torch.tensor(row)
        mask[at, : len(row)] = 1
    return made, mask


def embedded(embed, texts, pieces, size=32):
    """What `embed` makes of each text, in order, texts of similar length together."""
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    parts = [embed(*padded([texts[at] for at in order[n : n + size]], pieces)) for n in range(0, len(order), size)]
    back = torch.empty(len(texts), dtype=torch.int64)
    back[torch.tensor(order)] = torch.arange(len(texts))
    return torch.cat(parts)[back]


class MiniLM:
    """The pretrained encoder's embeddings, each text's kept."""

    def __init__(self, tensors, wordpiece):
        self.encoder, self.wordpiece, self.known = Encoder(), wordpiece, {}
        self.encoder.load_minilm(tensors)
        self.encoder.eval()

    @torch.no_grad()
    def embed(self, made, mask):
        with half():
            none = torch.zeros_like(made)
            x = self.encoder(made, none, none, mask)[-1].float()
        return F.normalize((x * mask[..., None]).sum(1), dim=-1)

    def __call__(self, texts):
        new = sorted({text for text in texts if text not in self.known})
        if new:
            self.known.update(zip(new, embedded(self.embed, new, self.wordpiece, size=64)))
        return torch.stack([self.known[text] for text in texts])


def hardest(questions, minilm):
    """For each question the statements of its sheet that do not bear on it and come nearest."""
    found = []
    for wordings, _, _, rest in questions:
        near = (minilm(rest) @ minilm(wordings[:1])[0]).topk(min(LONGEST, len(rest))).indices if rest else []
        found.append([rest[at] for at in near])
    return found


def loss_of(model, rng, questions, hard, minilm, pieces, count=12):
    """Of `count` questions, each beside statements that bear on it and others that do not."""
    asked, said, true, firsts = [], [], [], []
    for at in rng.sample([n for n, q in enumerate(questions) if q[2]], count):
        wordings, denied, bear, rest = questions[at]
        wording = rng.choice([*wordings, *denied])
        firsts.append(len(said))
        for statement, _ in rng.sample(bear, min(2, len(bear))):
            asked.append(wording), said.append(statement), true.append(1.0)
        for statement in {*rng.sample(rest, min(2, len(rest))), *rng.sample(hard[at], min(2, len(hard[at])))}:
            asked.append(wording), said.append(statement), true.append(0.0)
    texts = sorted({*asked, *said})
    place = {text: n for n, text in enumerate(texts)}
    vectors = embedded(model.embedding, texts, pieces).float()
    known = minilm(texts)
    kept = ((vectors @ vectors.T - known @ known.T) ** 2).mean()
    left, right = vectors[[place[t] for t in asked]], vectors[[place[t] for t in said]]
    bears = F.binary_cross_entropy_with_logits(model.near[0] * (left * right).sum(-1) + model.near[1], torch.tensor(true))
    across = F.cross_entropy(SHARP * left[firsts] @ right[firsts].T, torch.arange(len(firsts)))
    return 30 * kept + bears + 0.3 * across
