"""Reads and writes the safetensors layout: a length (u64, little endian), a JSON header, the data.

Debian has no safetensors package for Python, and the layout is this small.
"""

import json
import struct

import numpy

TYPES = {"F32": numpy.dtype("<f4"), "F64": numpy.dtype("<f8"), "I32": numpy.dtype("<i4")}
NAMES = {dtype: name for name, dtype in TYPES.items()}


def write(path, tensors, metadata):
    """Writes `tensors` (name -> array) and `metadata` (name -> text) in the order in which they come."""
    header, offset = {"__metadata__": metadata}, 0
    for name, array in tensors.items():
        header[name] = {
            "dtype": NAMES[array.dtype],
            "shape": list(array.shape),
            "data_offsets": [offset, offset + array.nbytes],
        }
        offset += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # the data starts at a multiple of eight
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)))
        file.write(text)
        for array in tensors.values():
            file.write(numpy.ascontiguousarray(array).tobytes())


def read(path):
    """Returns the tensors (name -> array) and the metadata of a file."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensors[name] = numpy.frombuffer(data[begin:end], TYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors, metadata
