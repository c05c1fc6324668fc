#!/bin/sh
# Tests on a GPU, then training, inference and products beside PyTorch on the same GPU. It takes deepnet-gpu.tar.xz, which prepare.sh makes, and ends within 8 minutes.
#
#   ./run.sh [deepnet-gpu.tar.xz]
#
# PYTHON names the Python that has PyTorch with CUDA. PYTORCH_DEVICE=cpu and QUICK=1 try the script on a machine without a GPU.
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
archive=${1:-$here/deepnet-gpu.tar.xz}
python=${PYTHON:-python3}
device=${PYTORCH_DEVICE:-cuda}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
tar -C "$folder" -xJf "$archive" || exit 1

export PATH="$folder/tools:$PATH" LD_LIBRARY_PATH="$folder/tools${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" DOTNET_TieredPGO=0
# Drivers in containers are not always where the loader looks.
nvidia=/usr/local/nvidia/share/vulkan/icd.d/nvidia_icd.json
if [ -z "${VK_DRIVER_FILES:-}${VK_ICD_FILENAMES:-}" ] && [ -f "$nvidia" ]; then export VK_DRIVER_FILES="$nvidia"; fi

failed=0
# part SECONDS TITLE ARGUMENTS: one part, stopped when its time is over. The parts' times add up to 8 minutes.
part() {
    limit=$1 title=$2
    shift 2
    printf '\n## %s\n\n' "$title"
    timeout "$limit" "$folder/program/DeepNet.GpuPeers" "$@" || { echo "(ended with $?; 124: its $limit seconds were over)"; failed=1; }
}

if [ -n "${QUICK:-}" ]; then
    part 300 "Networks" networks --python "$python" --pytorch-device "$device" --markdown --rounds 3 --max-batch 1 --filter 784-128-10
    exit $failed
fi

part 90 "Tests" tests
part 100 "PyTorch, eager" networks --python "$python" --pytorch-device "$device" --markdown
part 100 "PyTorch, CUDA graphs" networks --python "$python" --pytorch-device "$device" --markdown --style graphs
part 25 "Products, TF32 off" products --python "$python" --pytorch-device "$device"
part 25 "Products, TF32 on" products --python "$python" --pytorch-device "$device" --tf32
part 50 "PyTorch, CUDA graphs, TF32 on" networks --python "$python" --pytorch-device "$device" --markdown --style graphs --tf32 --filter ResNet
part 90 "PyTorch, torch.compile" networks --python "$python" --pytorch-device "$device" --markdown --style compile --max-batch 32 --filter 784-128-10
exit $failed
