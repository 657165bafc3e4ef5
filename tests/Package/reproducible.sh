#!/usr/bin/env bash
# Packages are functions of a commit: packed from two clones with it, in other folders, with other times of the files, another
# origin and in another time zone, they have the same bytes, and so have their symbols. contents.cs checks what is in them.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# pack FOLDER ORIGIN: from a clone with one commit, which is the same for each.
pack() {
  mkdir -p "$1"
  (cd "$root" && git ls-files -z --cached --others --exclude-standard | tar -c --null -T -) | tar -x -m -C "$1"
  git -C "$1" init -q
  git -C "$1" remote add origin "$2"
  git -C "$1" add -A
  GIT_COMMITTER_DATE=2026-01-31T00:00:00Z git -C "$1" -c user.name=test -c user.email=test@example.com commit -q -m test --date=2026-01-31T00:00:00Z
  for project in Runtime Mpi; do
    dotnet pack "$1/src/$project" -c Release -o "$1/feed" --nologo -v quiet
  done
}

pack "$work/one" "$root"
TZ=Asia/Kathmandu pack "$work/another/and longer" https://github.com/example/example.git
for file in "$work"/one/feed/*; do
  cmp "$file" "$work/another/and longer/feed/$(basename "$file")" || { echo "Expected the same bytes."; exit 1; }
done

cp "$here/contents.cs" "$work/"
address="$(dotnet msbuild "$root/src/Runtime" -getProperty:PackageProjectUrl)"
for package in "$work"/one/feed/*.nupkg; do
  dotnet run "$work/contents.cs" -- "$package" "${package%.nupkg}.snupkg" "$work/one" "$address"
done
