#!/bin/sh
# DeepNet and PyTorch side by side. Builds the driver and passes its arguments on (--help lists them); installs nothing.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}

if ! "$python" -c 'import torch' 2>/dev/null; then
    echo "$python has no PyTorch. On Debian or Ubuntu: sudo apt-get install python3-torch" >&2
    echo "Or name another Python: PYTHON=/path/to/python3 $0" >&2
    exit 1
fi

dotnet build "$here/DeepNet.Peers" --configuration Release --verbosity quiet --nologo >&2
exec dotnet "$here/DeepNet.Peers/bin/Release/net10.0/DeepNet.Peers.dll" --python "$python" "$@"
