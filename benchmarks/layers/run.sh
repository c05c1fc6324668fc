#!/bin/sh
# A training step of every test network in DeepNet and in PyTorch, one thread each: run.sh [AREA...]. The declarations in tests/DeepNet.<Area>.Tests are the
# cases. The networks are tiny, so most rows compare overheads; benchmarks/peers has the networks that people train.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)
python=${PYTHON:-/usr/bin/python3}
[ $# -gt 0 ] || set -- convolution normalization sequence attention structure losses optimizers
times=$(mktemp -d)
trap 'rm -rf "$times"' EXIT
for area in "$@"; do
    project=$(find "$root/tests" -maxdepth 1 -iname "DeepNet.$area.Tests")
    DEEPNET_STEP_TIMES=$times dotnet test "$project" -c Release -v q --nologo --filter FullyQualifiedName~StepTimes >&2
    OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 "$python" -W ignore "$here/pytorch_layers.py" "$area" > "$times/$area.torch"
done
awk -F';' '
    BEGIN { print "| area | network | DeepNet µs | PyTorch µs | ratio |"; print "|---|---|---:|---:|---:|" }
    FILENAME ~ /\.csv$/ { mine[$2] = $3; next }
    $2 in mine { printf "| %s | %s | %.1f | %.0f | %.1fx |\n", $1, $2, mine[$2], $3, $3 / mine[$2] }' $(for area in "$@"; do echo "$times/$area.csv" "$times/$area.torch"; done)
