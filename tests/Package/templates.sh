#!/usr/bin/env bash
# What `dotnet new` makes from the templates, in a folder outside the repository, without a change: the console program trains and
# runs, also as a native program; the API passes its own tests, and training again gives the very weights file that it comes with.
source "$(dirname "$0")/feed.sh"

dotnet pack "$root/templates" -c Release -o "$feed" --nologo -v quiet -p:PackageVersion="$version"
# As the README of a new project says. Other packages come from where NuGet keeps them or finds them.
rm "$work/nuget.config" "$work/Directory.Build.props"
export RestoreAdditionalProjectSources="$feed"
RestoreFallbackFolders="$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')"
export RestoreFallbackFolders RestorePackagesPath="$work/packages" TreatWarningsAsErrors=true

hive=(--debug:custom-hive "$work/hive")
dotnet new install "$feed/NetGen.Templates.$version.nupkg" "${hive[@]}" > "$work/install.log" || { cat "$work/install.log"; fail "Expected the templates to be installed."; }

# create TEMPLATE NAME [ARGUMENT]
create() { dotnet new "$1" -o "$work/$2" "${@:3}" "${hive[@]}" --no-update-check; }

# nothing_left FOLDER: no name of the template and no condition is left in a new project.
nothing_left() {
  if grep -rE 'NetGen[_-]Ap|NETGEN_VERSION|#if|#endif' "$work/$1" --include='*.cs' --include='*.csproj' --include='*.slnx' --include='*.md'; then fail "Expected no such text in $1."; fi
}

cd "$work"
create netgen My.Flowers
nothing_left My.Flowers
(cd My.Flowers && dotnet run -c Release) | tee run.txt
grep -q 'gradients right' run.txt || fail "Expected right gradients."
grep -q 'is an iris virginica' run.txt || fail "Expected a prediction."

create netgen native-flowers --aot
nothing_left native-flowers
dotnet publish native-flowers -c Release -o "$work/native" --nologo 2>&1 | tee publish.log
if grep -qE 'warning|error' publish.log; then fail "The publish above is not free of warnings."; fi
expect "the native program" "$(cd native && ./native-flowers)" "$(cat run.txt)"

create netgen-api flower-guide.Api
nothing_left flower-guide.Api
cd flower-guide.Api
dotnet test -c Release --no-progress
dotnet run --project flower-guide.Api -c Release --no-build -- train "$work/again.safetensors"
cmp "$work/again.safetensors" flower-guide.Api/iris.safetensors || fail "Expected the weights file of the template."

# And it answers a request, as its README has it, on a free port.
ASPNETCORE_URLS=http://127.0.0.1:0 dotnet flower-guide.Api/bin/Release/net10.0/flower-guide.Api.dll > "$work/api.log" &
api=$!
trap 'kill $api; rm -rf "$work"' EXIT
for _ in $(seq 300); do sleep 0.1; grep -q 'Now listening on' "$work/api.log" && break; done
address="$(sed -n 's/.*Now listening on: //p' "$work/api.log")"
answer="$(curl --silent --show-error "$address/predict" --json '{ "inputs": [5.1, 3.5, 1.4, 0.2] }')"
case "$answer" in '{"species":"setosa","probabilities":['*) ;; *) cat "$work/api.log"; fail "Expected setosa, but got '$answer'." ;; esac
expect "health" "$(curl --silent --show-error "$address/health")" Healthy
