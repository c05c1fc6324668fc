#!/usr/bin/env bash
# Runs tests/gpu/DirectX under wine: all shaders of the test networks through Microsoft's DXC and FXC, and the tests of lists and networks on Direct3D 12, which wine computes on Mesa's
# lavapipe: run-wine.sh [NAME...] takes only tests with one of these in their name, and all shaders. The last line is "N passed, N failed"; where wine is missing, it says so and ends with 0.
# Needs the tests built in Release, the Debian packages wine64 libwine xvfb libgl1 libgl1-mesa-dri mesa-vulkan-drivers, and curl.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
wine=/usr/lib/wine/wine64
for program in "$wine" Xvfb; do
  if ! command -v "$program" > /dev/null; then
    echo "Skipped: $program is not on this machine. Install it with: apt install wine64 libwine xvfb libgl1 libgl1-mesa-dri mesa-vulkan-drivers"
    echo "0 passed, 0 failed"
    exit 0
  fi
done

folder=$(mktemp -d)
display=
finish() {
  # What wine left in the background ends with its server.
  WINEPREFIX="$folder/prefix" /usr/lib/wine/wineserver64 -k > /dev/null 2>&1 || true
  [[ -z "$display" ]] || kill "$display" 2> /dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

# The package holds both compilers for Windows. They are not ours to give away, so they are fetched.
curl -sSfL --retry 3 -o "$folder/webgpu-0.6.2.tgz" https://registry.npmjs.org/webgpu/-/webgpu-0.6.2.tgz
tar -xzf "$folder/webgpu-0.6.2.tgz" -C "$folder" package/dist/win32-x64

dotnet publish "$here/DirectX" -c Release -p:BuildProjectReferences=false -o "$folder/program" > "$folder/publish" || { cat "$folder/publish" >&2; exit 1; }
cp "$folder"/package/dist/win32-x64/*.dll "$folder/program/"

# DXGI wants a screen, also for devices that only compute. The program is one for the Windows that has DirectX 12.
exec {number}> "$folder/number"
Xvfb -displayfd "$number" -screen 0 640x480x24 > /dev/null 2>&1 &
display=$!
exec {number}>&-
for (( i = 0; i < 100; i++ )); do
  [[ ! -s "$folder/number" ]] || break
  sleep 0.1
done
export DISPLAY=":$(< "$folder/number")" WINEPREFIX="$folder/prefix" WINEDEBUG=-all
export VK_ICD_FILENAMES=/usr/share/vulkan/icd.d/lvp_icd.x86_64.json
# Microsoft's compiler in place of wine's; no debugger, which would wait, when the program crashes.
export WINEDLLOVERRIDES='d3dcompiler_47=n;winedbg.exe=d'
"$wine" wineboot -i > /dev/null 2>&1
"$wine" reg add 'HKCU\Software\Wine' /v Version /d win10 /f > /dev/null 2>&1

code=0
timeout -s KILL "${DEEPNET_WINE_SECONDS:-1200}" "$wine" "$folder/program/DeepNet.DirectX.exe" "$@" 2>&1 | tr -d '\r' | tee "$folder/log" || code=$?
if ! tail -n 1 "$folder/log" | grep -aqE '^[0-9]+ passed, [0-9]+ failed$'; then
  echo "The program did not reach its end (exit code $code)." >&2
  exit 1
fi
exit "$code"
