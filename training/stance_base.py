"""What the stance model begins with: a DeBERTa-v3-xsmall that was trained on inference between sentences.

    python stance_base.py --package DIR --corpora ../../shared --out runs/base

Reads the package's 8-bit ONNX file back into floating point, and cuts its
vocabulary of 128,000 pieces in every script to those that the corpora, our own
statements and the program's word lists use most. Writes `pieces.txt.zst` and
`base.pt` (a state of `StanceModel.encoder`).
"""

import argparse
import collections
import json
import math
import re
import string
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from tokenizers import Tokenizer

import packed
from stance_data import Pairs
from stance_model import FARTHEST, LAYERS, WIDTH
from stance_pieces import Pieces

SPECIAL = 4  # [PAD], [CLS], [SEP], [UNK], the first of the vocabulary
COARSE = 2  # levels of the package's word table that become one
NEAR, FAR = 128, 512  # distances below which each has a row of its own, and that any text has
OURS = 4  # times that a piece of our own word lists counts
SINGLE = set(string.printable.strip()) | set("\u2581\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u00ab\u00bb\u20ac\u00a3\u00b0\u00e9")


def bucket(far):
    """The row of a distance: the farther, the more distances share one (DeBERTa-v3's log buckets)."""
    if far < NEAR:
        return far
    return NEAR + math.ceil(math.log(far / NEAR) / math.log((FAR - 1) / NEAR) * (NEAR - 1))


def tensors(path):
    """The network's numbers, by names of ours where the file has none."""
    stored = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}

    def number(name):
        if name in stored:
            return stored[name]
        codes, zero = (stored[f"{name}_{kind}"].astype(np.float32) for kind in ("quantized", "zero_point"))
        return (codes - zero) * stored[f"{name}_scale"]

    found = re.compile(r"onnx::MatMul_(\d+)_quantized")
    products = sorted(int(m[1]) for m in map(found.fullmatch, stored) if m)
    products = [number(f"onnx::MatMul_{n}").T for n in products]
    if len(products) != 6 * LAYERS:
        raise ValueError(f"{path} has {len(products)} products instead of {6 * LAYERS}")
    out = {f"norm.{kind}": number(f"m.deberta.embeddings.LayerNorm.{kind}") for kind in ("weight", "bias")}
    for at in range(LAYERS):
        query, key, value, *others = products[6 * at : 6 * at + 6]
        theirs, ours = f"m.deberta.encoder.layer.{at}.", f"layers.{at}."
        out[ours + "qkv.weight"] = np.concatenate([query, key, value])
        out[ours + "qkv.bias"] = np.concatenate([number(f"{theirs}attention.self.{x}_proj.bias") for x in ("query", "key", "value")])
        for name, weight, place in zip(("out", "up", "down"), others, ("attention.output.dense", "intermediate.dense", "output.dense")):
            out[f"{ours}{name}.weight"], out[f"{ours}{name}.bias"] = weight, number(f"{theirs}{place}.bias")
        for name, place in (("norm1", "attention.output.LayerNorm"), ("norm2", "output.LayerNorm")):
            for kind in ("weight", "bias"):
                out[f"{ours}{name}.{kind}"] = number(f"{theirs}{place}.{kind}")
    out = {name: torch.tensor(np.ascontiguousarray(x), dtype=torch.float32) for name, x in out.items()}
    offsets, *norm = (torch.tensor(number(f"m.deberta.encoder.{x}")) for x in ("rel_embeddings.weight", "LayerNorm.weight", "LayerNorm.bias"))
    rows = [len(offsets) // 2 + (bucket(far) if far > 0 else -bucket(-far)) for far in range(-FARTHEST, FARTHEST + 1)]
    # There a row is how far the query stands behind the key; here, how far the key stands behind the query.
    out["offset"] = F.layer_norm(offsets, (WIDTH,), *norm, 1e-7)[rows].flip(0)
    table = "m.deberta.embeddings.word_embeddings.weight"
    levels = stored[f"{table}_quantized"].astype(np.float32) - stored[f"{table}_zero_point"].astype(np.float32)
    return out, np.round(levels / COARSE) * COARSE * stored[f"{table}_scale"]


def frequent(tokenizer, vocabulary, corpora, most):
    """The numbers of the special pieces, single characters, and most frequent pieces."""
    count = collections.Counter()

    def add(texts, times):
        for encoding in tokenizer.encode_batch(texts, add_special_tokens=False):
            for piece in encoding.ids:
                count[piece] += times

    add([path.read_text(encoding="utf-8") for path in sorted((corpora / "polnear/train/text").glob("*.txt"))], 1)
    add([json.loads(line)["text"] for line in (corpora / "syndication/articles.jsonl").read_text(encoding="utf-8").splitlines()], 1)
    add((corpora / "negotiation/sentences.txt").read_text(encoding="utf-8").split("\n"), 1)
    add([text for pair in Pairs(corpora / "stance", 1).epoch(1.0, 3000, written=10_000) for text in pair[:2]], 1)
    home = Path(__file__).parent
    for path in sorted([*home.glob("stance/*.txt"), *home.glob("../crates/*/data/**/*"), *home.glob("../examples/**/*")]):
        if path.suffix in (".txt", ".toml", ".md", ".tsv", ".csv"):
            add(path.read_text(encoding="utf-8").split("\n"), OURS)
    kept = set(range(SPECIAL)) | {n for n, (piece, _) in enumerate(vocabulary) if piece.removeprefix("\u2581") in SINGLE or piece == "\u2581"}
    for piece, _ in count.most_common():
        if len(kept) == most:
            break
        if piece < len(vocabulary) and all(ord(c) < 0x250 or 0x2010 <= ord(c) <= 0x20ac or c == "\u2581" for c in vocabulary[piece][0]):
            kept.add(piece)
    return sorted(kept)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--package", required=True, help="the folder with the ONNX file and the tokenizer")
    ap.add_argument("--corpora", required=True)
    ap.add_argument("--most", type=int, default=15_000, help="pieces to keep")
    ap.add_argument("--pieces", help="keep the pieces of this file instead: those that ship, say")
    ap.add_argument("--out", required=True)
    options = ap.parse_args()
    out, package = Path(options.out), Path(options.package)
    out.mkdir(parents=True, exist_ok=True)
    described = package / "policy_nli_tokenizer/tokenizer.json"
    tokenizer = Tokenizer.from_file(str(described))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    vocabulary = json.loads(described.read_text(encoding="utf-8"))["model"]["vocab"]
    if options.pieces:
        place = {piece: n for n, (piece, _) in reversed(list(enumerate(vocabulary)))}
        kept = [place[piece] for piece, _ in Pieces(options.pieces).vocabulary]
    else:
        kept = frequent(tokenizer, vocabulary, Path(options.corpora), options.most)
    packed.write(out / "pieces.txt.zst", "".join(f"{vocabulary[n][0]}\t{vocabulary[n][1]:.4f}\n" for n in kept).encode())
    state, table = tensors(str(package / "policy_nli_int8.onnx"))
    torch.save({**state, "word.weight": torch.tensor(table[kept])}, out / "base.pt")


if __name__ == "__main__":
    main()
