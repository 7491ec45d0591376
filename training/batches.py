"""Windows and cues as padded tensors."""

import torch

from data import REACH
from model import bucket

PARAGRAPHS = 1  # after a cue's own, and none before: the linker sees no further


def window_arrays(window, wordpiece):
    """Wordpieces of a window with features, and the first piece of each token."""
    doc = window.doc
    pieces, cases, states, firsts = [wordpiece.start], [5], [0], []
    paragraph = doc.paragraphs[window.first]
    for t in range(window.first, window.last):
        if doc.paragraphs[t] != paragraph:
            paragraph = doc.paragraphs[t]
            pieces.append(wordpiece.border)
            cases.append(5)
            states.append(0)
        firsts.append(len(pieces))
        n = len(doc.pieces[t])
        pieces += doc.pieces[t]
        cases += [doc.cases[t]] * n
        states += [doc.states[t]] * n
    pieces.append(wordpiece.border)
    cases.append(5)
    states.append(0)
    return pieces, cases, states, firsts


def pad(rows, fill=0, dtype=torch.int64, step=1):
    """Rows of one width, a multiple of `step`: few shapes keep a CPU's compiled kernels few."""
    width = -(-max(len(r) for r in rows) // step) * step
    return torch.tensor([r + [fill] * (width - len(r)) for r in rows], dtype=dtype)


def window_batch(group, wordpiece, step=1):
    arrays = [window_arrays(w, wordpiece) for w in group]
    return {
        "pieces": pad([a[0] for a in arrays], step=step),
        "cases": pad([a[1] for a in arrays], 5, step=step),
        "states": pad([a[2] for a in arrays], step=step),
        "mask": pad([[1] * len(a[0]) for a in arrays], step=step),
        "firsts": pad([a[3] for a in arrays], step=step),
    }


def reach(window, cue):
    """The tokens around a cue that the linker sees."""
    at = window.doc.paragraphs
    a, b = max(window.first, cue[0] - REACH), min(window.last, cue[-1] + 1 + REACH)
    while at[a] != at[cue[0]]:
        a += 1
    while at[b - 1] - at[cue[-1]] > PARAGRAPHS:
        b -= 1
    return a, b


def cue_batch(group, cues, step=1):
    """`cues`: (row, sorted token indexes in the document). None if there are none."""
    if not cues:
        return None
    rows, index, distance, paragraph, own = [], [], [], [], []
    for row, cue in cues:
        window = group[row]
        doc = window.doc
        a, b = reach(window, cue)
        rows.append(row)
        index.append([t - window.first for t in range(a, b)])
        inside = set(cue)
        distance.append([t - cue[0] if t < cue[0] else max(0, t - cue[-1]) for t in range(a, b)])
        home = doc.paragraphs[cue[0]]
        paragraph.append([max(-2, min(2, doc.paragraphs[t] - home)) + 2 for t in range(a, b)])
        own.append([int(t in inside) for t in range(a, b)])
    return {
        "row": torch.tensor(rows),
        "index": pad(index, step=step),
        "distance": bucket(pad(distance, step=step)),
        "paragraph": pad(paragraph, 2, step=step),
        "own": pad(own, step=step),
        "mask": pad([[1] * len(i) for i in index], step=step),
    }


def cue_runs(begin, inside, threshold):
    """Cues from begin and inside probabilities over a stretch of tokens.

    Each is a sorted list of positions. A token starts a cue where it is more
    likely to begin one than to go on with one and reaches the threshold; an
    inside run apart from its beginning joins the nearest cue before it.
    """
    cues, last = [], -99
    for t, (b, i) in enumerate(zip(begin, inside)):
        if b + i < threshold:
            continue
        if b >= i:
            cues.append([t])
        elif cues and t - last <= 8:
            cues[-1].append(t)
        else:
            cues.append([t])
        last = t
    return cues
