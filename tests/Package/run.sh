#!/usr/bin/env bash
# A user's first minute: packs NetGen, restores the package from a local folder into a fresh console project
# outside the repository, with C# 12 and every warning an error, and runs the contract's code there. It leaves a weights
# file, which then checks two networks that name it: one that fits, and one that does not.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

dotnet pack "$root/src/Runtime" -c Release -o "$work/feed" --nologo -v quiet
version="$(basename "$work"/feed/NetGen.*.nupkg .nupkg | sed 's/^NetGen\.//')"

mkdir "$work/App"
cp "$here/Program.cs" "$work/App/"
cp "$root/samples/Digits/digits.csv" "$work/App/"
cat > "$work/App/nuget.config" <<XML
<configuration>
  <packageSources>
    <clear />
    <add key="local" value="$work/feed" />
  </packageSources>
</configuration>
XML
cat > "$work/App/App.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <LangVersion>12</LangVersion>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <AnalysisLevel>latest-all</AnalysisLevel>
    <NoWarn>CA1050;CA1303;CA1515</NoWarn>
    <RestorePackagesPath>$work/packages</RestorePackagesPath>
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
if dotnet build -c Release --nologo -v quiet > "$work/misfit.log"; then echo "Expected an error."; exit 1; fi
if grep error "$work/misfit.log" | grep -v NETGEN022; then echo "Expected NETGEN022 only."; exit 1; fi
grep -qF "Checked.cs(4,2): error NETGEN022: 'digits.safetensors' has 'layers.0.weight' of shape (32, 64), but layer 1 needs shape (33, 64)" "$work/misfit.log"
