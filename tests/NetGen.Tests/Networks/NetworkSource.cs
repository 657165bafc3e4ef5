using System.Numerics;
using System.Reflection;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>A declaration that a test writes itself, because there are too many of its kind to write out.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Network">The arguments of [Network].</param>
/// <param name="Layers">The arguments of each [Dense], which begin with its size, or a whole attribute.</param>
internal sealed record NetworkSource(string Name, string Network, params string[] Layers)
{
    // Pairings that a user is warned of have to be right all the same.
    private const string Head = "#pragma warning disable NETGEN012, NETGEN013, NETGEN015\nusing NetGen;\n";

    public override string ToString() =>
        $"[Network({Network})]\n{string.Concat(Layers.Select(layer => char.IsAsciiDigit(layer[0]) ? $"[Dense({layer})]\n" : $"[{layer}]\n"))}public sealed partial class {Name};\n";

    /// <summary>The text of a file that declares the networks.</summary>
    public static string File(params IEnumerable<NetworkSource> networks) => Head + string.Join('\n', networks);

    /// <summary>Compiles networks together, which costs far less than one by one.</summary>
    public static Assembly Load(params IEnumerable<NetworkSource> networks) => Compilations.CompileAndLoad(File(networks));
}

internal static class LoadedNetworks
{
    public static ITrainableNetwork<T> Create<T>(this Assembly assembly, string name, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (ITrainableNetwork<T>)Activator.CreateInstance(assembly.GetType(name, throwOnError: true)!, seed)!;

    /// <summary>Asserts whether a network was compiled to tiles.</summary>
    public static void AssertStrategy(object network, bool tiles) => Assert.Equal(tiles, StrategyOf(network) == "tiles");

    /// <summary>How a network was compiled: only straight-line code has no class for each layer, and only vectors put samples in lanes there.</summary>
    public static string StrategyOf(object network)
    {
        Type? compiled = network.GetType().GetNestedType("Compiled", BindingFlags.NonPublic);
        Assert.NotNull(compiled);
        return compiled.GetNestedType("Layer1", BindingFlags.NonPublic) is not { } layer ? "straight lines"
            : layer.GetMethod("ForwardInLanes", BindingFlags.Static | BindingFlags.NonPublic) is null ? "tiles" : "vectors";
    }
}
