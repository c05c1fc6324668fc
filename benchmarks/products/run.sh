#!/bin/sh
# The products of dense layers beside OpenBLAS's sgemm, one thread each, in turns. Installs nothing; needs libopenblas.so.0 (on Debian: libopenblas0-pthread).
# OpenBLAS chooses its kernels by the processor. CORETYPE=Haswell makes it use those for AVX2; what else the environment says is not passed on, since it may be meant to slow it down.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
if ! /sbin/ldconfig -p | grep -q 'libopenblas\.so\.0'; then
    echo "There is no libopenblas.so.0 to compare with. On Debian or Ubuntu: sudo apt-get install libopenblas0-pthread" >&2
    exit 1
fi

dotnet build "$here/DeepNet.Products" --configuration Release --verbosity quiet --nologo >&2
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
if [ -n "${CORETYPE:-}" ]; then export OPENBLAS_CORETYPE="$CORETYPE"; fi
OPENBLAS_NUM_THREADS=1 exec dotnet "$here/DeepNet.Products/bin/Release/net10.0/DeepNet.Products.dll" "$@"
