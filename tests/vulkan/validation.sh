#!/usr/bin/env bash
# Runs tests, built in Release, under the validation layer of the Khronos Group, which also finds missing barriers: validation.sh PROJECT [FILTER]. Fails on any error that the layer reports.
# Needs vulkan-validationlayers.
set -euo pipefail
(( $# == 1 || $# == 2 )) || { echo "Expected a test project and perhaps a filter of dotnet test. Received: $*" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/vk_layer_settings.txt" << END
khronos_validation.debug_action = VK_DBG_LAYER_ACTION_LOG_MSG
khronos_validation.report_flags = error
khronos_validation.log_filename = $folder/log
khronos_validation.enables = VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT
END
VK_LAYER_SETTINGS_PATH="$folder" VK_INSTANCE_LAYERS=VK_LAYER_KHRONOS_validation dotnet test "$1" -c Release --no-build --filter "${2:-FullyQualifiedName~Tests}"

if [[ ! -f "$folder/log" ]]; then
  echo "The validation layer was not loaded." >&2
  exit 1
fi
if [[ -s "$folder/log" ]]; then
  echo "The validation layer reports:" >&2
  head -n 40 "$folder/log" | cut -c 1-1000 >&2
  exit 1
fi
echo "The validation layer reports nothing."
