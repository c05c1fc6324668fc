#!/usr/bin/env bash
# Runs tests as an ARM64 process under qemu, where .NET uses AdvSimd: run.sh PROJECT FILTER, for projects that are built in Release.
# On Debian this needs, as root:
#   dpkg --add-architecture arm64 && apt-get update
#   apt-get install --no-install-recommends qemu-user-static libc6:arm64 libstdc++6:arm64 libssl3:arm64
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
(( $# == 2 )) || { echo "Expected a test project and a filter of dotnet test. Received: $*" >&2; exit 1; }

dotnet publish "$here/Host" -c Release -o "$here/Host/bin/publish" --nologo -v quiet

# .NET does not support qemu. A run whose process dies is repeated once; one in which a test fails is not.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for attempt in 1 2; do
  code=0
  # An emulated process takes longer than the 90 seconds that VSTest waits for it.
  VSTEST_CONNECTION_TIMEOUT=600 dotnet test "$1" -c Release --no-build --filter "$2" -- "RunConfiguration.DotNetHostPath=$here/dotnet" 2>&1 | tee "$log" || code=$?
  grep -q 'Test Run Aborted' "$log" || break
  (( attempt == 2 )) || echo "The emulated process ended before its tests did: once more."
done
exit "$code"
