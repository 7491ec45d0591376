"""The exported graphs, asked like the trained model."""

from pathlib import Path

import numpy as np
import onnxruntime
import torch

import words


class OnnxModel:
    def __init__(self, folder, pieces, suffix=""):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        make = lambda name: onnxruntime.InferenceSession(str(Path(folder) / f"{name}{suffix}.onnx"), options, providers=["CPUExecutionProvider"])
        self.encoder, self.linker = make("encoder"), make("linker")
        self.words = words.read(Path(folder) / "words.bin", pieces, self.encoder.get_inputs()[0].shape[2])

    def eval(self):
        return self

    @staticmethod
    def bias(mask):
        return ((1 - mask.numpy().astype(np.float32)) * -1e4)[:, None, None, :]

    def tokens(self, batch):
        ints = {k: batch[k].numpy().astype(np.int32) for k in ("cases", "states")}
        rows = self.words[batch["pieces"].numpy()]
        tags, vectors = self.encoder.run(["tags", "vectors"], {"words": rows, **ints, "bias": self.bias(batch["mask"])})
        index = batch["firsts"][..., None]
        pick = lambda x: torch.from_numpy(x).gather(1, index.expand(-1, -1, x.shape[-1]))
        return pick(tags), pick(vectors)

    def link(self, tags, vectors, cues):
        row, index = cues["row"][:, None], cues["index"]
        own = cues["own"].numpy()
        mask = cues["mask"].numpy()[..., None].astype(np.float32)
        weight = (own / np.maximum(own.sum(1, keepdims=True), 1)).astype(np.float32)
        roles, whole = self.linker.run(["roles", "whole"], {
            "vectors": vectors[row, index].numpy() * mask,
            "tags": tags[row, index].clamp(-8, 8).numpy() * mask,
            **{k: cues[k].numpy().astype(np.int32) for k in ("distance", "paragraph", "own")},
            "weight": weight[:, None, :], "bias": self.bias(cues["mask"]),
        })
        return torch.from_numpy(roles), torch.from_numpy(whole)
