#!/usr/bin/env bash
# Runs the tests of DeepNet.Shaders, built in Release, with libshaderc as the shader compiler on Debian 12, whose libshaderc lacks the symbols of glslang and SPIRV-Tools:
# these are linked from their static libraries and loaded before it. Needs g++, libshaderc1, glslang-dev and spirv-tools.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

libraries=()
for name in glslang SPIRV MachineIndependent GenericCodeGen OSDependent OGLCompiler HLSL SPIRV-Tools SPIRV-Tools-opt; do
  libraries+=("$(gcc -print-file-name="lib$name.a")")
done
g++ -shared -o "$folder/libglslang-spirv.so" -Wl,--whole-archive "${libraries[@]}" -Wl,--no-whole-archive -lpthread

LD_PRELOAD="$folder/libglslang-spirv.so" dotnet test "$here/../DeepNet.Shaders.Tests" -c Release --no-build | tee "$folder/log"
if grep -q 'Skipped: *[1-9]' "$folder/log"; then
  echo "Expected no skipped test." >&2
  exit 1
fi
