#!/bin/sh
# Every algorithm for every pass of some convolutions, measured and as ConvolutionCost estimates it. Arguments: samples (8), rounds (25), a part of a name.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
dotnet build "$here/DeepNet.Convolutions" --configuration Release --verbosity quiet --nologo >&2
exec dotnet "$here/DeepNet.Convolutions/bin/Release/net10.0/DeepNet.Convolutions.dll" "$@"
