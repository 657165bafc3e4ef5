#!/usr/bin/env bash
# The package under NativeAOT, in a fresh console project outside the repository, published twice: as it comes, and for
# the compiler's default baseline, without FMA. Each publishes without a warning, stays below 2 MB, predicts and trains;
# both learn the same up to rounding, and a training without FMA takes at most 20 times as long: it multiplies, then
# adds, and never calls into software, which takes hundreds of times as long. Other times are printed only. Then LeNet, which stays below
# 2 MB as well.
source "$(dirname "$0")/feed.sh"

mkdir "$work/App"
cp "$here/Aot/Program.cs" "$work/App/"
native_project

# publish OUTPUT [PROPERTY]: publishes and checks the log and the size.
publish() {
  dotnet publish "$work/App" -c Release -o "$work/$1" --nologo "${@:2}" 2>&1 | tee "$work/$1.log"
  if grep -qE 'warning|error' "$work/$1.log"; then fail "The publish above is not free of warnings."; fi
  size="$(stat -c %s "$work/$1/App")"
  echo "$1: $size bytes"
  [ "$size" -lt 2000000 ] || fail "Expected a program of less than 2 MB."
}

# Prints the mean time of a process that starts, predicts and ends.
predict() {
  [ "$("$1" predict)" = predicted ] || fail "Expected a prediction."
  local runs=100 began ended
  began="$(date +%s%N)"
  for _ in $(seq "$runs"); do "$1" predict > /dev/null; done
  ended="$(date +%s%N)"
  echo "start, first prediction and end: $(((ended - began) / runs / 1000)) us"
}

publish fma
grep -q 'NetGen: compiling for x86-64-v3' "$work/fma.log" || [ "$(uname -m)" != x86_64 ] || fail "Expected a message about x86-64-v3."
publish default -p:NetGenInstructionSet=none
if grep -q 'NetGen: compiling' "$work/default.log"; then fail "Expected no message."; fi

for program in fma default; do
  predict "$work/$program/App"
  "$work/$program/App" train "$root/samples/Digits/digits.csv" > "$work/$program.txt"
  echo "$program: training (ms), test loss, test accuracy: $(cat "$work/$program.txt")"
done

paste "$work/fma.txt" "$work/default.txt" | awk '
  { difference = $2 - $5; if (difference < 0) difference = -difference }
  { printf "without FMA: %.1f times the time\n", $4 / $1 }
  $3 < 0.96 || $6 < 0.96 { print "Expected an accuracy of 0.96."; exit 1 }
  difference > 1e-3 { print "Expected the same loss up to rounding."; exit 1 }
  $4 > 20 * $1 { print "Expected at most 20 times the time."; exit 1 }'

# The same project with LeNet in it.
cp "$here/AotLeNet/Program.cs" "$work/App/"
publish lenet
[ "$("$work/lenet/App")" = learned ] || fail "Expected LeNet to learn twenty images."
