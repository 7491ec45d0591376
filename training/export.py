"""Write a trained model as the word table and the network that the program runs (see `shipped.py`).

    python export.py --checkpoint runs/NAME/ema.pt --polnear DIR --minilm DIR --out runs/NAME
"""

import argparse
from pathlib import Path

import torch

import words
from batches import cue_batch, window_batch
from data import WordPiece, make_document, read_polnear, windows
from model import Model
from shipped import Ranges, write


@torch.no_grad()
def measure(model, folder, wordpiece, articles):
    """Input ranges over some training articles, linking their annotated cues."""
    ranges = Ranges(model)
    for name, text, annotators in list(read_polnear(folder))[:: max(1, 840 // articles)]:
        doc = make_document(name, text, annotators[0], wordpiece)
        for window in windows(doc, 224)[:4]:
            tags, vectors = model.tokens(window_batch([window], wordpiece))
            cues = [(0, r["cue"]) for r in doc.relations if window.core_first <= r["cue"][0] and r["cue"][-1] < window.last]
            made = cue_batch([window], cues)
            if made:
                model.link(tags, vectors, made)
    for handle in ranges.handles:
        handle.remove()
    return ranges


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--polnear", required=True)
    ap.add_argument("--minilm", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--suffix", default="")
    ap.add_argument("--articles", type=int, default=60)
    options = ap.parse_args()
    torch.set_num_threads(1)
    pieces = words.vocabulary(options.minilm)
    model = Model.of(torch.load(options.checkpoint))
    model.eval()
    ranges = measure(model, Path(options.polnear) / "train", WordPiece(pieces), options.articles)
    out = Path(options.out)
    words.write(model.encoder.word.weight.detach().numpy(), pieces, out)
    write(model, ranges, out / f"attribution{options.suffix}.safetensors.zst")


if __name__ == "__main__":
    main()
