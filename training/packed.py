"""Files as they lie in the repository: packed with zstd if their name ends so (`crates/unpacking`)."""

from pathlib import Path

import zstandard


def read(path):
    """A file's bytes, unpacked."""
    raw = Path(path).read_bytes()
    return zstandard.ZstdDecompressor().decompress(raw) if str(path).endswith(".zst") else raw


def write(path, raw):
    """Writes bytes, packed if the name asks for it; higher levels make larger files of a network's integers."""
    if str(path).endswith(".zst"):
        raw = zstandard.ZstdCompressor(level=19).compress(raw)
    Path(path).write_bytes(raw)
