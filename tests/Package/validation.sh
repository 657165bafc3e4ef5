#!/usr/bin/env bash
# A package is compared with the last one that was published: packs this version into a folder, takes a public member away in a
# copy, and expects that packing the copy fails with that member's name. The copy as it was packs without a word.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
fail() { echo "$*"; exit 1; }

mkdir "$work/copy"
(cd "$root" && git ls-files -z --cached --others --exclude-standard -- src '*.props' global.json .editorconfig README.md CHANGELOG.md | tar -c --null -T -) | tar -x -C "$work/copy"

# pack [ARGUMENT]: packs the copy.
pack() { dotnet pack "$work/copy/src/Runtime" -c Release --nologo -v quiet "$@"; }

# What is published lies in a folder, where the last version is found as it would be in a feed.
version="0.0.1-$(date +%s)"
pack -o "$work/published" -p:PackageVersion="$version"
shared="$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')"
baseline=(-p:PackageValidationBaselineVersion="$version" -p:RestoreAdditionalProjectSources="$work/published" -p:RestorePackagesPath="$work/packages" -p:RestoreFallbackFolders="$shared")
pack -o "$work/same" "${baseline[@]}"

sed -i 's/public int Classes { get; }/internal int Classes { get; }/' "$work/copy/src/Runtime/Metrics/ConfusionMatrix.cs"
if pack -o "$work/less" "${baseline[@]}" > "$work/less.log"; then fail "Expected an error."; fi
grep -q "error CP0002: Member 'int NetGen.ConfusionMatrix.Classes.get' exists on .* but not on" "$work/less.log" || { cat "$work/less.log"; fail "Expected CP0002."; }
