#!/usr/bin/env bash
# Counts how many errors, put into an area of the code one at a time, the tests of the area find:
#   tools/mutation.sh planning|functions|kernels|files [SAMPLE [SEED]]
# SAMPLE mutants are drawn, all if it is 0. The tests must have been built in Release. See tools/mutants.cs and docs/quality.md.
set -euo pipefail
cd "$(dirname "$0")/.."
area="${1:?planning, functions, kernels or files}"
tests=NetGen.Tests
snapshots="-class $tests.Generator.Snapshots.SnapshotTests"
generator="-class $tests.Generator.EmittedTextTests -class $tests.Graphs.PlanTests -class $tests.Generator.GeneratedMembersTests -class $tests.Generator.DiagnosticTests"
case "$area" in
  planning)
    project=src/Generator/NetGen.Generator.csproj
    files=Planning/Layout,Planning/Buffers,Planning/StepBuffers,Planning/PassBuilder,Planning/BackwardPlanner,Model/Shape
    stages=("$snapshots" "$generator" "-class $tests.Graphs.RandomGraphTests")
    ;;
  functions)
    project=src/Generator/NetGen.Generator.csproj
    files=Functions/,Layers/
    stages=("$snapshots" "$generator" "-class $tests.Graphs.RandomGraphTests -class $tests.Networks.ImageVariantTests")
    ;;
  kernels)
    project=src/Runtime/NetGen.Runtime.csproj
    files=Kernels/,CompilerServices/
    stages=("-namespace $tests.Kernels -class- $tests.Kernels.LargeProductTests" "-class $tests.Kernels.LargeProductTests -class $tests.Runtime.FunctionsTests -class $tests.Runtime.VectorFunctionsTests -class $tests.Runtime.OneHotTests -class $tests.Runtime.GuardTests -class $tests.Runtime.ParameterInitializerTests")
    ;;
  files)
    project=src/Runtime/NetGen.Runtime.csproj
    files=SafeTensors/,Checkpoints/,Files/
    stages=("-class $tests.SafeTensors.SafeTensorsFaultTests -class $tests.SafeTensors.SafeTensorsFormatTests -class $tests.SafeTensors.SafeTensorsLimitTests -class $tests.SafeTensors.WeightsTests -class $tests.SafeTensors.PyTorchWeightsTests -class $tests.Files.AtomicFileTests" "-class $tests.SafeTensors.SafeTensorsMutationTests -class $tests.Training.CheckpointPathTests -class $tests.Training.CheckpointFileTests -class $tests.Training.CheckpointRefusalTests -class $tests.Training.CheckpointContentsTests -class $tests.Training.ResumeTests -method- *.Anywhere -method- *any_byte -method- *More_than_2_GB*" "-class $tests.Training.NetworkIdentityTests -class $tests.Networks.ImageFileTests")
    # Two thousand mutated files find what two hundred thousand do.
    export NETGEN_FUZZ_COUNT=2000
    ;;
  *) echo "Expected planning, functions, kernels or files, but got $area." >&2; exit 2 ;;
esac
copy="artifacts/mutants/$area"
mkdir -p artifacts/mutants
[ -d "$copy" ] || cp -r tests/NetGen.Tests/bin/Release/net10.0 "$copy"
dotnet run tools/mutants.cs -- "$project" "$files" "$copy" "${2:-0}" "${3:-1}" "${stages[@]}"
