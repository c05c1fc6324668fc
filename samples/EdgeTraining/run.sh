#!/usr/bin/env bash
# Publishes the sample with Native AOT and runs it.
#   run.sh           publish and run
#   run.sh --check   also fail unless the program is at most 2 MB, its first training step ends at most 30 ms after its start, and AVX2 is on
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

case "$(uname -m)" in
  x86_64) rid=linux-x64 ;;
  aarch64) rid=linux-arm64 ;;
  *) echo "Expected a 64-bit x86 or ARM Linux. Received: $(uname -m)." >&2; exit 1 ;;
esac

# The linker driver is clang unless it is missing.
linker=()
command -v clang > /dev/null || linker=(-p:CppCompilerAndLinker=gcc)

# .NET 10 if its Native AOT pack can be restored from this machine's package source, else .NET 9.
framework=net10.0
if ! dotnet restore -r "$rid" -p:_IsPublishing=true -p:EdgeTargetFramework=net10.0 > /dev/null 2>&1; then
  framework=net9.0
  echo "The Native AOT pack of .NET 10 cannot be restored here: publishing for .NET 9."
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! dotnet publish -c Release -r "$rid" -p:EdgeTargetFramework=$framework "${linker[@]}" > "$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
if grep -E ' warning ' "$log" >&2; then
  echo "Expected a publish without warnings. Received: those above." >&2
  exit 1
fi

program=bin/Release/$framework/$rid/publish/EdgeTraining

# EPOCHREALTIME costs no process of its own; the decimal separator hangs on the locale.
start() { EDGE_STARTED_MICROSECONDS=${EPOCHREALTIME/[.,]/} "$program" "$@"; }

start | tee "$log"

if [[ "${1:-}" == --check ]]; then
  size=$(stat -c %s "$program")
  (( size <= 2000000 )) || { echo "Expected a program of at most 2,000,000 bytes. Received: $size." >&2; exit 1; }
  [[ "$rid" != linux-x64 ]] || grep -q 'vectors on' "$log" || { echo "Expected 256-bit vectors to be on." >&2; exit 1; }
  # The best of five, since the first start reads the program from disk and the machine may be shared.
  best=$( { cat "$log"; for _ in 1 2 3 4; do start; done; } | sed -n 's/^First step after: *\([0-9]*\).*/\1/p' | sort -n | head -1)
  (( best < 30 )) || { echo "Expected the first step within 30 ms of the start. Received: $best ms." >&2; exit 1; }
  echo "Check passed: $size bytes, first step within $((best + 1)) ms."
fi
