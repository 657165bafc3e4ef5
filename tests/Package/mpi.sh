#!/usr/bin/env bash
# NetGen.Mpi as a package, in a fresh console project outside the repository: a program that refers to it trains under mpirun, under the
# JIT and as NativeAOT, on one process and on two of each MPI, to the same bits. contents.cs checks what the package holds.
source "$(dirname "$0")/feed.sh"
dotnet pack "$root/src/Mpi" -c Release -o "$feed" --nologo -v quiet -p:PackageVersion="$version"

mkdir "$work/App"
cp "$root/samples/Cluster/Program.cs" "$root/samples/Digits/DigitsData.cs" "$root/samples/Digits/digits.csv" "$work/App/"
native_project '<EmbeddedResource Include="digits.csv" LogicalName="digits.csv" />' "<PackageReference Include=\"NetGen.Mpi\" Version=\"[$version]\" />"
dotnet build "$work/App" -c Release -o "$work/jit" --nologo -v quiet
dotnet publish "$work/App" -c Release -o "$work/aot" --nologo 2>&1 | tee "$work/aot.log"
if grep -qE 'warning|error' "$work/aot.log"; then fail "The publish above is not free of warnings."; fi

# The lines of all processes; a terminal's control codes may stand before them.
processes() { grep -o 'process [01] of .*' "$work/$1.log"; }

# train NAME LAUNCHER...: trains, and compares the weights with those of the first training.
train() {
  echo "== $1"
  "${@:2}" --weights "$work/$1.safetensors" > "$work/$1.log" || { cat "$work/$1.log"; fail "Expected $1 to end well."; }
  processes "$1"
  cmp "$work/alone.safetensors" "$work/$1.safetensors" || fail "Expected the weights of one process."
}

openmpi=(mpirun.openmpi --oversubscribe -n 2)
[ "$(id -u)" != 0 ] || openmpi+=(--allow-run-as-root)
train alone "$work/jit/App"
train openmpi "${openmpi[@]}" "$work/jit/App"
train mpich mpirun.mpich -n 2 "$work/jit/App"
train aot "$work/aot/App"
train openmpi-aot "${openmpi[@]}" "$work/aot/App"
train mpich-aot mpirun.mpich -n 2 "$work/aot/App"
for name in openmpi mpich openmpi-aot mpich-aot; do
  expect "$name: processes" "$(processes "$name" | grep -c 'of 2, [OM]')" 2
done
