using System.Reflection;
using Xunit;
using Xunit.Sdk;

namespace NetGen.Tests.Support;

public sealed class CompilationsTests
{
    [Fact]
    public void Loaded_code_runs_and_shares_the_runtime()
    {
        Assembly assembly = Compilations.CompileAndLoad("""
            using NetGen;
            public static class Sample
            {
                public static LayerInfo? Layer => null;
                public static int Increment(int x) => x + 1;
            }
            """);

        Type sample = assembly.GetType("Sample")!;
        Assert.Equal(typeof(LayerInfo), sample.GetProperty("Layer")!.PropertyType);
        Assert.Equal(3, sample.GetMethod("Increment")!.Invoke(null, [2]));
        var overflow = Assert.Throws<TargetInvocationException>(
            () => sample.GetMethod("Increment")!.Invoke(null, [int.MaxValue]));
        Assert.IsType<OverflowException>(overflow.InnerException);
    }

    [Theory]
    [InlineData("class Sample { int x; }", "CS0169")]
    [InlineData("class Sample { string X => null; }", "CS8603")]
    [InlineData("class Sample { /// <see cref=\"Nowhere\"/>\n void M() { } }", "CS1574")]
    [InlineData("class sample { }", "CS8981")]
    [InlineData("class Sample { System.ReadOnlySpan<int> X { get => field; } }", "CS0103")]
    public void Anything_the_compiler_says_is_a_failure(string source, string id) =>
        Assert.Contains(
            id,
            Assert.Throws<TrueException>(() => Compilations.AssertNoDiagnostics(Compilations.Create(source))).Message);
}
