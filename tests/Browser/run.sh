#!/usr/bin/env bash
# The bit test in a browser: publishes tests/Bits as a page, serves it on the loopback address, and opens it in headless
# Chromium, where the hash must be that of x64 without FMA. It installs nothing: without Chromium it is skipped, but in CI it fails.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v chromium > /dev/null; then
  echo "Skipped: there is no chromium."
  [ -z "${CI:-}" ]
  exit
fi

work="$(mktemp -d)"
server=""
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT

dotnet publish . -c Release -o "$work/site" --nologo 2>&1 | tee "$work/publish.log"
if grep -E 'warning|error' "$work/publish.log"; then exit 1; fi

timeout 300 python3 -u -m http.server 0 --bind 127.0.0.1 --directory "$work/site/wwwroot" > "$work/server.log" 2>&1 &
server=$!
port=""
for _ in $(seq 100); do
  port="$(sed -n 's/^Serving HTTP on .* port \([0-9]*\).*/\1/p' "$work/server.log")"
  [ -z "$port" ] || break
  sleep 0.1
done
[ -n "$port" ] || { cat "$work/server.log"; exit 1; }

# Virtual time stands still while the page loads or computes: it is up when the page has nothing left to do.
timeout 240 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" --virtual-time-budget=60000 \
  --dump-dom "http://127.0.0.1:$port/index.html" 2> "$work/chromium.log" > "$work/page.html" || { cat "$work/chromium.log"; exit 1; }
sed -n '/<pre/,/<\/pre>/p' "$work/page.html" | sed 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g'
grep -q '^exit code 0$' "$work/page.html"
