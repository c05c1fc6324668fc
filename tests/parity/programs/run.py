#!/usr/bin/env python3
"""The programs of samples/Programs in PyTorch: same data, same networks, same hyper-parameters, one thread.

Usage: run.py [NAME...] [--list] [--quick] [--record]

--quick takes less data and fewer epochs. --record writes what the programs reached to samples/Programs/Results/pytorch.tsv, which the sample shows
beside its own results. Needs Debian's python3-torch and python3-numpy, and dataset-fashion-mnist unless quick.
"""
import argparse
import importlib
import pathlib
import sys

import torch

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent))

import blas  # noqa: E402
import data  # noqa: E402
from training import SEED  # noqa: E402

# As samples/Programs lists them: number, name, what is measured. Figures of which less is better have a minus.
PROGRAMS = [
    ("1", "keras-cnn", "test accuracy"),
    ("2", "keras-lstm", "test accuracy"),
    ("3a", "dqn", "mean return"),
    ("3b", "dueling-dqn", "mean return"),
    ("4", "pytorch-cnn", "test accuracy"),
    ("5", "pytorch-lstm", "test accuracy"),
    ("6", "lenet-5", "test accuracy"),
    ("7", "mlp-128-10", "test accuracy"),
    ("8", "mlp-784-128-10", "test accuracy"),
    ("9", "linear-regression", "test R²"),
    ("10", "logistic-regression", "test accuracy"),
    ("11", "cnn-32x32x3", "test accuracy"),
    ("12", "embedding-lstm", "-test error in °C"),
    ("13", "mlp-100-64-32-10", "test accuracy"),
    ("14", "grid-world", "share of the optimum"),
    ("15", "gru", "test accuracy"),
    ("16", "transformer", "-bits per character"),
]
RECORD = data.SAMPLES / "Programs" / "Results" / "pytorch.tsv"


def record(rows):
    """Puts rows, by name, in place of those that the file has."""
    known = dict(line.split("\t", 1) for line in RECORD.read_text().splitlines()) if RECORD.exists() else {}
    known.update({name: f"{result.value:.6g}\t{result.seconds:.4g}" for name, result in rows.items()})
    RECORD.parent.mkdir(exist_ok=True)
    RECORD.write_text("".join(f"{name}\t{known[name]}\n" for _, name, _ in PROGRAMS if name in known))


def main():
    parser = argparse.ArgumentParser(description="The programs of samples/Programs in PyTorch.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="which programs to run (default: all)")
    parser.add_argument("--list", action="store_true", help="list the programs and end")
    parser.add_argument("--quick", action="store_true", help="less data and fewer epochs")
    parser.add_argument("--record", action="store_true", help=f"write the results to {RECORD.relative_to(data.SAMPLES.parent)}")
    options = parser.parse_args()
    unknown = set(options.names) - {name for _, name, _ in PROGRAMS}
    if unknown:
        parser.error(f"unknown programs: {', '.join(sorted(unknown))}")
    if options.list:
        for number, name, _ in PROGRAMS:
            print(f"{number:>3} {name:<20} {importlib.import_module(name.replace('-', '_')).__doc__.splitlines()[0]}")
        return 0

    blas.require_fast()
    torch.set_num_threads(1)
    failed = 0
    print(f"{'':>3} {'program':<20} {'measure':<22} {'target':>8} {'reached':>8} {'seconds':>8}", flush=True)
    for number, name, measure in PROGRAMS:
        if options.names and name not in options.names:
            continue
        torch.manual_seed(SEED)
        result = importlib.import_module(name.replace("-", "_")).run(options.quick)
        passed = result.value <= result.bar if measure.startswith("-") else result.value >= result.bar
        failed += not passed
        print(
            f"{number:>3} {name:<20} {measure.lstrip('-'):<22} {result.bar:8.4g} {result.value:8.4g} {result.seconds:8.3g}{'' if passed else '  FAILED'}",
            flush=True)
        if options.record and not options.quick:
            record({name: result})
    return min(failed, 1)


if __name__ == "__main__":
    raise SystemExit(main())
