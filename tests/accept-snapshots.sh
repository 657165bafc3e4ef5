#!/bin/sh
# Accepts what the snapshot tests received: each .received. file takes the place of its .verified. file.
set -eu
cd "$(dirname "$0")"
find . -name '*.received.*' -not -path '*/bin/*' -not -path '*/obj/*' | while IFS= read -r received; do
    verified=$(printf '%s' "$received" | sed 's/\.received\./.verified./')
    mv -- "$received" "$verified"
    echo "$verified"
done
