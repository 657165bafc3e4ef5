using System.Linq;
using NetGen.CompilerServices;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints the state of a network: its buffers, the constructor, Load, copies, and views of the tensors.</summary>
internal static class MemberEmitter
{
    public static readonly string GeneratedCode =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"NetGen\", \"{typeof(MemberEmitter).Assembly.GetName().Version.ToString(3)}\")]";

    public const string NoInlining = "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]";

    /// <summary>The interface of the twin. It serves gradient checks and takes no labels.</summary>
    public const string TwinInterface = "global::NetGen.ITrainableNetwork<double>";

    /// <summary>The most specific interface that the network implements.</summary>
    public static string Interface(NetworkPlan plan) =>
        $"global::NetGen.{(plan.Classes is not null ? "IClassifierNetwork" : plan.IsTrainable ? "ITrainableNetwork" : "INetwork")}<{Number.Of(plan.Spec.Precision).Keyword}>";

    /// <summary>The interfaces of networks whose samples are normalized together, to be appended to another; empty for other networks.</summary>
    public static string BatchInterfaces(NetworkPlan plan, Number number) =>
        (plan.IsTrainable && plan.NeedsWholeBatch ? $", {number.Services}.IBatchTrace<{number.Keyword}>" : "")
        + (plan.JoinsShards ? $", {number.Services}.ISynchronizedNetwork<{number.Keyword}>" : "");

    /// <summary>The parameter and gradient buffers and the constructor.</summary>
    public static void PrintBuffers(CodeWriter writer, NetworkPlan plan)
    {
        string type = writer.Number.Keyword;
        writer.Line();
        PrintFields(writer, plan);

        writer.Line();
        writer.Line("/// <summary>Creates the network with parameters drawn from <paramref name=\"seed\"/>, each layer by its initializer.</summary>");
        writer.Line("/// <param name=\"seed\">The seed. The same seed always draws the same parameters.</param>");
        writer.Line(GeneratedCode);
        string fill = $"{writer.Number.Services}.ParameterInitializer.Fill<{type}>(Info, Parameters, {(plan.Statistics.Any() ? "Statistics, " : "")}seed);";
        if (plan.DrawsMasks)
        {
            using (writer.Block($"public {plan.Type.Identifier}(int seed)"))
            {
                writer.Line(fill);
                writer.Line("DropoutSeed = seed;");
            }
        }
        else
        {
            writer.Line($"public {plan.Type.Identifier}(int seed) => {fill}");
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public {writer.Number.Span} Parameters => {Whole(plan)};");
        PrintStatistics(writer, plan);
        if (plan.IsTrainable)
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public {writer.Number.Span} Gradients => (_gradients ??= new(ParameterCount)).Span;");
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            PrintThreads(writer);
            PrintDropoutState(writer, plan);
        }

        writer.Line();
        writer.Line($"global::NetGen.NetworkInfo global::NetGen.INetwork<{type}>.Info => Info;");
    }

    /// <summary>Load, which creates the network with the weights of a file.</summary>
    public static void PrintLoad(CodeWriter writer, NetworkPlan plan)
    {
        if (!plan.Type.CanCreate)
            return;

        Method("string", "path", "The file.", "file",
            "/// <exception cref=\"global::System.IO.IOException\">The file cannot be read.</exception>",
            "/// <exception cref=\"global::System.UnauthorizedAccessException\">Access to the file is denied.</exception>");
        Method("global::System.IO.Stream", "stream", "The stream, read from its position to its end. It stays open.", "stream");

        void Method(string type, string parameter, string meaning, string what, params string[] exceptions)
        {
            writer.Line();
            writer.Line($"/// <summary>Creates the network with the weights of a safetensors {what}.</summary>");
            writer.Line($"/// <param name=\"{parameter}\">{meaning}</param>");
            writer.Line("/// <param name=\"options\">How to look up tensors. By default, the file must contain every tensor under its own name. A tensor that is allowed to be missing is drawn from seed 0.</param>");
            writer.Line("/// <returns>The network.</returns>");
            writer.Line($"/// <exception cref=\"global::System.ArgumentNullException\"><paramref name=\"{parameter}\"/> is null.</exception>");
            writer.Line($"/// <exception cref=\"global::NetGen.SafeTensorsException\">The {what} is not in the safetensors format, or its tensors do not match those of this network.</exception>");
            foreach (string exception in exceptions)
                writer.Line(exception);

            writer.Line(GeneratedCode);
            using (writer.Block($"public static {plan.Type.Reference} Load({type} {parameter}, global::NetGen.LoadOptions? options = null)"))
            {
                writer.Line($"{plan.Type.Reference} network = new(0);");
                writer.Line($"global::NetGen.WeightExtensions.LoadWeights<{writer.Number.Keyword}>(network, {parameter}, options);");
                writer.Line("return network;");
            }
        }
    }

    /// <summary>The buffers of the twin, which starts from the parameters of the network.</summary>
    public static void PrintTwinBuffers(CodeWriter writer, NetworkPlan plan)
    {
        PrintFields(writer, plan);

        writer.Line();
        writer.Line($"public {writer.Number.Span} Parameters => {Whole(plan)};");
        PrintStatistics(writer, plan);
        writer.Line();
        writer.Line($"public {writer.Number.Span} Gradients => (_gradients ??= new(ParameterCount)).Span;");
        writer.Line();
        PrintThreads(writer);
        PrintDropoutState(writer, plan);
        writer.Line();
        writer.Line("global::NetGen.NetworkInfo global::NetGen.INetwork<double>.Info => Info;");
        writer.Line();
        using (writer.Block("public global::NetGen.ITrainableNetwork<double> ToDouble()"))
        {
            writer.Line("InDouble copy = new();");
            writer.Line("_parameters.Span.CopyTo(copy._parameters.Span);");
            PrintDropoutCopy(writer, plan, "copy");
            writer.Line("return copy;");
        }

        PrintReplica(writer, plan);
    }

    public static void PrintToDouble(CodeWriter writer, NetworkPlan plan)
    {
        if (!plan.IsTrainable)
            return;

        writer.Line();
        string header = $"global::NetGen.ITrainableNetwork<double> global::NetGen.ITrainableNetwork<{writer.Number.Keyword}>.ToDouble()";
        using (writer.Block(header))
        {
            if (NetworkEmitter.HasTwin(plan))
            {
                writer.Line("InDouble twin = new();");
                writer.Single("for (int i = 0; i < ParameterCount; i++)", "twin.Parameters[i] = Parameters[i];");
                if (plan.Statistics.Any())
                {
                    writer.Line();
                    writer.Single("for (int i = 0; i < Statistics.Length; i++)", "twin.Statistics[i] = Statistics[i];");
                }

                writer.Line();
                PrintDropoutCopy(writer, plan, "twin");
                writer.Line("return twin;");
                return;
            }

            PrintCopy(writer, plan);
        }
    }

    /// <summary>The copy that computes another shard at the same time.</summary>
    public static void PrintReplica(CodeWriter writer, NetworkPlan plan)
    {
        if (!plan.JoinsShards)
            return;

        writer.Line();
        string type = writer.Number.Keyword, interfaceName = "global::NetGen.ITrainableNetwork";
        string header = $"{interfaceName}<{type}> {writer.Number.Services}.ISynchronizedNetwork<{type}>.Replica()";
        if (type == "double")
        {
            writer.Line($"{header} => (({interfaceName}<double>)this).ToDouble();");
            return;
        }

        using (writer.Block(header))
            PrintCopy(writer, plan);
    }

    /// <summary>Returns a copy with buffers of its own.</summary>
    private static void PrintCopy(CodeWriter writer, NetworkPlan plan)
    {
        writer.Line($"{plan.Type.Reference} copy = {writer.Number.Services}.ShallowCopy.Of(this);");
        writer.Line("copy._parameters = _parameters.Copy();");
        writer.Line("copy._gradients = null;");
        if (plan.Strategy == Strategy.Tiles)
            writer.Line($"copy._scratch = global::System.Array.Empty<{writer.Number.Keyword}>();");

        writer.Line("return copy;");
    }

    private static string Whole(NetworkPlan plan) =>
        plan.ReadsBehind || plan.Statistics.Any() ? "_parameters.Slice(0, ParameterCount)" : "_parameters.Span";

    private static void PrintThreads(CodeWriter writer) =>
        writer.Line($"public int Threads {{ get => _threads; set => _threads = {writer.Number.Services}.Guard.Threads(value); }}");

    /// <summary>Which masks the next call of Backward draws.</summary>
    private static void PrintDropoutState(CodeWriter writer, NetworkPlan plan)
    {
        if (!plan.DrawsMasks)
            return;

        foreach (string property in new[] { "int DropoutSeed", "long DropoutStep" })
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public {property} {{ get; set; }}");
        }
    }

    private static void PrintDropoutCopy(CodeWriter writer, NetworkPlan plan, string copy)
    {
        if (plan.DrawsMasks)
            writer.Line($"({copy}.DropoutSeed, {copy}.DropoutStep) = (DropoutSeed, DropoutStep);");
    }

    private static void PrintStatistics(CodeWriter writer, NetworkPlan plan)
    {
        if (!plan.Statistics.Any())
            return;

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public {writer.Number.Span} Statistics => _parameters.Slice(ParameterCount, {plan.StateCount - plan.ParameterCount});");
    }

    private static void PrintFields(CodeWriter writer, NetworkPlan plan)
    {
        string type = writer.Number.Keyword;
        bool isCloned = plan.IsTrainable && (plan.Spec.Precision == Precision.Double || plan.JoinsShards);
        if (plan.ReadsBehind)
            writer.Line("// Kernels read whole vectors, so the buffer extends past the last parameter.");

        if (plan.Statistics.Any())
            writer.Line($"// The {(plan.FrozenCount > 0 ? "frozen parameters and " : "")}statistics, which are not trained, follow the parameters.");

        string behind = Expression.Plus(plan.StateCount - plan.ParameterCount, plan.ReadsBehind ? $"{BufferLayout.Padding}" : "0");
        writer.Line($"private {(isCloned ? "" : "readonly ")}{writer.Number.Services}.AlignedArray<{type}> _parameters = new(ParameterCount{(behind == "0" ? "" : $" + {behind}")});");
        if (!plan.IsTrainable)
            return;

        writer.Line($"private {writer.Number.Services}.AlignedArray<{type}>? _gradients;");
        if (plan.Strategy == Strategy.Tiles)
            writer.Line($"private {type}[] _scratch = global::System.Array.Empty<{type}>();");

        writer.Line("private int _threads = 1;");
    }
}
