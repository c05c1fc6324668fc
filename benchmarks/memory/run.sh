#!/bin/sh
# The bytes that a training step of a 20-layer residual network takes, in DeepNet and in PyTorch. Installs nothing; needs python3-torch.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}
dotnet build "$here/DeepNet.Memory" --configuration Release --verbosity quiet --nologo >&2
{
    DOTNET_gcServer=0 dotnet "$here/DeepNet.Memory/bin/Release/net10.0/DeepNet.Memory.dll"
    OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 "$python" -W ignore "$here/pytorch_memory.py"
} | awk -F';' '
    BEGIN { print "| ResNet-20, 32x32x3, batch 64, Adam | parameters | bytes of the step | growth of the process | loss after 3 steps | s per step |"; print "|---|---:|---:|---:|---:|---:|" }
    { printf "| %s | %d | %.1f MB | %.1f MB | %s | %s |\n", $1, $2, $3 / 1e6, $4 / 1e6, $5, $6; bytes[$1] = $3 }
    END { printf "\nDeepNet takes %.2f times the bytes of PyTorch.\n", bytes["DeepNet"] / bytes["PyTorch"]; exit bytes["DeepNet"] > bytes["PyTorch"] }'
