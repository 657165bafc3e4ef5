#!/usr/bin/env bash
# ONNX files: a program compiles the model in its folder, whose name has spaces, finds it beside itself when it is built and when it is
# published, also if its numbers are in another file, and compiles what it exports. A build lists the models again only if one of them
# changed; a build of the editor lists them too.
source "$(dirname "$0")/feed.sh"

app="$work/two words/App"
list="$app/obj/Release/net10.0/NetGen.Models.txt"
mkdir -p "$app"
cp "$root/tests/fixtures/onnx/policy.onnx" "$app/"
cat > "$app/App.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="NetGen" Version="$version" />
  </ItemGroup>
</Project>
XML
cat > "$app/Program.cs" <<CS
using System.Globalization;
using NetGen;

var policy = Policy.LoadOnnx(Path.Combine(AppContext.BaseDirectory, "policy.onnx"));
Console.WriteLine(string.Join(' ', policy.Predict([0.5f, -1f, 0.25f, 2f]).Select(y => y.ToString("F4", CultureInfo.InvariantCulture))));
if (args.Length > 0)
    policy.SaveOnnx(args[0]);

[Network(Onnx = "policy.onnx")]
internal sealed partial class Policy;
CS

build() { dotnet build "$app" -c Release --nologo -v quiet "$@"; }
run() { dotnet run --project "$app" -c Release -- "$@"; }

# times: when the list of the models and the program were written.
times() { stat -c %y "$list" "$app/obj/Release/net10.0/App.dll"; }

cd / # The program finds its file wherever it is started.
tanh="-0.0681 0.1516"
expect "dotnet run" "$(run)" "$tanh"
dotnet publish "$app" -c Release -o "$work/published" --nologo -v quiet
expect "the published program" "$("$work/published/App")" "$tanh"

before="$(times)"
build
expect "times after a build without a change" "$(times)" "$before"

# Its numbers in another file, which then goes wherever the model goes.
cp "$app/policy.onnx" "$work/policy.onnx"
cp "$here/split.cs" "$work/"
dotnet run "$work/split.cs" -- "$app/policy.onnx" "its numbers/policy.bin"
expect "dotnet run with numbers in another file" "$(run)" "$tanh"
rm -r "$work/published"
dotnet publish "$app" -c Release -o "$work/published" --nologo -v quiet
expect "the published program with numbers in another file" "$("$work/published/App")" "$tanh"
before="$(times)"
rm "$app/bin/Release/net10.0/its numbers/policy.bin"
build
expect "times after a build without a change, with numbers in another file" "$(times)" "$before"
[ -f "$app/bin/Release/net10.0/its numbers/policy.bin" ] || fail "Expected a build to copy the numbers again."
mv "$app/its numbers" "$work/away"
expect "a build without the numbers" "$(build -p:TreatWarningsAsErrors=false | grep -o 'warning NETGEN101: .* the model, but' | sort -u)" \
  "warning NETGEN101: Expected the file 'its numbers/policy.bin' with numbers of 'policy.onnx' in the folder of the model, but"
cp "$work/policy.onnx" "$app/policy.onnx"

# Another function in the file: the program would refuse a file that it was not compiled from.
LC_ALL=C sed -i 's/Tanh/Relu/g' "$app/policy.onnx"
relu="-0.0100 0.6423"
expect "dotnet run after a change" "$(run)" "$relu"

# What the program exports is a model that it can be compiled from.
expect "dotnet run with an export" "$(run "$app/again.onnx")" "$relu"
sed -i 's/Policy/Again/g; s/policy/again/g' "$app/Program.cs"
expect "dotnet run of the exported file" "$(run)" "$relu"

# Editors run the targets before the compiler, but not the compiler. It would get the list, and no binary file.
rm "$list"
arguments="$(dotnet msbuild "$app" -t:Compile -p:Configuration=Release -p:DesignTimeBuild=true -p:BuildingInsideVisualStudio=true -p:BuildProjectReferences=false -p:SkipCompilerExecution=true -p:ProvideCommandLineArgs=true -getItem:CscCommandLineArgs)"
expect "additional files in the editor" "$(grep -o '"Identity": "/additionalfile:[^"]*' <<< "$arguments" | sed 's/.*://' | xargs)" "obj/Release/net10.0/NetGen.Models.txt"
expect "models in the list of the editor" "$(grep '\.onnx$' "$list" | xargs -d '\n' -n 1 basename | sort | xargs)" "again.onnx policy.onnx"

# A model with nodes that NetGen does not compile.
cp "$root/tests/fixtures/onnx/recurrent.onnx" "$app/"
cat > "$app/Recurrent.cs" <<CS
using NetGen;

[Network(Onnx = "recurrent.onnx")]
internal sealed partial class Recurrent;
CS
message="error NETGEN083: NetGen does not compile all of 'recurrent.onnx'. Transpose 'swap': NetGen does not reorder dimensions; LSTM 'memory': "

# refuses ANALYZERS PLACE: whether a build reports that message alone, there.
refuses() {
  if build -p:RunAnalyzers="$1" > "$work/refused.log"; then fail "Expected an error with RunAnalyzers=$1."; fi
  if grep error "$work/refused.log" | grep -v NETGEN083; then fail "Expected NETGEN083 only."; fi
  grep -qF "Recurrent.cs$2: $message" "$work/refused.log" || fail "Expected '$message' at $2, but got: $(cat "$work/refused.log")"
}

refuses true '(3,10)'
refuses false '(4,31)' # The generator reports it, at the class.
