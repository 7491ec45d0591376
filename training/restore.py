"""Turn a network that ships with the program back into a checkpoint to train on from.

    python restore.py --minilm DIR --network ../crates/attribution/model/attribution.safetensors.zst --out runs/restored.pt
    python restore.py --stance --network ../crates/stance/model/stance.safetensors.zst --out runs/restored.pt

The products' weights come back as the integers times their steps, so the
checkpoint computes what the shipped network computes, but for the rounding of
activations.
"""

import argparse

import torch

import words
from model import Model, sizes
from shipped import restore, shapes
from stance_model import StanceModel
from stance_pieces import Pieces


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--network", required=True)
    ap.add_argument("--minilm", help="of an extraction network")
    ap.add_argument("--stance", action="store_true", help="it is the stance model")
    ap.add_argument("--out", required=True)
    options = ap.parse_args()
    if options.stance:
        model, pieces = StanceModel(len(Pieces())), None
    else:
        model, pieces = Model(sizes(shapes(options.network))), words.vocabulary(options.minilm)
    restore(model, options.network, pieces)
    torch.save((model.spread() if options.stance else model).state_dict(), options.out)


if __name__ == "__main__":
    main()
