#!/usr/bin/env python3
"""Makes samples/data/fashion-mnist from the full Fashion-MNIST: its first 10,000 training and first 2,000 test images.

Usage: make_subset.py [DIRECTORY OF THE FULL DATA]   (default: where Debian's dataset-fashion-mnist puts it)

The same input gives the same data; with the same zlib, the same files to the byte.
"""
import gzip
import hashlib
import pathlib
import struct
import sys

SOURCE = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/datasets/fashion-mnist")
TARGET = pathlib.Path(__file__).resolve().parent / "fashion-mnist"

# name, bytes of a sample, samples to take, SHA-256 of the subset before compression
FILES = [
    ("train-images-idx3-ubyte.gz", 28 * 28, 10_000, "ed2e37ed5a3a57d212141a69fe0a0de5a7126ffba14ac3f7e76f5f52cc04b1f0"),
    ("train-labels-idx1-ubyte.gz", 1, 10_000, "a69f2dad024ca220a8c4d85f621fdf929042d40c444abde2868903e9220ad517"),
    ("t10k-images-idx3-ubyte.gz", 28 * 28, 2_000, "862035b0a96959b614c9574f4c2b0ae9584ca234813e8d6d7adb7838b12ca46b"),
    ("t10k-labels-idx1-ubyte.gz", 1, 2_000, "aa3f574d30afaf0d4d9da084a6f8541771e20693d6a97fae6e9a4953fca8f078"),
]


def first_samples(idx, sample_size, count):
    """An IDX file of unsigned bytes, cut to its first samples."""
    rank = idx[3]
    if idx[:3] != b"\0\0\x08":
        raise ValueError(f"expected an IDX file of unsigned bytes, received {idx[:4].hex()}")
    header = 4 + 4 * rank
    available = struct.unpack(">i", idx[4:8])[0]
    if available < count:
        raise ValueError(f"expected at least {count} samples, received {available}")
    return idx[:4] + struct.pack(">i", count) + idx[8:header] + idx[header:header + count * sample_size]


for name, sample_size, count, expected in FILES:
    subset = first_samples(gzip.decompress((SOURCE / name).read_bytes()), sample_size, count)
    received = hashlib.sha256(subset).hexdigest()
    if received != expected:
        sys.exit(f"{name}: expected SHA-256 {expected}, received {received}; is this Fashion-MNIST?")
    # No name and no time in the gzip header, so that the file depends on its content alone.
    with open(TARGET / name, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(subset)
    print(f"{name}: {count} samples, {(TARGET / name).stat().st_size} bytes")
