using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints the members that the user and the runtime call. They check, and pass on to the compiled passes.</summary>
internal static class MemberEmitter
{
    private const string Guard = "global::NetGen.CompilerServices.Guard";

    public static readonly string GeneratedCode =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"NetGen\", \"{typeof(MemberEmitter).Assembly.GetName().Version.ToString(3)}\")]";

    /// <summary>What the twin implements: it is there to be differentiated, and takes no labels.</summary>
    public const string TwinInterface = "global::NetGen.ITrainableNetwork<double>";

    /// <summary>The narrowest interface that says what the network can do.</summary>
    public static string Interface(NetworkPlan plan, Number number) =>
        $"global::NetGen.{(plan.Classes is not null ? "IClassifierNetwork" : plan.IsTrainable ? "ITrainableNetwork" : "INetwork")}<{number.Keyword}>";

    /// <summary>The parameter and gradient buffers and the constructor.</summary>
    public static void PrintBuffers(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string type = number.Keyword;
        writer.Line();
        PrintFields(writer, plan, number);

        writer.Line();
        writer.Line("/// <summary>Creates the network with weights drawn from <paramref name=\"seed\"/>, each layer by its initializer, and zero biases.</summary>");
        writer.Line("/// <param name=\"seed\">Any number; the same one always draws the same weights.</param>");
        writer.Line(GeneratedCode);
        string fill = $"global::NetGen.CompilerServices.ParameterInitializer.Fill<{type}>(Info, Parameters, {(plan.Statistics.Any() ? "Statistics, " : "")}seed);";
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
        writer.Line($"public global::System.Span<{type}> Parameters => {Whole(plan, type)};");
        PrintStatistics(writer, plan, type);
        if (plan.IsTrainable)
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public global::System.Span<{type}> Gradients => _gradients ??= new {type}[ParameterCount];");
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            PrintThreads(writer);
            PrintDropoutState(writer, plan);
        }

        writer.Line();
        writer.Line($"global::NetGen.NetworkInfo global::NetGen.INetwork<{type}>.Info => Info;");
    }

    /// <summary>Load, which creates the network with the weights of a file.</summary>
    public static void PrintLoad(CodeWriter writer, NetworkPlan plan, Number number)
    {
        if (!plan.Type.CanCreate)
            return;

        Method("string", "path", "file");
        Method("global::System.IO.Stream", "stream", "stream, from its position to its end");

        void Method(string type, string parameter, string what)
        {
            writer.Line();
            writer.Line($"/// <summary>Creates the network with the weights of a safetensors {what}.</summary>");
            writer.Line($"/// <param name=\"{parameter}\">The {parameter}.</param>");
            writer.Line("/// <param name=\"options\">How tensors are looked up. A weight that need not be there is drawn from seed 0.</param>");
            writer.Line("/// <returns>The network.</returns>");
            writer.Line("/// <exception cref=\"global::NetGen.SafeTensorsException\">It is no safetensors file, or does not hold the weights of this network.</exception>");
            writer.Line(GeneratedCode);
            using (writer.Block($"public static {plan.Type.Reference} Load({type} {parameter}, global::NetGen.LoadOptions? options = null)"))
            {
                writer.Line($"{plan.Type.Reference} network = new(0);");
                writer.Line($"global::NetGen.WeightExtensions.LoadWeights<{number.Keyword}>(network, {parameter}, options);");
                writer.Line("return network;");
            }
        }
    }

    /// <summary>The buffers of the twin, which starts from the parameters of the network.</summary>
    public static void PrintTwinBuffers(CodeWriter writer, NetworkPlan plan)
    {
        PrintFields(writer, plan, Number.Double);

        writer.Line();
        writer.Line($"public global::System.Span<double> Parameters => {Whole(plan, "double")};");
        PrintStatistics(writer, plan, "double");
        writer.Line();
        writer.Line("public global::System.Span<double> Gradients => _gradients ??= new double[ParameterCount];");
        writer.Line();
        PrintThreads(writer);
        PrintDropoutState(writer, plan);
        writer.Line();
        writer.Line("global::NetGen.NetworkInfo global::NetGen.INetwork<double>.Info => Info;");
        writer.Line();
        using (writer.Block("public global::NetGen.ITrainableNetwork<double> ToDouble()"))
        {
            writer.Line("InDouble copy = new();");
            writer.Line("_parameters.CopyTo(copy._parameters, 0);");
            PrintDropoutCopy(writer, plan, "copy");
            writer.Line("return copy;");
        }
    }

    private static string Whole(NetworkPlan plan, string type) =>
        plan.Strategy == Strategy.Tiles || plan.Statistics.Any() ? $"new global::System.Span<{type}>(_parameters, 0, ParameterCount)" : "_parameters";

    private static void PrintThreads(CodeWriter writer) =>
        writer.Line($"public int Threads {{ get => _threads; set => _threads = {Guard}.Threads(value); }}");

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

    private static void PrintStatistics(CodeWriter writer, NetworkPlan plan, string type)
    {
        if (!plan.Statistics.Any())
            return;

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public global::System.Span<{type}> Statistics => new(_parameters, ParameterCount, {plan.StateCount - plan.ParameterCount});");
    }

    private static void PrintFields(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string type = number.Keyword;
        bool isCloned = plan.IsTrainable && plan.Spec.Precision == Precision.Double;
        if (plan.Strategy == Strategy.Tiles)
            writer.Line("// Whole vectors are read, so there is room behind the last parameter.");

        if (plan.Statistics.Any())
            writer.Line("// Behind the parameters stands what is fitted rather than trained.");

        string behind = Expression.Plus(plan.StateCount - plan.ParameterCount, plan.Strategy == Strategy.Tiles ? $"{Planner.Padding}" : "0");
        writer.Line($"private {(isCloned ? "" : "readonly ")}{type}[] _parameters = new {type}[ParameterCount{(behind == "0" ? "" : $" + {behind}")}];");
        if (plan.IsTrainable)
            writer.Line($"private {type}[]? _gradients;");

        if (plan.IsTrainable && plan.Strategy == Strategy.Tiles)
            writer.Line($"private {type}[] _scratch = global::System.Array.Empty<{type}>();");

        if (plan.IsTrainable)
            writer.Line("private int _threads = 1;");
    }

    /// <summary>Forward, Trace, ComputeLoss and Backward.</summary>
    public static void PrintCalls(CodeWriter writer, NetworkPlan plan, Number number, bool takesLabels)
    {
        string vector = $"global::System.ReadOnlySpan<{number.Keyword}>";
        string result = $"global::System.Span<{number.Keyword}>";
        Method("void", $"Forward({vector} inputs, {result} outputs)",
            $"int n = {Guard}.Batch(inputs.Length, InputSize, outputs.Length, OutputSize, \"outputs\");",
            "Compiled.Forward(_parameters, inputs, outputs, n);");
        Method("void", $"Trace({vector} input, {result} values)",
            $"{Guard}.Trace(input.Length, InputSize, values.Length, {plan.TraceSize});",
            "Compiled.Trace(_parameters, input, values);");
        if (!plan.IsTrainable)
        {
            writer.Line();
            writer.Line($"// There is no Backward, because {plan.ForwardOnlyReason}.");
            return;
        }

        if (plan.DrawsMasks)
        {
            Method("void", $"TraceInTraining({vector} input, int sample, {result} values)",
                $"{Guard}.Trace(input.Length, InputSize, values.Length, {plan.TraceSize});",
                $"Compiled.Trace(_parameters, input, values, {Masks("DropoutStep")}.From(sample));");
        }

        string weights = $"{vector} weights = default";
        string guard = $"int n = {Guard}.Batch(inputs.Length, InputSize, targets.Length, OutputSize, \"targets\", weights.Length);";
        Method(number.Keyword, $"ComputeLoss({vector} inputs, {vector} targets, {weights})",
            guard,
            "return Compiled.ComputeLoss(_parameters, inputs, targets, weights, n);");
        string masks = ElementwiseEmitter.Masks(plan, Masks("DropoutStep++"));
        string[] backward =
        [
            guard,
            plan.Strategy == Strategy.Tiles
                ? $"int length = {plan.Batch.Fixed + Planner.Padding} + global::System.Math.Min(n, {plan.Batch.Chunk}) * {plan.Batch.PerSample};\n"
                    + $"return global::NetGen.CompilerServices.Shards.{(plan.DrawsMasks ? "MaskedBackward" : "Backward")}<Compiled, {number.Keyword}>(_parameters, inputs, targets, weights, Gradients, ref _scratch, length, n, {plan.Batch.LeastShard}, Threads{masks});"
                : $"return Compiled.Backward(_parameters, inputs, targets, weights, Gradients, n{masks});",
        ];
        Method(number.Keyword, $"Backward({vector} inputs, {vector} targets, {weights})", backward);
        if (!takesLabels)
            return;

        string classes = plan.Classes == plan.OutputSize ? "OutputSize" : $"{plan.Classes}";
        foreach (string name in new[] { "ComputeLoss", "Backward" })
        {
            Method(number.Keyword, $"{name}({vector} inputs, global::System.ReadOnlySpan<int> labels, {weights})",
                $"int n = {Guard}.Labels(inputs.Length, InputSize, labels, {classes});",
                $"using global::NetGen.CompilerServices.LabelTargets<{number.Keyword}> targets = new(labels, OutputSize);",
                $"return {name}(inputs, targets.Values, weights);");
        }

        static string Masks(string step) => $"new global::NetGen.CompilerServices.Masks(DropoutSeed, {step})";

        void Method(string returns, string signature, params string[] body)
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line(GeneratedCode);
            using (writer.Block($"public {returns} {signature}"))
            {
                foreach (string part in body)
                    writer.Lines(part);
            }
        }
    }

    public static void PrintToDouble(CodeWriter writer, NetworkPlan plan, Number number)
    {
        if (!plan.IsTrainable)
            return;

        writer.Line();
        string header = $"global::NetGen.ITrainableNetwork<double> global::NetGen.ITrainableNetwork<{number.Keyword}>.ToDouble()";
        using (writer.Block(header))
        {
            if (NetworkEmitter.HasTwin(plan))
            {
                writer.Line("InDouble twin = new();");
                writer.Single("for (int i = 0; i < ParameterCount; i++)", "twin.Parameters[i] = _parameters[i];");
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

            writer.Line($"{plan.Type.Reference} copy = global::NetGen.CompilerServices.ShallowCopy.Of(this);");
            writer.Line("copy._parameters = (double[])_parameters.Clone();");
            writer.Line("copy._gradients = null;");
            if (plan.Strategy == Strategy.Tiles)
                writer.Line("copy._scratch = global::System.Array.Empty<double>();");

            writer.Line("return copy;");
        }
    }

    /// <summary>W1, B1 and their gradients DW1, DB1.</summary>
    public static void PrintParameterViews(CodeWriter writer, NetworkPlan plan, Number number)
    {
        foreach (ParameterPlan parameter in plan.Parameters)
        {
            Print(parameter, parameter.Property, $"{parameter.Name} {parameter.Shape}", "_parameters");
            if (plan.IsTrainable)
                Print(parameter, parameter.GradientProperty, $"dL/d{parameter.Name} {parameter.Shape}", "Gradients");
        }

        foreach (ParameterPlan statistic in plan.Statistics)
        {
            writer.Line();
            writer.Line($"/// <summary>The {statistic.Name} of each input, which is fitted to the training set.</summary>");
            writer.Line($"public global::System.Span<{number.Keyword}> {statistic.Property} => new(_parameters, {statistic.Offset}, {statistic.Length});");
        }

        void Print(ParameterPlan parameter, string property, string what, string buffer)
        {
            string type = number.Keyword;
            string span = buffer == "Gradients"
                ? $"Gradients.Slice({parameter.Offset}, {parameter.Length})"
                : $"new global::System.Span<{type}>(_parameters, {parameter.Offset}, {parameter.Length})";
            writer.Line();
            writer.Line($"/// <summary>{what}{(parameter.Shape.Dimensions.Count == 2 ? ": [j, k] is that of input k for neuron j" : ": [j] is that of neuron j")}, counted from 0.</summary>");
            writer.Line(parameter.Shape.Dimensions.Count == 2
                ? $"public global::NetGen.WeightMatrix<{type}> {property} => new({span}, {parameter.Shape.Dimensions[0]}, {parameter.Shape.Dimensions[1]});"
                : $"public global::System.Span<{type}> {property} => {span};");
        }
    }
}
