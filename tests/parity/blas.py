"""Tells which BLAS PyTorch computes with. Whoever takes times refuses Debian's reference BLAS, with which a product takes many times as long."""

import ctypes
import os

# A function of each fast library that comes under the name libblas.so.3: OpenBLAS, BLIS, MKL, ATLAS.
FAST = ("openblas_get_config", "bli_info_get_version_str", "MKL_Get_Version_String", "ATL_dgemm")


def loaded_libraries():
    """The files of all libraries in this process."""
    with open("/proc/self/maps") as maps:
        return sorted({line.split(maxsplit=5)[5].rstrip() for line in maps if ".so" in line})


def reference_blas(libraries):
    """The first of these files that is a BLAS by its name and none of the fast ones by its functions, or None."""
    for path in libraries:
        if os.path.basename(path).startswith("libblas.so"):
            library = ctypes.CDLL(path)  # The same one: it is loaded already.
            if not any(hasattr(library, function) for function in FAST):
                return path
    return None


def require_fast():
    """Ends the program if PyTorch, which has to be imported, computes with the reference BLAS."""
    path = reference_blas(loaded_libraries())
    if path is not None:
        raise SystemExit(
            f"PyTorch computes with the reference BLAS (Debian's package libblas3), {path}. Times with it say nothing about PyTorch. Expected: OpenBLAS.\n"
            "On Debian or Ubuntu: sudo apt-get install libopenblas0-pthread\n"
            "If that is installed: sudo update-alternatives --auto libblas.so.3-$(uname -m)-linux-gnu, and no LD_LIBRARY_PATH to another one.")


def describe():
    """OpenBLAS's own description and thread count, if that is what PyTorch computes with."""
    for path in loaded_libraries():
        if "openblas" in os.path.basename(path):
            library = ctypes.CDLL(path)
            library.openblas_get_config.restype = ctypes.c_char_p
            return library.openblas_get_config().decode().strip(), library.openblas_get_num_threads()
    return "not OpenBLAS", None
