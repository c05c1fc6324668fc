#!/bin/sh
# DeepNet and a peer side by side. Builds the driver and passes its arguments on (--help lists them). Installs nothing, except with --install-onnx,
# which fetches ONNX Runtime's npm package into onnx/node_modules (290 MB) and stops.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}

if [ "${1:-}" = --install-onnx ]; then
    # Its own install script would download CUDA.
    cd "$here/onnx"
    exec npm ci --ignore-scripts --no-audit --no-fund
fi

case " $* " in *" plain "*) ;; *)
    if ! "$python" -c 'import torch' 2>/dev/null; then
        echo "$python has no PyTorch. On Debian or Ubuntu: sudo apt-get install python3-torch" >&2
        echo "Or name another Python: PYTHON=/path/to/python3 $0" >&2
        exit 1
    fi
esac

case $(uname -m) in aarch64 | arm64) processor=arm64 ;; *) processor=x64 ;; esac
library=$here/onnx/node_modules/onnxruntime-node/bin/napi-v6/linux/$processor/libonnxruntime.so.1
dotnet build "$here/DeepNet.Peers" --configuration Release --verbosity quiet --nologo >&2

# PyTorch's OpenBLAS chooses its kernels by the processor. CORETYPE=Haswell makes it use those for AVX2; what else the environment says is not passed on.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
if [ -n "${CORETYPE:-}" ]; then export OPENBLAS_CORETYPE="$CORETYPE"; fi
exec dotnet "$here/DeepNet.Peers/bin/Release/net10.0/DeepNet.Peers.dll" --python "$python" --onnxruntime "${ONNXRUNTIME:-$library}" "$@"
