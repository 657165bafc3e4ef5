#!/usr/bin/env bash
# The bit test on Arm64, from an x64 Debian: compiles NetGen.Bits for linux-arm64 with NativeAOT, runs it in an emulator
# of the processor, and compares the hash with expected.txt. It says nothing about speed. Arguments go to the program
# in place of --check.
set -euo pipefail
cd "$(dirname "$0")/../.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

packages=(clang lld gcc-aarch64-linux-gnu qemu-user-static)
if ! dpkg -s "${packages[@]}" > /dev/null 2>&1; then
  sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${packages[@]}" > /dev/null
fi

dotnet publish tests/Bits -c Release -r linux-arm64 -p:ObjCopyName=aarch64-linux-gnu-objcopy -p:LinkerFlavor=lld \
  -o "$work" --nologo 2>&1 | tee "$work/log"
if grep -E 'warning|error' "$work/log"; then exit 1; fi

echo "$(dotnet --version) (SDK), $(qemu-aarch64-static --version | head -n 1), $(aarch64-linux-gnu-gcc -dumpfullversion) (gcc)"
if [ $# = 0 ]; then set -- --check; fi
qemu-aarch64-static -L /usr/aarch64-linux-gnu "$work/NetGen.Bits" "$@"
