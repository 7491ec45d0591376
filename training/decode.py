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
    "nested": 0.4,  # least score of a relation inside another's content
    "mix": 0.5,  # weight of the linker's word against the tagger's
    "content": 0.5,  # least probability of a content token
    "source": 0.5,  # least probability of a source token
    "sourced": 0.35,  # least probability of there being a source
    "edge": 1.0,  # cost of a border of content
    "source_edge": 0.0,  # cost of a border of a source
    "gap": 2,  # a gap in a role up to this many tokens is closed
    "piece": 0,  # a piece of content of this many tokens or fewer goes, if there is a longer one
    "apart": 30,  # a piece of a source further than this from its likeliest piece goes
    "lost": 0.5,  # a relation that loses more than this share of its content to stronger ones goes
}


def smooth(roles, settings, own):
    """The likeliest role of each token when borders have a price (Viterbi)."""
    weight = np.log(np.clip(roles, 1e-6, 1))
    weight[:, 1] += np.log(0.5 / settings["source"])
    weight[:, 2] += np.log(0.5 / settings["content"])
    weight[own, 1:] = -30
    edge = np.array([0.0, settings["source_edge"], settings["edge"]])
    cost = np.add.outer(edge, edge)  # [from, to]
    np.fill_diagonal(cost, 0.0)
    back = np.zeros((len(weight), 3), dtype=int)
    best = weight[0].copy()
    for t in range(1, len(weight)):
        ways = best[:, None] - cost
        back[t] = ways.argmax(0)
        best = ways[back[t], [0, 1, 2]] + weight[t]
    r = int(best.argmax())
    out = [r]
    for t in range(len(weight) - 1, 0, -1):
        r = back[t, r]
        out.append(r)
    return out[::-1]


def is_word(doc, t):
    return doc.cases[t] != 5


def tidy(doc, tokens, blocked, settings):
    """Runs of tokens with small gaps closed and outer marks that belong elsewhere trimmed."""
    runs = []
    for t in sorted(tokens):
        if runs:
            last = runs[-1][-1]
            between = range(last + 1, t)
            if len(between) <= settings["gap"] and not any(x in blocked for x in between) and doc.paragraphs[t] == doc.paragraphs[last]:
                runs[-1] += [*between, t]
                continue
        runs.append([t])
    out = []
    for run in runs:
        while run and not is_word(doc, run[0]) and doc.states[run[0]] != 2 and doc.text[doc.tokens[run[0]][0]] not in "([$#@\u2018'":
            run = run[1:]
        while run and not is_word(doc, run[-1]) and doc.states[run[-1]] not in (1, 3) and doc.text[doc.tokens[run[-1]][0]] not in ")]%\u2019'":
            run = run[:-1]
        if any(is_word(doc, t) for t in run):
            out.append(run)
    return out


def decode(doc, candidates, settings=DEFAULT):
    """Relations as dicts of token lists with score and parent, in the order of their cues.

    A relation whose cue stands in another's content is nested in it. Among
    relations side by side each content token goes to the strongest one.
    """
    found = []
    for c in candidates:
        score = c.score ** (1 - settings["mix"]) * c.valid ** settings["mix"]
        if score < min(settings["relation"], settings["nested"]):
            continue
        path = smooth(c.roles.copy(), settings, [t - c.first for t in c.cue])
        content = [c.first + i for i, r in enumerate(path) if r == 2]
        source = [c.first + i for i, r in enumerate(path) if r == 1] if c.sourced >= settings["sourced"] else []
        blocked = set(c.cue) | set(source)
        content = tidy(doc, content, blocked, settings)
        longest = max(map(len, content), default=0)
        content = [t for run in content if len(run) > settings["piece"] or len(run) == longest for t in run]
        source = tidy(doc, source, set(c.cue) | set(content), settings)
        if len(source) > 1:
            mass = lambda run: sum(c.roles[t - c.first, 1] for t in run)
            main = max(source, key=mass)
            source = [run for run in source if run is main or min(abs(run[0] - main[-1]), abs(main[0] - run[-1])) <= settings["apart"]]
        source = [t for run in source for t in run]
        if content:
            found.append({"score": score, "candidate": c, "content": content, "source": source, "cue": c.cue, "parent": None})
    # One relation a cue.
    found.sort(key=lambda r: (-r["score"], r["candidate"].inner, r["cue"]))
    kept, used = [], set()
    for r in found:
        if not used & set(r["cue"]):
            used |= set(r["cue"])
            kept.append(r)
    # Nesting: the smallest content that the cue stands in.
    for r in kept:
        r["set"] = set(r["content"])
    for r in kept:
        cue = set(r["cue"])
        outer = [k for k in kept if k is not r and cue <= k["set"] and not set(k["cue"]) & r["set"]
                 and not k["candidate"].inner and k["score"] >= settings["relation"]]
        r["parent"] = min(outer, key=lambda k: (len(k["set"]), k["cue"]), default=None)
    def stays(r):
        if r["parent"] is None:
            return not r["candidate"].inner and r["score"] >= settings["relation"]
        return r["score"] >= settings["nested"]
    kept = [r for r in kept if stays(r)]
    # Side by side, a content token belongs to one relation.
    taken, out = {}, []
    for r in kept:
        home = id(r["parent"])
        within = r["parent"]["set"] if r["parent"] else None
        others = [k for k in out if k["parent"] is r["parent"]]
        cues = {t for k in others for t in k["cue"]}
        free = [t for t in r["content"] if (home, t) not in taken and t not in cues and (within is None or t in within)]
        if len(free) < len(r["content"]) * settings["lost"]:
            continue
        if len(free) != len(r["content"]):
            runs = tidy(doc, free, set(r["cue"]) | set(r["source"]) | cues, {**settings, "gap": 0})
            r["content"] = [t for run in runs for t in run]
            if not r["content"]:
                continue
        for t in r["content"]:
            taken[home, t] = r
        out.append(r)
    alive = set(map(id, out))
    out = [r for r in out if r["parent"] is None or id(r["parent"]) in alive]
    out.sort(key=lambda r: r["cue"])
    return out


def flat(relations):
    """Those that are nested in no other: PolNeAR's convention."""
    return [r for r in relations if r["parent"] is None]
