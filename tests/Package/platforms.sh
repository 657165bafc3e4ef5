#!/usr/bin/env bash
# Where the package does not fit, it says so: an older framework at restore, F# and Visual Basic by a warning where they
# name the package, and only there.
source "$(dirname "$0")/feed.sh"

package="<ItemGroup><PackageReference Include=\"NetGen\" Version=\"$version\" /></ItemGroup>"

# project FILE ELEMENTS: a library.
project() {
  mkdir -p "$(dirname "$work/$1")"
  echo "<Project Sdk=\"Microsoft.NET.Sdk\">$2</Project>" > "$work/$1"
}

# build FOLDER [ARGUMENT]: what a build says in errors and warnings, each once, from its code on.
build() {
  local status=0 said
  dotnet build "$work/$1" --nologo "${@:2}" > "$work/build.log" || status=$?
  said="$(sed -nE 's/.*(error|warning) ([A-Z]+[0-9]+: [^[]*[^[ ]).*/\1 \2/p' "$work/build.log" | sort -u)"
  [ "$status" = 0 ] || [ -n "$said" ] || said="$(cat "$work/build.log")"
  echo "$said"
}

project Old/Old.csproj "<PropertyGroup><TargetFramework>\$(Older)</TargetFramework></PropertyGroup>$package"
echo 'class Old;' > "$work/Old/Old.cs"
for framework in net8.0 net9.0; do
  # The framework itself is not looked for, which may not be on this machine.
  said="$(build Old -p:Older=$framework -p:DisableImplicitFrameworkReferences=true)"
  case "$said" in
    *$'\n'*) fail "$framework: expected one error, but got '$said'." ;;
    "error NU1202: Package NetGen $version is not compatible with $framework"*) ;;
    *) fail "$framework: expected NU1202, but got '$said'." ;;
  esac
done

advice='so nothing is compiled here. Declare the networks in a C# project that has the package, and reference that project instead of the package: the runtime comes with it.'
project Sharp/Sharp.fsproj "<ItemGroup><Compile Include=\"Sharp.fs\" /></ItemGroup>$package"
echo 'module Sharp' > "$work/Sharp/Sharp.fs"
project Basic/Basic.vbproj "$package"
touch "$work/Basic/Basic.vb"
expect "F#" "$(build Sharp)" "warning NETGEN100: NetGen compiles networks that are declared in C#, but this project is in F#, $advice"
expect "Visual Basic" "$(build Basic)" "warning NETGEN100: NetGen compiles networks that are declared in C#, but this project is in Visual Basic, $advice"
expect "F#, silenced" "$(build Sharp -p:NoWarn=NETGEN100)" ""

# As the warning advises: the networks in C#, used from Visual Basic.
project Networks/Networks.csproj "$package"
cat > "$work/Networks/Line.cs" <<CS
using NetGen;

[Network(2)]
[Dense(1)]
public sealed partial class Line;
CS
project Basic/Basic.vbproj '<ItemGroup><ProjectReference Include="../Networks/Networks.csproj" /></ItemGroup>'
cat > "$work/Basic/Basic.vb" <<VB
Imports NetGen

Public Module Basic
    Public ReadOnly Outputs As Single() = New Line(seed:=1).Predict({1.0F, 2.0F})
End Module
VB
expect "C#" "$(build Networks)" ""
expect "Visual Basic with networks in C#" "$(build Basic)" ""
