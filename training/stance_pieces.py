"""The stance model's pieces: a unigram language model over a vocabulary cut to what English news uses.

`pieces.txt.zst` has a piece and its score a line, with a tab between. The
program cuts text in the same way (`crates/encoder/src/unigram.rs`).
"""

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

import packed

SHIPPED = "../crates/stance/model/pieces.txt.zst"


class Pieces:
    """Cuts texts, each once."""

    def __init__(self, path=SHIPPED):
        lines = packed.read(path).decode().rstrip("\n").split("\n")
        self.vocabulary = [(piece, float(score)) for piece, score in (line.split("\t") for line in lines)]
        names = [piece for piece, _ in self.vocabulary]
        self.start, self.border = names.index("[CLS]"), names.index("[SEP]")
        self.tokenizer = Tokenizer(models.Unigram(self.vocabulary, names.index("[UNK]"), False))
        self.tokenizer.normalizer = normalizers.Sequence([
            normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Replace(Regex(r"[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060\ufeff]"), ""), normalizers.Strip(),
        ])
        self.tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
        self.known = {}

    def __len__(self):
        return len(self.vocabulary)

    def first(self, text, most):
        """The first pieces of a text."""
        if text not in self.known:
            self.known[text] = self.tokenizer.encode(text, add_special_tokens=False).ids
        return self.known[text][:most]
