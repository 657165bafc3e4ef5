using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>A declared [Dense] layer.</summary>
internal sealed record DenseSpec(int Units, ActivationSpec Activation, bool Bias, InitializerSpec Initializer) : NeuronSpec(Activation)
{
    public override NeuronKind Kind => DenseLayer.Instance;
}

/// <summary>
/// The fully connected layer: <c>z = W a + b</c>. W has the shape (out, in) and lies input by input, so
/// that the neurons, which are independent of each other, are neighbours: the inner loop of every pass
/// runs over them.
/// </summary>
internal sealed class DenseLayer : NeuronKind
{
    public static readonly DenseLayer Instance = new();

    private const string Kernels = "global::NetGen.CompilerServices.Dense";

    public override string Name => "Dense";

    public override bool IsLinear => true;

    public override LayerSpec? Read(DeclaredAttribute attribute)
    {
        int? units = attribute.Size(0, "units", "number of units of a layer");
        ActivationSpec? activation = ActivationReader.Read(attribute, index: 1);
        InitializerSpec? initializer = InitializerReader.Read(attribute, activation is null ? Initializer.GlorotUniform : Activations.Of(activation).DefaultInitializer);
        return units is null || activation is null || initializer is null
            ? null
            : new DenseSpec(units.Value, activation, attribute.Flag("Bias", true), initializer);
    }

    public override Shape OutputShape(NeuronSpec layer, Shape input) => Shape.Of(((DenseSpec)layer).Units);

    public override long ParameterCount(NeuronSpec layer, Shape input) =>
        (input.LongSize + (((DenseSpec)layer).Bias ? 1 : 0)) * ((DenseSpec)layer).Units;

    public override IEnumerable<ParameterPlan> Parameters(NeuronSpec layer, Shape input, int index, int offset)
    {
        var dense = (DenseSpec)layer;
        (int outputs, int inputs) = (dense.Units, input.Size);
        int[] inputByInput = [1, outputs];
        yield return new ParameterPlan(
            $"W{index}", IsWeight: true, Shape.Of(outputs, inputs), inputByInput.ToEquatableArray(), offset, dense.Initializer.Weights, FanIn: inputs, FanOut: outputs, dense.Initializer.Value);
        if (dense.Bias)
        {
            int[] strides = [1];
            yield return new ParameterPlan(
                $"b{index}", IsWeight: false, Shape.Of(outputs), strides.ToEquatableArray(), offset + outputs * inputs, dense.Initializer.Biases, FanIn: inputs, FanOut: outputs);
        }
    }

    public override string Formula(LayerPlan layer) =>
        $"{layer.Z} = {W(layer).Name} {layer.Input.Name}{(Bias(layer) is { } b ? $" + {b.Name}" : "")}";

    public override string GradientFormula(LayerPlan layer) =>
        $"d{W(layer).Name} += {layer.Delta} {layer.Input.Name}^T{(Bias(layer) is { } b ? $",  d{b.Name} += {layer.Delta}" : "")}";

    public override string InputGradientFormula(LayerPlan layer) => $"{W(layer).Name}^T {layer.Delta}";

    public override IEnumerable<Element> Elements(LayerPlan layer, ParameterPlan parameter, StraightForm form) =>
        from j in form.Neurons(layer)
        from k in parameter.IsWeight ? Run.Each(Inputs(layer)) : [default]
        select At(parameter, j, k);

    // The one neuron of a layer has its weights side by side, and so their gradients.
    public override IEnumerable<Element> GradientElements(LayerPlan layer, ParameterPlan parameter, StraightForm form) =>
        parameter.IsWeight && Outputs(layer) == 1
            ? form.Inputs(layer).Select(k => At(parameter, new Run(0, 1), k))
            : Elements(layer, parameter, form);

    public override void PrintStraightForward(CodeWriter writer, LayerPlan layer, StraightForm form)
    {
        foreach (Run j in form.Neurons(layer))
        {
            IEnumerable<string> terms = Run.Each(Inputs(layer)).Select(k => $"{Local(W(layer), j, k)} * {layer.Input.Name}_{k}");
            if (Bias(layer) is { } b)
                terms = terms.Append(Local(b, j));

            writer.Sum($"{form.NumberOf(j).Type} {layer.Z}_{j} = ", [.. terms], ";");
        }
    }

    public override void PrintStraightGradients(CodeWriter writer, LayerPlan layer, StraightForm form)
    {
        foreach (Run j in form.Neurons(layer))
        {
            foreach (Run k in Outputs(layer) == 1 ? form.Inputs(layer) : Run.Each(Inputs(layer)))
            {
                // A vector comes first in a product with a number.
                string product = k.IsVector ? $"{layer.Input.Name}_{k} * {layer.Delta}_{j}" : $"{layer.Delta}_{j} * {layer.Input.Name}_{k}";
                writer.Line($"d{Local(W(layer), j, k)} += {product};");
            }

            if (Bias(layer) is { } b)
                writer.Line($"d{Local(b, j)} += {layer.Delta}_{j};");
        }
    }

    public override string StraightInputGradient(LayerPlan layer, Run inputs, StraightForm form)
    {
        HashSet<int> alone = [.. form.Neurons(layer).Where(j => !j.IsVector).Select(j => j.First)];
        return string.Join(" + ", Enumerable.Range(0, Outputs(layer)).Select(j => $"{Weights(j)} * {layer.Delta}_{j}"));

        // Only weights of a neuron that stands alone are in locals of their own.
        string Weights(int j)
        {
            int position = W(layer).Position(j, inputs.First);
            return inputs.IsVector ? $"global::NetGen.CompilerServices.Lanes.Gather(p, {position}, {Outputs(layer)})"
                : alone.Contains(j) ? Local(W(layer), j, inputs)
                : $"p[{position}]";
        }
    }

    public override IReadOnlyList<string> LanesTerms(LayerPlan layer, string j, Number number)
    {
        IEnumerable<string> terms = Enumerable.Range(0, Inputs(layer)).Select(k => $"{number.All($"p[{Expression.Plus(W(layer).Position(0, k), j)}]")} * {layer.Input.Name}[{k}]");
        if (Bias(layer) is { } b)
            terms = terms.Append(number.All($"p[{Expression.Plus(b.Offset, j)}]"));

        return [.. terms];
    }

    public override IEnumerable<string> LanesGradients(LayerPlan layer, string j)
    {
        for (int k = 0; k < Inputs(layer); k++)
            yield return $"d{W(layer).Name}[{Expression.Plus(k * Outputs(layer), j)}] += {layer.Delta}[{j}] * {layer.Input.Name}[{k}];";

        if (Bias(layer) is { } b)
            yield return $"d{b.Name}[{j}] += {layer.Delta}[{j}];";
    }

    public override string LanesInputGradient(LayerPlan layer, string k, Number number) =>
        string.Join(" + ", Enumerable.Range(0, Outputs(layer)).Select(j =>
            $"{number.All($"p[{Expression.Plus(W(layer).Position(j, 0), Expression.Times(k, Outputs(layer)))}]")} * {layer.Delta}[{j}]"));

    public override void PrintForward(CodeWriter writer, LayerPlan layer)
    {
        string bias = Bias(layer) is { } b ? From(b) : "default";
        writer.Line($"{Kernels}.Forward(x, {layer.Input.Stride}, {From(W(layer))}, {bias}, z, {layer.Stride}, n, {Inputs(layer)}, {Outputs(layer)}, threads);");
    }

    public override void PrintBackward(CodeWriter writer, LayerPlan layer)
    {
        writer.Line($"// {GradientFormula(layer)}");
        writer.Line($"{Kernels}.WeightGradient(x, {layer.Input.Stride}, delta, {layer.Stride}, g.Slice({W(layer).Offset}, {W(layer).Length}), isFirst, n, {Inputs(layer)}, {Outputs(layer)}, threads);");
        if (Bias(layer) is { } b)
            writer.Line($"{Kernels}.BiasGradient(delta, {layer.Stride}, g.Slice({b.Offset}, {b.Length}), isFirst, n);");

        if (layer.Input.IsNetworkInput)
            return;

        writer.Line();
        writer.Line($"// dL/d{layer.Input.Name} = {InputGradientFormula(layer)}");
        writer.Line($"{Kernels}.InputGradient(delta, {layer.Stride}, transposed, dx, {layer.Input.Stride}, n, {Inputs(layer)}, {Outputs(layer)}, threads);");
    }

    public override long TransposedSize(NeuronSpec layer, Shape input) => Planner.StrideOf(input) * ((DenseSpec)layer).Units;

    public override void PrintTranspose(CodeWriter writer, LayerPlan layer, string transposed) =>
        writer.Line($"{Kernels}.Transpose(p.Slice({W(layer).Offset}, {W(layer).Length}), {transposed}, {layer.Input.Stride}, {Inputs(layer)}, {Outputs(layer)});");

    /// <summary>The parameters from a tensor on: kernels read a little behind it.</summary>
    private static string From(ParameterPlan parameter) => parameter.Offset == 0 ? "p" : $"p.Slice({parameter.Offset})";

    /// <summary>The local of the weights from inputs k to neurons j, or of the biases of neurons j.</summary>
    private static Element At(ParameterPlan parameter, Run j, Run k) => parameter.IsWeight
        ? new(Local(parameter, j, k), parameter.Position(j.First, k.First), j.IsVector || k.IsVector)
        : new(Local(parameter, j), parameter.Position(j.First), j.IsVector);

    private static int Inputs(LayerPlan layer) => layer.Input.Shape.Size;

    private static int Outputs(LayerPlan layer) => layer.OutputShape.Size;

    private static ParameterPlan W(LayerPlan layer) => layer.Parameters[0];

    private static ParameterPlan? Bias(LayerPlan layer) => layer.Parameters.Count > 1 ? layer.Parameters[1] : null;
}
