#!/usr/bin/env bash
# A user's first minute: packs NetGen, restores the package from a local folder into a fresh console project
# outside the repository, with C# 12 and every warning an error, and runs the contract's code there. It leaves a weights
# file, which then checks two networks that name it: one that fits, and one that does not. Then the README's first program,
# which prints what the README says.
source "$(dirname "$0")/feed.sh"

mkdir "$work/App"
cp "$here/Program.cs" "$here/Forms.cs" "$work/App/"
cp "$root/samples/Digits/digits.csv" "$work/App/"
cat > "$work/App/App.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <LangVersion>12</LangVersion>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <AnalysisLevel>latest-all</AnalysisLevel>
    <NoWarn>CA1050;CA1303;CA1515</NoWarn>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="NetGen" Version="$version" />
  </ItemGroup>
</Project>
XML

cd "$work/App"
dotnet run -c Release

cat > Checked.cs <<CS
using NetGen;

[Network(64, Loss = Loss.CrossEntropy, Weights = "digits.safetensors")]
[Dense(32, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
public sealed partial class Checked;
CS
dotnet build -c Release --nologo -v quiet
sed -i 's/Dense(32/Dense(33/' Checked.cs
message="Checked.cs(4,2): error NETGEN022: In 'digits.safetensors', 'layers.0.weight' has shape (32, 64), but layer 1 needs shape (33, 64)"
for analyzers in true false; do # Without analyzers, the generator reports it.
  if dotnet build -c Release --nologo -v quiet -p:RunAnalyzers=$analyzers > "$work/misfit.log"; then echo "Expected an error."; exit 1; fi
  if grep error "$work/misfit.log" | grep -v NETGEN022; then echo "Expected NETGEN022 only."; exit 1; fi
  grep -qF "$message" "$work/misfit.log"
done

# block LANGUAGE: the README's first block of it.
block() { awk -v fence="\`\`\`$1" '$0 == fence { inside = 1; next } inside && /^```$/ { exit } inside' "$root/README.md"; }

mkdir "$work/First"
block csharp > "$work/First/Program.cs"
cat > "$work/First/First.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
  <ItemGroup><PackageReference Include="NetGen" Version="$version" /></ItemGroup>
</Project>
XML
expect "the README's first program" "$(dotnet run --project "$work/First" -c Release)" "$(block text)"
