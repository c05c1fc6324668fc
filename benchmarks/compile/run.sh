#!/bin/sh
# What DeepNet costs before the first step: the generator in a compiler that keeps running, the text that it writes, and the JIT. Prints Markdown tables and
# fails if a target is missed. With --aot the program is also published with Native AOT, for .NET 9, which needs its pack. Installs nothing else.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
dotnet build "$here/DeepNet.CompileCost" --configuration Release --verbosity quiet --nologo >&2
dotnet build "$here/DeepNet.FirstStep" --configuration Release --verbosity quiet --nologo >&2

if [ "${1:-}" = --aot ]; then
    shift
    case $(uname -m) in aarch64 | arm64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac
    linker=clang
    command -v clang >/dev/null || linker=gcc
    dotnet publish "$here/DeepNet.FirstStep" --configuration Release --runtime $rid --verbosity quiet --nologo \
        -p:FirstStepFramework=net9.0 -p:CppCompilerAndLinker=$linker >&2
    set -- --aot "$here/DeepNet.FirstStep/bin/Release/net9.0/$rid/publish/DeepNet.FirstStep" "$@"
fi

exec dotnet "$here/DeepNet.CompileCost/bin/Release/net10.0/DeepNet.CompileCost.dll" --first-step "$here/DeepNet.FirstStep/bin/Release/net10.0/DeepNet.FirstStep.dll" "$@"
