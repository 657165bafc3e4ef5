#!/usr/bin/env bash
# Runs the benchmark with every peer that this machine can run, NetGen under NativeAOT among them. Takes the options
# of NetGen.Benchmarks; run it without any for the full table.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"

echo "Building ..." >&2
dotnet build "$here/NetGen.Benchmarks" -c Release --nologo -v quiet -clp:NoSummary
program="$(dirname "$(find "$here/NetGen.Benchmarks/bin/Release" -name NetGen.Benchmarks.dll | head -n 1)")"

aot=()
if dotnet publish "$here/NetGen.Benchmarks.Aot" -c Release -o "$here/artifacts/aot" --nologo -v quiet -clp:NoSummary; then
  aot=(--aot "$here/artifacts/aot/NetGen.Benchmarks.Aot")
else
  echo "NativeAOT does not publish here (on Debian it needs clang and zlib1g-dev): going on without it." >&2
fi

# TorchSharp's native library needs GLIBCXX_3.4.32, which comes with GCC 13. Where libstdc++ is older, the build
# output's copy is told to do without, and the one function that it misses is loaded before it.
version=GLIBCXX_3.4.32
library="$program/libLibTorchSharp.so"
if [ -f "$library" ] && command -v g++ > /dev/null && command -v python3 > /dev/null \
  && ! grep -q "$version" "$(g++ -print-file-name=libstdc++.so.6)"; then
  shim="$here/artifacts/streams.so"
  mkdir -p "$here/artifacts"
  g++ -shared -fPIC -O2 -o "$shim" "$here/compat/streams.cpp"
  python3 "$here/compat/weaken.py" "$library" "$version"
  export LD_PRELOAD="$shim"
fi

exec dotnet "$program/NetGen.Benchmarks.dll" "${aot[@]}" "$@"
