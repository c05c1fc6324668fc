#!/bin/sh
# Makes deepnet-gpu.tar.xz for run.sh: the benchmark with .NET in it, a shader compiler and the Vulkan loader. The machine with the GPU needs a driver, Python with PyTorch, and nothing else.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
bundle=$(mktemp -d)
trap 'rm -rf "$bundle"' EXIT

compiler=$(command -v glslangValidator) || { echo "glslangValidator is missing. On Debian or Ubuntu: apt-get install glslang-tools" >&2; exit 1; }
loader=$(ldconfig -p | sed -n 's/.*libvulkan\.so\.1 .* => //p' | head -n 1)
[ -n "$loader" ] || { echo "libvulkan.so.1 is missing. On Debian or Ubuntu: apt-get install libvulkan1" >&2; exit 1; }

dotnet publish "$here/DeepNet.GpuPeers" --configuration Release --runtime linux-x64 --self-contained --output "$bundle/program" --verbosity quiet --nologo >&2
mkdir "$bundle/tools"
cp "$compiler" "$bundle/tools/glslangValidator"
cp "$loader" "$bundle/tools/libvulkan.so.1"
cp "$here/run.sh" "$bundle"
tar -C "$bundle" -cJf "$here/deepnet-gpu.tar.xz" program tools run.sh
ls -l "$here/deepnet-gpu.tar.xz"
