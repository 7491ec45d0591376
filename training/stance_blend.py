"""Average two checkpoints of one network: python stance_blend.py A B SHARE_OF_B OUT.

Where B was trained on from A, weights between the two often generalise better
than either (Wortsman et al. 2022, robust fine-tuning of zero-shot models).
What A does not have yet is B's.
"""

import sys

import torch


def main():
    first, second = (torch.load(path) for path in sys.argv[1:3])
    share = float(sys.argv[3])
    torch.save({name: first[name].lerp(new, share) if name in first else new for name, new in second.items()}, sys.argv[4])


if __name__ == "__main__":
    main()
