#!/usr/bin/env bash
# Measures how much of src the tests cover, in lines and branches, and prints a table of projects and folders:
#   tools/coverage.sh [FILTER OF THE TEST RUNNER, such as --filter-namespace NetGen.Tests.Kernels]
# The generator counts as the tests run it. What it does inside the compiler, which builds the tests' networks, does not count; nor
# do child processes. Full figures are in artifacts/coverage.
set -euo pipefail
cd "$(dirname "$0")/.."
out="$PWD/artifacts/coverage"
rm -rf "$out"
dotnet build tests/NetGen.Tests -c Release -v q --nologo
status=0
tests/NetGen.Tests/bin/Release/net10.0/NetGen.Tests --results-directory "$out" --coverlet --coverlet-output-format cobertura \
  --coverlet-include '[NetGen.Generator]*' --coverlet-include '[NetGen.Runtime]*' --coverlet-include '[NetGen.Attributes]*' "$@" || status=$?
python3 tools/coverage.py "$(find "$out" -name '*cobertura*.xml' | head -n 1)"
exit "$status"
