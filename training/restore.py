"""Turn a network that ships with the program back into a checkpoint to train on from.

    python restore.py --minilm DIR --network ../crates/attribution/model/attribution.safetensors.zst --out runs/restored.pt
    python restore.py --stance --network ../crates/stance/model/stance.safetensors.zst --out runs/restored.pt
    python restore.py --context runs/restored.pt --network ../crates/stance/model/context.safetensors.zst --out runs/context.pt

The products' weights come back as the integers times their steps, so the
checkpoint computes what the shipped network computes, but for the rounding of
activations.
"""

import argparse

import torch

import words
from model import Model, sizes
from shipped import restore, shapes
from stance_model import Context, StanceModel, spread
from stance_pieces import Pieces


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--network", required=True)
    ap.add_argument("--minilm", help="of an extraction network")
    ap.add_argument("--stance", action="store_true", help="it is the stance model")
    ap.add_argument("--context", help="it is the layers that read what was said before, above the stance model of this checkpoint")
    ap.add_argument("--out", required=True)
    options = ap.parse_args()
    if options.stance or options.context:
        model, pieces = StanceModel(len(Pieces())), None
        if options.context:
            model.load_state_dict(torch.load(options.context))
            model = Context(model)
    else:
        model, pieces = Model(sizes(shapes(options.network))), words.vocabulary(options.minilm)
    restore(model, options.network, pieces)
    torch.save(spread(model).state_dict(), options.out)


if __name__ == "__main__":
    main()
