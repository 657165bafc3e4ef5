using System.Runtime.CompilerServices;
using VerifyTests;

namespace NetGen.Tests.Snapshots;

internal static class ModuleInitializer
{
    [ModuleInitializer]
    internal static void Initialize() => VerifySourceGenerators.Initialize();
}
