#!/bin/sh
# The products of dense layers beside OpenBLAS's sgemm, one thread each, in turns. Installs nothing; needs libopenblas.so.0 (on Debian: libopenblas0).
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
dotnet build "$here/DeepNet.Products" --configuration Release --verbosity quiet --nologo >&2
OPENBLAS_NUM_THREADS=1 exec dotnet "$here/DeepNet.Products/bin/Release/net10.0/DeepNet.Products.dll" "$@"
