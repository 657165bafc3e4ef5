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

# And once more for processors with vectors of 512 bits: what the package sets by itself leaves them out.
if [ "${#aot[@]}" -gt 0 ] && grep -qs avx512vl /proc/cpuinfo \
  && dotnet publish "$here/NetGen.Benchmarks.Aot" -c Release -o "$here/artifacts/aot-v4" -p:IlcInstructionSet=x86-64-v4 --nologo -v quiet -clp:NoSummary; then
  aot+=(--aot-v4 "$here/artifacts/aot-v4/NetGen.Benchmarks.Aot")
fi

# The C++ peer: README.md says why with these options. It takes two minutes, so only after a change.
eigen=/usr/include/eigen3
rows="$program/eigen_rows"
if command -v g++ > /dev/null && [ -d "$eigen" ] \
  && { [ ! -f "$rows" ] || [ -n "$(find "$here/eigen" "$here/run.sh" -newer "$rows")" ]; }; then
  rm -f "$rows"
  g++ -std=c++17 -O3 -march=native -mtune=generic -DNDEBUG -Wno-ignored-attributes -isystem "$eigen" \
    -o "$rows" "$here/eigen/rows.cpp" || echo "The Eigen peer does not compile here: going on without it." >&2
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
