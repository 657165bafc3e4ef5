namespace VerifyTests;

internal static class VerifySourceGenerators
{
    /// <summary>Verify registers its converters here; the stand-in has none to register.</summary>
    public static void Initialize()
    {
    }
}
