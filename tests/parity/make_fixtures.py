#!/usr/bin/python3
"""Records what PyTorch computes for every test network, one fixtures/<area>/<Network>.safetensors each.

    /usr/bin/python3 tests/parity/make_fixtures.py                      write all fixtures
    /usr/bin/python3 tests/parity/make_fixtures.py convolution losses   write those of two areas
    /usr/bin/python3 tests/parity/make_fixtures.py --check [AREA ...]   make them again and compare with the existing ones

The networks of an area are those in tests/DeepNet.<Area>.Tests/Networks. A fixture that is right already is not written again.

Needs PyTorch (1.13 or later) and numpy. All is computed in double precision, so that neither the processor nor the BLAS matters; a network in single
precision and its twin in double have one fixture. It holds, in single precision, what they are given: input<i>, target<i> (the first batch, as
large as MaxBatch), parameter.<name> and the ten batches that follow each other, batches.input<i>, batches.target<i>. In double precision, what they
have to compute: output<i>, prediction<i>, evaluation (the loss without dropout), loss (in training mode), gradient.<name>; then the losses of the ten
batches, and trained.<name>, the parameters after the tenth update, and averaged.<name>, their averages, if the optimizer keeps them.
Outputs are in the order of the layers, targets in that of the losses. Metadata: parameters (names and shapes in their order), batchSizes, seed;
with buffers (running means) their names and shapes too, trained.<name> and trained.evaluation, the first batch's loss after training;
coupled if the loss is not the mean of the samples' losses; frozen, the parameters of frozen layers; stopsGradients where gradients are not the
derivative of the loss (truncated sequences); of large networks also recipe ("inputs,classes") and every.<weight>, which says that only every so
manieth row of it is there.
"""

import argparse
import os
import pathlib
import sys

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import torch

import safetensors_io
from declarations import read_declarations
from recording import CONDITION, Recording, difference

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE / "fixtures"
AREAS = {path.parent.name.split(".")[1].lower(): path for path in sorted(HERE.parent.glob("DeepNet.*.Tests/Networks"))}
# Rounding moves a result by at most CONDITION in single precision, so by 2^-29 of that in double. Two computations may each be that far off, and another BLAS
# adds in another order: ten times that. The largest difference between OpenBLAS, for any processor, and the reference BLAS was 1.4e-14.
TOLERANCE = 10 * 2 * CONDITION * 2.0**-29


def compare(name, made, kept):
    """The faults of a kept fixture, as text."""
    (made_tensors, made_metadata), (kept_tensors, kept_metadata) = made, kept
    if made_metadata != kept_metadata:
        yield f"{name}: metadata expected {made_metadata}, found {kept_metadata}"
    if list(made_tensors) != list(kept_tensors):
        yield f"{name}: tensors expected {list(made_tensors)}, found {list(kept_tensors)}"
        return
    for key, expected in made_tensors.items():
        actual = kept_tensors[key]
        if expected.shape != actual.shape or expected.dtype != actual.dtype:
            yield f"{name}/{key}: expected {expected.dtype}{expected.shape}, found {actual.dtype}{actual.shape}"
        elif not difference(expected, actual) <= TOLERANCE:
            yield f"{name}/{key}: differs by {difference(expected, actual):.1e} of its largest magnitude, allowed {TOLERANCE:.0e}"


def recordings(area):
    """Each network of an area with its numbers, and its fixture."""
    for declaration in read_declarations(AREAS[area]):
        if declaration.is_double:
            continue  # It has the fixture of its twin.
        try:
            recording = Recording(declaration)
            yield declaration.name, recording, recording.fixture()
        except Exception as error:
            raise RuntimeError(f"{area}/{declaration.name}") from error


def faults_of(name, made, kept):
    """The faults of the file `kept`, as text."""
    return list(compare(name, made, safetensors_io.read(kept))) if kept.exists() else [f"{name}: no fixture"]


def check(area):
    """Compares; returns the number of faults."""
    folder, names, faults = FIXTURES / area, set(), []
    for name, _, fixture in recordings(area):
        names.add(name)
        faults += faults_of(name, fixture, folder / f"{name}.safetensors")
    for stray in sorted({path.stem for path in folder.glob("*.safetensors")} - names):
        faults.append(f"{stray}: a fixture without a network")
    print("\n".join([*faults, f"{area}: {len(names)} networks, {len(faults)} faults"]), flush=True)
    return len(faults)


def write(area):
    """Writes the fixtures that are not there or not right, and deletes those without a network."""
    folder, names, written = FIXTURES / area, set(), 0
    folder.mkdir(parents=True, exist_ok=True)
    for name, recording, (tensors, metadata) in recordings(area):
        names.add(name)
        path = folder / f"{name}.safetensors"
        if faults_of(name, (tensors, metadata), path):
            recording.require_condition(tensors)
            safetensors_io.write(path, tensors, metadata)
            written += 1
    for path in folder.glob("*.safetensors"):
        if path.stem not in names:
            path.unlink()
    size = sum(path.stat().st_size for path in folder.glob("*.safetensors"))
    print(f"{area}: {len(names)} fixtures, {written} written, {size / 1e6:.2f} MB", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("areas", nargs="*", metavar="AREA", help=f"of {', '.join(AREAS)}; all if none is given")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments = parser.parse_args()
    unknown = set(arguments.areas) - set(AREAS)
    if unknown:
        parser.error(f"no area is named {', '.join(sorted(unknown))}; there are {', '.join(AREAS)}")
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    areas = arguments.areas or list(AREAS)
    if arguments.check:
        strays = sorted({path.name for path in FIXTURES.iterdir()} - set(AREAS))
        print("".join(f"{stray}: fixtures without an area\n" for stray in strays), end="")
        sys.exit(1 if sum(map(check, areas)) + len(strays) else 0)
    for area in areas:
        write(area)


if __name__ == "__main__":
    main()
