"""From the model's figures to attribution relations.

The program does the same in `crates/attribution/src/decode.rs`; this copy is
for choosing its settings. `Scores` hold what the model says of one document.
"""

import re
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
def score_document(model, doc, wordpiece, budget=160, threshold=0.3, batch=8):
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
    "gap": 2,  # a gap in content up to this many tokens is closed
    "source_gap": 0,  # and in a source
    "piece": 0,  # a piece of content of this many tokens or fewer goes, if there is a longer one
    "apart": 30,  # a piece of a source further than this from its likeliest piece goes
    "quote": 0.5,  # a quotation is content whole if this share of its words is
    "lost": 0.3,  # a relation that keeps less than this share of its content beside stronger ones goes
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


def tidy(doc, tokens, blocked, gap):
    """Runs of tokens with small gaps closed and outer marks that belong elsewhere trimmed."""
    runs = []
    for t in sorted(tokens):
        if runs:
            last = runs[-1][-1]
            between = range(last + 1, t)
            if len(between) <= gap and not any(x in blocked for x in between) and doc.paragraphs[t] == doc.paragraphs[last]:
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


DETERMINERS = {"the", "a", "an"}


def word(doc, t):
    a, b = doc.tokens[t]
    return doc.text[a:b]


def whole_names(doc, source, blocked):
    """A source grown to the left over the rest of a name, a possessor and an article."""
    have = sorted(source)
    if not have:
        return have
    first = have[0]

    def free(t):
        return t >= 0 and t not in blocked and doc.paragraphs[t] == doc.paragraphs[first]

    start = first
    if word(doc, start) in ("'", "\u2019") and free(start - 1) and is_word(doc, start - 1):
        start -= 1
    elif word(doc, start) == "s" and free(start - 1) and word(doc, start - 1) in ("'", "\u2019") and free(start - 2):
        start -= 2
    while doc.cases[start] in (1, 2, 3) and free(start - 1) and doc.cases[start - 1] in (1, 2, 3) and word(doc, start - 1).lower() not in DETERMINERS | OPENERS:
        start -= 1
    if free(start - 1) and word(doc, start - 1).lower() in DETERMINERS and doc.states[start] == doc.states[start - 1]:
        start -= 1
    return [*range(start, first), *have]


OPENERS = {"in", "on", "at", "but", "and", "as", "for", "when", "while", "if", "however", "after", "before", "yet", "still", "so", "then", "that", "though", "although", "because", "since", "with", "by", "from", "to", "of", "or", "it", "he", "she", "they", "i", "we", "you", "this", "these", "those", "there", "what", "who", "which", "his", "her", "their", "its", "our", "my", "your", "is", "was", "are", "were", "even", "not", "no", "also", "why", "how", "where", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}


def quotations(doc):
    """Stretches [first, last) of tokens between quotation marks, the marks included.

    One left open runs to the end of its paragraph; where the next paragraph
    opens with a mark, the two are chained (the second value is True).
    """
    out, first = [], None
    for t in range(len(doc.tokens) + 1):
        end = t == len(doc.tokens)
        if first is not None and (end or doc.paragraphs[t] != doc.paragraphs[first]):
            out.append((first, t, not end and doc.states[t] == 2))
            first = None
        if end:
            break
        if doc.states[t] == 2 and (first is None or doc.states[t - 1] != 2 or doc.tokens[t][0] != doc.tokens[t - 1][1]):
            if first is not None:
                out.append((first, t, False))
            first = t
        elif doc.states[t] == 3 and (t + 1 == len(doc.tokens) or doc.states[t + 1] != 3 or doc.tokens[t + 1][0] != doc.tokens[t][1]):
            if first is not None:
                out.append((first, t + 1, False))
                first = None
    return out


def whole_quotations(doc, regions, content, blocked, settings):
    """Content grown to the quotations that it holds the better part of."""
    have = set(content)
    for n, (a, b, chained) in enumerate(regions):
        words = [t for t in range(a, b) if is_word(doc, t)]
        if not words or any(t in blocked for t in range(a, b)):
            continue
        if sum(t in have for t in words) >= settings["quote"] * len(words):
            have.update(range(a, b))
            if chained and n + 1 < len(regions):
                c, d, _ = regions[n + 1]
                if not any(t in blocked for t in range(c, d)):
                    have.update(range(c, d))
    return sorted(have)


def whole_speech(doc, content, blocked):
    """Content grown to its paragraph's end where whole sentences follow a colon without quotation marks."""
    if not content:
        return content
    first, have = content[0], set(content)
    plain = doc.cases[first] in (1, 2, 3) and doc.states[first] == 0
    if not plain or first < 2 or word(doc, first - 1) != ":" or not {first - 1, first - 2} & blocked:
        return content

    def ends(t):
        last = t + 1 == len(doc.tokens)
        return word(doc, t) in (".", "!", "?") and (last or doc.tokens[t + 1][0] > doc.tokens[t][1])

    t = first
    while t < len(doc.tokens) and t in have and not ends(t):
        t += 1
    if t < len(doc.tokens) and ends(t):
        while t < len(doc.tokens) and doc.paragraphs[t] == doc.paragraphs[first] and t not in blocked and doc.states[t] != 2:
            have.add(t)
            t += 1
    return sorted(have)


OPEN = set("in on at by of to for from with into until through during against between under about the a an".split())


NUMBER = re.compile(r"[0-9]+[,.][0-9]+(?!\w)")


def whole_phrases(doc, content, blocked):
    """`stretch.rs`, `whole_phrases`: content grown by what a preposition, an article or half a number at its end still wants."""
    held = set(content)
    for end in [t for t in sorted(held) if t + 1 not in held]:
        while NUMBER.match(doc.text, doc.tokens[end][0]) and end + 2 < len(doc.cases) and NUMBER.match(doc.text, doc.tokens[end][0]).end() >= doc.tokens[end + 2][1] and end + 2 not in blocked:
            held |= {end + 1, end + 2}
            end += 2
        while word(doc, end).lower() in OPEN and end + 1 < len(doc.cases):
            t = end + 1
            if not is_word(doc, t) or doc.paragraphs[t] != doc.paragraphs[end] or doc.states[t] != doc.states[end] or t in blocked:
                break
            held.add(t)
            end = t
    return sorted(held)


def decode(doc, candidates, settings=DEFAULT):
    """Relations as dicts of token lists with score and parent, in the order of their cues.

    A relation whose cue stands in another's content is nested in it. Among
    relations side by side each content token goes to the strongest one.
    """
    found = []
    regions = quotations(doc)
    for c in candidates:
        score = c.score ** (1 - settings["mix"]) * c.valid ** settings["mix"]
        if score < min(settings["relation"], settings["nested"]):
            continue
        path = smooth(c.roles.copy(), settings, [t - c.first for t in c.cue])
        content = [c.first + i for i, r in enumerate(path) if r == 2]
        source = [c.first + i for i, r in enumerate(path) if r == 1] if c.sourced >= settings["sourced"] else []
        blocked = set(c.cue) | set(source)
        content = whole_quotations(doc, regions, content, blocked, settings)
        content = tidy(doc, whole_phrases(doc, whole_speech(doc, content, blocked), blocked), blocked, settings["gap"])
        content = without_strays(doc, content, blocked)
        longest = max(map(len, content), default=0)
        content = [t for run in content if len(run) > settings["piece"] or len(run) == longest for t in run]
        source = tidy(doc, source, set(c.cue) | set(content), settings["source_gap"])
        if len(source) > 1:
            mass = lambda run: sum(c.roles[t - c.first, 1] for t in run)
            main = max(source, key=mass)
            source = [run for run in source if run is main or min(abs(run[0] - main[-1]), abs(main[0] - run[-1])) <= settings["apart"]]
        source = whole_names(doc, [t for run in source for t in run], set(c.cue)) if settings.get("names", 1) else [t for run in source for t in run]
        if source:
            content = [t for t in content if t not in set(source)]
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
    for r in kept:
        if r["parent"] and complete(doc, r, [k for k in kept if k["score"] >= settings["nested"]]):
            r["set"] = set(r["content"])
    # What a grown content has swallowed stands in it now.
    for r in kept:
        if r["parent"]:
            inner = [k for k in kept if k is not r and k["parent"] is r["parent"] and set(r["cue"]) <= k["set"] and not set(k["cue"]) & r["set"]]
            r["parent"] = min(inner, key=lambda k: (len(k["set"]), k["cue"]), default=r["parent"])
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
            runs = tidy(doc, free, set(r["cue"]) | set(r["source"]) | cues, 0)
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


def sentence_start(doc, t):
    """Whether a sentence may begin at token t."""
    if t == 0 or doc.paragraphs[t - 1] != doc.paragraphs[t]:
        return True
    if word(doc, t - 1) in (".", "!", "?") or (doc.states[t - 1] == 3 and word(doc, t - 2) in (".", "!", "?")):
        return doc.states[t] == 2 or doc.cases[t] in (1, 2, 3)
    return False


def sentence(doc, t):
    """The sentence that token t stands in, as (first, one past the last)."""
    first = next(k for k in range(t, -1, -1) if sentence_start(doc, k))
    return first, next((k for k in range(t + 1, len(doc.tokens)) if sentence_start(doc, k)), len(doc.tokens))


def without_strays(doc, runs, blocked, few=3):
    """Runs without a few words in the middle of a sentence that holds nothing else of the relation."""
    longest = max(map(len, runs), default=0)

    def stray(run):
        if len(run) > few or len(run) == longest or doc.states[run[0]] == 2:
            return False
        a, b = sentence(doc, run[0])
        others = blocked.union(*(other for other in runs if other is not run))
        return a < run[0] and not any(a <= t < b for t in others)

    return [run for run in runs if not stray(run)]


def complete(doc, r, kept):
    """Grow a nested content to the edge of its parent's, where it must reach it.

    "A is ready, B said on Monday, according to C": what B said runs from the
    sentence's start; "A, quoted as saying that B and C": to the sentence's
    end. True if it grew.
    """
    within, cue = r["parent"]["set"], r["cue"]
    first, last = r["content"][0], r["content"][-1]
    beside = [k for k in kept if k is not r and k["parent"] is r["parent"]]
    grown = []
    if last < cue[0] and not (r["source"] and r["source"][0] < first):
        t = first
        while t - 1 in within and not sentence_start(doc, t):
            t -= 1
        grown = range(t, first)
    elif first > cue[-1] and first - cue[-1] <= 2 and word(doc, first).lower() == "that":
        t = last + 1
        while t in within and not sentence_start(doc, t):
            t += 1
        grown = range(last + 1, t)
        # A relation of equal rank with the same speaker ends it.
        stop = [k["cue"][0] for k in beside if k["cue"][0] in grown and not any(t in grown for t in k["source"])]
        if stop:
            return False
    outside = set(cue) | set(r["source"])
    grown = [t for t in grown if t not in outside]
    while grown and not is_word(doc, grown[-1]) and grown[-1] > last:
        grown.pop()
    if not any(is_word(doc, t) for t in grown):
        return False
    have = set(r["content"]) | set(grown)
    r["content"] = [t for t in range(min(have), max(have) + 1) if t in have or t not in outside]
    return True


def flat(relations):
    """Those that are nested in no other: PolNeAR's convention."""
    return [r for r in relations if r["parent"] is None]
