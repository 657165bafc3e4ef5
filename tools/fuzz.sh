#!/usr/bin/env bash
# Runs one of the mutation tests for longer than the suite does:
#   tools/fuzz.sh sources|weights|checkpoints [COUNT [SEED]]
# Prints how far it is, and writes failing inputs to artifacts/fuzz. The tests must have been built in Release.
set -euo pipefail
cd "$(dirname "$0")/.."
kind="${1:?sources, weights or checkpoints}"
case "$kind" in
  sources) test='NetGen.Tests.Generator.MutationTests.Generator_never_makes_it_worse' ;;
  weights) test='NetGen.Tests.SafeTensors.SafeTensorsMutationTests.Any_file_is_loaded_whole_or_refused' ;;
  checkpoints) test='NetGen.Tests.Training.CheckpointContentsTests.Any_file_is_resumed_or_refused' ;;
  *) echo "Expected sources, weights or checkpoints, but got $kind." >&2; exit 2 ;;
esac
export NETGEN_FUZZ_COUNT="${2:-1000000}" NETGEN_FUZZ_SEED="${3:-$RANDOM}" NETGEN_FUZZ_FOLDER="$PWD/artifacts/fuzz/$kind"
exec tests/NetGen.Tests/bin/Release/net10.0/NetGen.Tests -noColor -method "$test"
