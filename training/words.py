"""The word table that all networks share, as the program ships it.

`words.bin.zst` has, unpacked, a scale (float32) for each wordpiece, then a row of 8-bit codes
each; `vocab.txt.zst` beside it names them. Of BERT's vocabulary the program leaves
out what English text has no use for: the unused rows, and the letters of other
scripts than Latin and Greek. Here rows keep BERT's numbers.
"""

import re
from pathlib import Path

import numpy as np

import packed

LEFT_OUT = re.compile(
    r"\[unused\d+\]|(##)?["
    "\u0400-\u1cff"  # Cyrillic to the scripts of South and South-East Asia
    "\u1100-\u11ff"
    "\u2e80-\ua63f"  # Chinese, Japanese
    "\ua640-\udfff"
    "\uf900-\ufaff\ufb1d-\uffef"  # and their forms; the ligatures between stay
    r"]"
)


def vocabulary(minilm):
    """BERT's wordpieces in order, from the folder of the pretrained weights."""
    return (Path(minilm) / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")


def kept(pieces):
    """The numbers of the wordpieces that ship."""
    return [number for number, piece in enumerate(pieces) if not LEFT_OUT.match(piece)]


def write(table, pieces, folder):
    """Writes both files for a table of all wordpieces."""
    rows = kept(pieces)
    table = table[rows]
    scale = np.maximum(np.abs(table).max(1), 1e-9).astype(np.float32) / np.float32(127)
    codes = np.clip(np.round(table / scale[:, None]), -127, 127).astype(np.int8)
    packed.write(Path(folder) / "words.bin.zst", scale.astype("<f4").tobytes() + codes.tobytes())
    packed.write(Path(folder) / "vocab.txt.zst", "".join(pieces[row] + "\n" for row in rows).encode())


def read(path, pieces, width=384):
    """The table of all wordpieces; zeros where one does not ship."""
    raw, rows = packed.read(path), kept(pieces)
    if len(raw) != len(rows) * (width + 4):
        raise ValueError(f"{path} is not for this vocabulary")
    scale = np.frombuffer(raw[: len(rows) * 4], dtype="<f4")
    codes = np.frombuffer(raw[len(rows) * 4 :], dtype=np.int8).reshape(-1, width)
    table = np.zeros((len(pieces), width), np.float32)
    table[rows] = codes * scale[:, None]
    return table
