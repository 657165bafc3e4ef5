#!/usr/bin/env bash
# Weights at run time: an F# program uses the networks of a C# library, whose weights files lie in a folder of the library
# and outside, and in the assembly. They come with the program when it is built and when it is published.
source "$(dirname "$0")/feed.sh"

# weights FILE BYTES: one weight, as the four bytes of a float.
weights() {
  local header='{"layers.0.weight":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}'
  mkdir -p "$(dirname "$work/$1")"
  printf "\\x$(printf %x ${#header})\\0\\0\\0\\0\\0\\0\\0%s$2" "$header" > "$work/$1"
}

# files FOLDER: the weights files in it.
files() { (cd "$1" && find . -name '*.safetensors' | sort | xargs); }

weights Library/models/one.safetensors '\0\0\x80\x3f'   # 1
weights shared/two.safetensors '\0\0\x00\x40'           # 2
weights Library/three.safetensors '\0\0\x40\x40'        # 3
weights Library/runs/epoch.safetensors '\0\0\x80\x40'   # 4
cat > "$work/Library/Library.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <ItemGroup>
    <PackageReference Include="NetGen" Version="$version" />
    <AdditionalFiles Include="../shared/two.safetensors" />
    <EmbeddedResource Include="three.safetensors" LogicalName="three.safetensors" />
    <None Update="runs/**" CopyToOutputDirectory="Never" />
  </ItemGroup>
</Project>
XML
for name in One Two Three; do
  cat > "$work/Library/$name.cs" <<CS
using NetGen;

[Network(1, Weights = "${name,,}.safetensors")]
[Dense(1, Bias = false)]
public sealed partial class $name;
CS
done

mkdir "$work/Program"
cat > "$work/Program/Program.fsproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <SatelliteResourceLanguages>en</SatelliteResourceLanguages>
  </PropertyGroup>
  <ItemGroup>
    <Compile Include="Program.fs" />
    <ProjectReference Include="../Library/Library.csproj" />
  </ItemGroup>
</Project>
XML
cat > "$work/Program/Program.fs" <<FS
open System
open System.IO

let beside (file: string) = Path.Combine(AppContext.BaseDirectory, file)
let embedded = nonNull (typeof<Three>.Assembly.GetManifestResourceStream "three.safetensors")
printfn "%g %g %g" (One.Load(beside "models/one.safetensors").Parameters.[0]) (Two.Load(beside "two.safetensors").Parameters.[0]) (Three.Load(embedded).Parameters.[0])
FS

cd / # The program finds its files wherever it is started.
bin="$work/Program/bin/Release/net10.0"
expect "dotnet run" "$(dotnet run --project "$work/Program" -c Release)" "1 2 3"
expect "files of the build" "$(files "$bin")" "./models/one.safetensors ./two.safetensors"

weights Library/models/one.safetensors '\0\0\xa0\x40'   # 5
expect "dotnet run after a change" "$(dotnet run --project "$work/Program" -c Release)" "5 2 3"

# Published into the project twice: what is there is no part of the project.
for time in first second; do
  dotnet publish "$work/Program" -c Release -o "$work/Program/published" --nologo -v quiet
  expect "files of the $time publishing" "$(files "$work/Program/published")" "./models/one.safetensors ./two.safetensors"
done
expect "the published program" "$("$work/Program/published/Program")" "5 2 3"

dotnet publish "$work/Program" -c Release -o "$work/bare" --nologo -v quiet -p:NetGenCopyWeights=false
expect "files with NetGenCopyWeights=false" "$(files "$work/bare")" ""
