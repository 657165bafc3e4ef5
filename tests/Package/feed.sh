# Sourced by the tests of the package: packs NetGen into $feed, under a version that no other package has, and makes $work,
# a folder outside the repository whose projects restore NetGen from there into a folder of its own. Tests that are given the
# same folder in NETGEN_FEED share the package: the first of them packs it.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
feed="${NETGEN_FEED:-$work/feed}"
version="$(cat "$feed/version" 2> /dev/null || echo "0.0.0-$(date +%s)")"

fail() { echo "$*"; exit 1; }

# expect WHAT ACTUAL EXPECTED
expect() { [ "$2" = "$3" ] || fail "$1: expected '$3', but got '$2'."; }

if [ ! -f "$feed/version" ]; then
  dotnet pack "$root/src/Runtime" -c Release -o "$feed" --nologo -v quiet -p:PackageVersion="$version"
  echo "$version" > "$feed/version"
fi

cat > "$work/nuget.config" <<XML
<configuration>
  <packageSources>
    <clear />
    <add key="local" value="$feed" />
  </packageSources>
</configuration>
XML
cat > "$work/Directory.Build.props" <<XML
<Project>
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <RestorePackagesPath>$work/packages</RestorePackagesPath>
  </PropertyGroup>
</Project>
XML

# native_project [ITEM...]: writes the project of a NativeAOT program, $work/App/App.csproj, with NetGen and these items.
native_project() {
  # The native compiler comes from where NuGet keeps it or finds it.
  rm "$work/nuget.config"
  local shared
  shared="$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')"
  cat > "$work/App/App.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <PublishAot>true</PublishAot>
    <InvariantGlobalization>true</InvariantGlobalization>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <TrimmerSingleWarn>false</TrimmerSingleWarn>
    <RestoreAdditionalProjectSources>$feed</RestoreAdditionalProjectSources>
    <RestoreFallbackFolders>$shared</RestoreFallbackFolders>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="NetGen" Version="[$version]" />
    $*
  </ItemGroup>
</Project>
XML
}
