#!/usr/bin/env bash
# Measures how much of src the tests cover, in lines and branches, and prints a table of projects and folders:
#   tools/coverage.sh [OPTIONS OF THE TEST RUNNER, such as --filter-namespace NetGen.Tests.Kernels]
# The generator counts as the tests run it. What it does inside the compiler, which builds the tests' networks, does not count; nor
# do child processes. The full report is in artifacts/coverage.
set -euo pipefail
cd "$(dirname "$0")/.."
out="$PWD/artifacts/coverage"
rm -rf "$out"
# Counting makes the tests slow, and a mutation test covers no more with more mutations.
export NETGEN_FUZZ_COUNT=1000
status=0
dotnet test --project tests/NetGen.Tests -c Release --results-directory "$out" --coverlet --coverlet-single-hit --coverlet-exclude '[xunit.*]*' --coverlet-exclude-assemblies-without-sources None \
  --coverlet-output-format cobertura --coverlet-include '[NetGen.Generator]*' --coverlet-include '[NetGen.Runtime]*' \
  --coverlet-include '[NetGen.Attributes]*' "$@" || status=$?
python3 tools/coverage.py "$(find "$out" -name '*cobertura*.xml' | head -n 1)"
exit "$status"
