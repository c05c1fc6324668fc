#!/usr/bin/python3
"""Tests that benchmarks refuse the reference BLAS, and that what is recorded does not depend on it: /usr/bin/python3 tests/parity/test_blas.py

Needs libblas3, liblapack3, libopenblas0-pthread and gcc.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import blas

HERE = pathlib.Path(__file__).resolve().parent
BENCHMARKS = HERE.parents[1] / "benchmarks"
LIBRARIES = pathlib.Path("/usr/lib") / f"{os.uname().machine}-linux-gnu"
OPENBLAS = {"LD_LIBRARY_PATH": str(LIBRARIES / "openblas-pthread")}
REFERENCE = {"LD_LIBRARY_PATH": f"{LIBRARIES / 'blas'}:{LIBRARIES / 'lapack'}"}
PROGRAMS = (
    [BENCHMARKS / "peers" / "pytorch_peer.py", "1"],
    [BENCHMARKS / "layers" / "pytorch_layers.py", "losses"],
    [BENCHMARKS / "memory" / "pytorch_memory.py"],
    [HERE / "programs" / "run.py", "linear-regression", "--quick"],
)


def run(command, environment):
    """The exit code, what was printed, and the errors."""
    environment = {**os.environ, "PYTHONPATH": str(HERE), **environment}  # The build puts blas.py beside pytorch_peer.py.
    done = subprocess.run([sys.executable, "-W", "ignore", *command], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


class BlasTests(unittest.TestCase):
    def setUp(self):
        for environment in (OPENBLAS, REFERENCE):
            for folder in environment["LD_LIBRARY_PATH"].split(":"):
                self.assertTrue(os.path.isdir(folder), f"{folder} is missing: apt-get install libopenblas0-pthread libblas3 liblapack3")

    def test_a_library_is_known_by_its_functions(self):
        with tempfile.TemporaryDirectory() as folder:
            for function, is_reference in (("sgemm_", True), ("openblas_get_config", False), ("bli_info_get_version_str", False)):
                path = os.path.join(folder, f"libblas.so.{function}")
                subprocess.run(["gcc", "-shared", "-x", "c", "-", "-o", path], input=f"void {function}(void) {{}}", text=True, check=True)
                self.assertEqual(blas.reference_blas(["/lib/libm.so.6", path]), path if is_reference else None)

    def test_benchmarks_refuse_the_reference(self):
        for program in PROGRAMS:
            code, output, errors = run(program, REFERENCE)
            self.assertEqual((code, output), (1, ""), program)
            self.assertIn("PyTorch computes with the reference BLAS", errors)
            self.assertIn("apt-get install libopenblas0-pthread", errors)

    def test_benchmarks_take_openblas(self):
        code, output, errors = run(PROGRAMS[0], OPENBLAS)
        self.assertEqual((code, errors), (0, ""))
        self.assertIn('"blas": "OpenBLAS', output)
        code, output, errors = run([BENCHMARKS / "layers" / "pytorch_layers.py", "normalization"], OPENBLAS)
        self.assertEqual((code, errors), (0, ""))
        self.assertIn("normalization;LayerNorms;", output)

    def test_the_list_of_programs_needs_no_blas(self):
        self.assertEqual(run([HERE / "programs" / "run.py", "--list"], REFERENCE)[0], 0)

    def test_what_is_recorded_does_not_depend_on_the_blas(self):
        for environment in (OPENBLAS, REFERENCE):
            code, output, errors = run([HERE / "make_fixtures.py", "--check"], environment)
            self.assertEqual(code, 0, output + errors)


if __name__ == "__main__":
    unittest.main()
