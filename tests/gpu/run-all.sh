#!/usr/bin/env bash
# All tests of GPUs, built in Release before: on Vulkan with the shader compilers that are there, under the validation layer, and on Direct3D 12 under wine. .ci/run takes a part of it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for project in DeepNet.Shaders.Tests DeepNet.Gpu.Tests; do
  dotnet test "$here/../$project" -c Release --no-build
  "$here/../vulkan/validation.sh" "$here/../$project"
done
"$here/run-wine.sh"
