using System.Diagnostics;
using System.Reflection;
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

    /// <summary>A constant, since an expression would need members that trimming may have removed. What the class says itself goes before it.</summary>
    [Theory]
    [InlineData("Network(2), Dense(1)", "partial class Net;", "Net: 2 -> 1, 3 parameters")]
    [InlineData("Network(1, 28, 28), Conv2D(8, 5), Dense(10)", "partial class @class;", "class: 1x28x28 -> 10, 46,298 parameters")]
    [InlineData("Network(2, 9), Conv1D(1, 2, Bias = false), Flatten, Activate(Activation.Tanh)", "partial class Net;", "Net: 2x9 -> 8, 4 parameters")]
    [InlineData("Network(1), Dense(1, Bias = false)", "partial class Net;", "Net: 1 -> 1, 1 parameter")]
    [InlineData("Network(2), Dense(1)", "[System.Diagnostics.DebuggerDisplay(\"own\")] partial class Net;", "own")]
    [InlineData("Network(2), Dense(1)", "partial class Net : Root; [System.Diagnostics.DebuggerDisplay(\"root\")] class Root;", "root")]
    [InlineData("Network(2), Dense(1)", "partial class Net { public override string ToString() => \"own\"; }", null)]
    public void The_debugger_shows_name_shape_and_parameters(string attributes, string declaration, string? expected)
    {
        Type type = Compilations.CompileAndLoad($"#pragma warning disable NETGEN015\nusing NetGen;\n[{attributes}] {declaration}").GetTypes().Single(type => type.IsAssignableTo(typeof(INetwork<float>)));

        Assert.Equal(expected, type.GetCustomAttributes<DebuggerDisplayAttribute>().SingleOrDefault()?.Value);
    }

    [Fact]
    public void A_class_may_have_the_very_name() => Assert.NotNull(
        Compilations.CompileAndLoad("#pragma warning disable NETGEN015\nusing NetGen;\nnamespace N; [Network(2), Dense(1)] partial class ToString;").GetType("N.ToString"));
}
