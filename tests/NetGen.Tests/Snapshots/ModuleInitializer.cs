using System.Runtime.CompilerServices;
using VerifyTests;

namespace NetGen.Tests.Snapshots;

internal static class ModuleInitializer
{
    [ModuleInitializer]
    internal static void Initialize()
    {
        // VerifierTests fail snapshots on purpose. On a desktop, Verify would open a diff tool for each of them.
        if (Environment.GetEnvironmentVariable("DiffEngine_Disabled") is null)
            Environment.SetEnvironmentVariable("DiffEngine_Disabled", "true");

        VerifySourceGenerators.Initialize();
    }
}
