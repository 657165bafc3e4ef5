using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Generator;

/// <summary>A network prints as its Summary, unless the class says otherwise.</summary>
public sealed class NetworkTextTests
{
    [Theory]
    [InlineData("partial class Net;", null)]
    [InlineData("partial class Net { public string ToString(string format) => format; }", null)]
    [InlineData("partial class Net { public override string ToString() => \"own\"; }", "own")]
    [InlineData("partial class Net { public new string ToString() => \"hidden\"; }", "Net")]
    [InlineData("partial class Net { public new const string ToString = \"a field\"; }", "Net")]
    [InlineData("partial class Net : Root; abstract class Root { public override string ToString() => \"root\"; }", "root")]
    [InlineData("partial class Net : Middle; class Middle : Root; class Root { public sealed override string ToString() => \"sealed\"; }", "sealed")]
    [InlineData("partial class Net : Root { public override string ToString() => \"made\"; } abstract class Root { public abstract override string ToString(); }", "made")]
    [InlineData("partial class Net : Root; class Root { public int Value => 1; }", null)]
    public void Is_the_summary_or_the_classs_own(string declaration, string? expected)
    {
        Type type = Compilations.CompileAndLoad($"using NetGen;\n[Network(2, Loss = Loss.Huber), Dense(1)] {declaration}").GetType("Net")!;
        object network = Activator.CreateInstance(type, 1)!;
        Assert.Equal(expected ?? (string)type.GetField("Summary")!.GetRawConstantValue()!, network.ToString());
    }

    [Fact]
    public void A_class_may_have_the_very_name() => Assert.NotNull(
        Compilations.CompileAndLoad("#pragma warning disable NETGEN015\nusing NetGen;\nnamespace N; [Network(2), Dense(1)] partial class ToString;").GetType("N.ToString"));
}
