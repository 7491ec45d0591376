"""From the model's figures to attribution relations.

The program does the same in `crates/attribution/src/decode.rs`; this copy is
for choosing its settings. `Scores` hold what the model says of one document.
"""

from dataclasses import dataclass

import numpy as np
import torch

from batches import cue_batch, cue_runs, window_batch
from data import windows


@dataclass
class Candidate:
    """A cue with what the linker makes of it. Token indexes are the document's."""

    cue: list
    score: float  # of the tagger: the mean probability of being (nested) cue
    inner: bool
    first: int
    roles: np.ndarray  # [L, 3] probabilities from token `first` on
    valid: float
    sourced: float


@torch.no_grad()
def score_document(model, doc, wordpiece, budget=256, threshold=0.1, batch=8):
    """All candidate cues of a document."""
    model.eval()
    out = []
    ws = windows(doc, budget)
    for at in range(0, len(ws), batch):
        group = ws[at : at + batch]
        tags, vectors = model.tokens(window_batch(group, wordpiece))
        cues, heads = [], []
        for row, w in enumerate(group):
            n = w.last - w.first
            for inner, columns in ((False, slice(0, 3)), (True, slice(3, 6))):
                p = torch.softmax(tags[row, :n, columns].float(), -1).numpy()
                for c in cue_runs(p[:, 1], p[:, 2], threshold):
                    if not w.core_first <= w.first + c[0] < w.core_last:
                        continue
                    cues.append((row, [w.first + x for x in c]))
                    heads.append((float(np.mean([p[x, 1] + p[x, 2] for x in c])), inner))
        made = cue_batch(group, cues)
        if made is None:
            continue
        roles, whole = model.link(tags, vectors, made)
        roles = torch.softmax(roles.float(), -1).numpy()
        whole = torch.sigmoid(whole.float()).numpy()
        for k, ((row, cue), (score, inner)) in enumerate(zip(cues, heads)):
            width = int(made["mask"][k].sum())
            first = group[row].first + int(made["index"][k, 0])
            out.append(Candidate(cue, score, inner, first, roles[k, :width], float(whole[k, 0]), float(whole[k, 1])))
    return out


DEFAULT = {
    "relation": 0.4,  # least score of a relation
    "mix": 0.5,  # weight of the linker's word against the tagger's
    "content": 0.5,  # least probability of a content token
    "source": 0.5,
    "sourced": 0.35,  # least probability of there being a source
    "switch": 1.0,  # cost of a change of role from token to token
    "gap": 2,  # a gap in a role up to this many tokens is closed
    "piece": 0,  # a piece of content shorter than this, apart from the longest, goes
}


def smooth(roles, settings, own):
    """The likeliest role of each token when changing role has a price (Viterbi)."""
    weight = np.log(np.clip(roles, 1e-6, 1))
    weight[:, 1] += np.log(0.5 / settings["source"] if settings["source"] > 0 else 1)
    weight[:, 2] += np.log(0.5 / settings["content"])
    weight[own, 1:] = -30
    cost = settings["switch"]
    n = len(weight)
    back = np.zeros((n, 3), dtype=int)
    best = weight[0].copy()
    for t in range(1, n):
        top = int(best.argmax())
        change = best[top] - cost
        for r in range(3):
            if best[r] >= change:
                back[t, r] = r
            else:
                back[t, r] = top
                best[r] = change
        best = best + weight[t]
    r = int(best.argmax())
    out = [r]
    for t in range(n - 1, 0, -1):
        r = back[t, r]
        out.append(r)
    return out[::-1]


def is_word(doc, t):
    a, _ = doc.tokens[t]
    return doc.text[a].isalnum() or doc.text[a] == "_"


def tidy(doc, tokens, blocked, settings, content):
    """Close small gaps, drop small pieces, trim marks that belong elsewhere."""
    runs = []
    for t in sorted(tokens):
        if runs and t - runs[-1][-1] - 1 <= settings["gap"] and not any(x in blocked for x in range(runs[-1][-1] + 1, t)) and (
            doc.paragraphs[t] == doc.paragraphs[runs[-1][-1]]
        ):
            runs[-1] += range(runs[-1][-1] + 1, t + 1)
        else:
            runs.append([t])
    out = []
    for run in runs:
        while run and not is_word(doc, run[0]) and doc.states[run[0]] != 2 and doc.text[doc.tokens[run[0]][0]] not in "([$#@‘'":
            run = run[1:]
        while run and not is_word(doc, run[-1]) and not (doc.states[run[-1]] in (1, 3)) and doc.text[doc.tokens[run[-1]][0]] not in ")]%’'":
            run = run[:-1]
        if run and any(is_word(doc, t) for t in run):
            out.append(run)
    if content and out:
        longest = max(len(r) for r in out)
        out = [r for r in out if len(r) == longest or len(r) > settings["piece"]]
    if not content and out:
        # A source is one phrase, or its parts close together.
        out = [r for r in out if True]
    return [t for r in out for t in r]


def decode(doc, candidates, settings=DEFAULT, nested=False):
    """Relations as dicts of token lists, with score."""
    found = []
    for c in candidates:
        if c.inner and not nested:
            continue
        score = c.score ** (1 - settings["mix"]) * c.valid ** settings["mix"]
        if score < settings["relation"]:
            continue
        own = [t - c.first for t in c.cue]
        path = smooth(c.roles.copy(), settings, own)
        content = [c.first + i for i, r in enumerate(path) if r == 2]
        source = [c.first + i for i, r in enumerate(path) if r == 1]
        if c.sourced < settings["sourced"]:
            source = []
        found.append({"score": score, "candidate": c, "content": content, "source": source, "cue": c.cue})
    # Stronger relations first; each content token goes to one relation only.
    found.sort(key=lambda r: (-r["score"], r["cue"]))
    kept, taken = [], {}
    for r in found:
        cue = set(r["cue"])
        if any(cue & set(k["cue"]) for k in kept):
            continue
        if sum(t in taken for t in r["cue"]) * 2 > len(cue) and not nested:
            continue
        swallowed = [k for k in kept if set(k["cue"]) <= set(r["content"])]
        if swallowed and not nested:
            r["content"] = [t for t in r["content"] if t not in taken]
        free = [t for t in r["content"] if t not in taken]
        if len(free) * 2 < len(r["content"]):
            continue
        blocked = cue | set(r["source"])
        r["content"] = tidy(doc, [t for t in free if t not in blocked], blocked, settings, True)
        r["source"] = tidy(doc, r["source"], cue | set(r["content"]), settings, False)
        if not r["content"]:
            continue
        for t in r["content"]:
            taken[t] = r
        kept.append(r)
    kept.sort(key=lambda r: r["cue"])
    return kept
