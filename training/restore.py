"""Turn a network that ships with the program back into a checkpoint to train on from.

    python restore.py --minilm DIR --network ../crates/attribution/model/attribution.safetensors --layers 6 --out runs/restored.pt
    python restore.py --minilm DIR --stance --network ../crates/stance/model/stance.safetensors --layers 5 --out runs/restored.pt

The products' weights come back as the integers times their steps, so the
checkpoint computes what the shipped network computes, but for the rounding of
activations.
"""

import argparse

import torch

import words
from model import Model
from shipped import restore
from stance_model import StanceModel


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--network", required=True)
    ap.add_argument("--minilm", required=True)
    ap.add_argument("--layers", type=int, required=True)
    ap.add_argument("--linker-layers", type=int, default=2)
    ap.add_argument("--stance", action="store_true", help="it is the stance model")
    ap.add_argument("--out", required=True)
    options = ap.parse_args()
    model = StanceModel(options.layers) if options.stance else Model(options.layers, options.linker_layers)
    torch.save(restore(model, options.network, words.vocabulary(options.minilm)).state_dict(), options.out)


if __name__ == "__main__":
    main()
