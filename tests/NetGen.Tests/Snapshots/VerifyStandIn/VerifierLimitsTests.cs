using NetGen.Tests.Snapshots;
using Xunit;

namespace VerifyXunit;

/// <summary>What only Verify itself can do is refused rather than done differently.</summary>
public sealed class VerifierLimitsTests
{
    [Fact]
    public Task Paths_of_this_machine_are_refused() =>
        Assert.ThrowsAsync<NotSupportedException>(() => Verifier.Verify(
            VerifierTests.Run(context => context.AddSource("A.g.cs", $"// {Path.GetTempPath()}A.cs"))));

    [Theory]
    [InlineData(1)]
    public Task Theories_are_refused(int value) =>
        Assert.ThrowsAsync<NotSupportedException>(() => Verifier.Verify(
            VerifierTests.Run(context => context.AddSource("A.g.cs", $"// {value}"))));
}
