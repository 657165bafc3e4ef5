using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>
/// A declared layer. There is one record per kind, and its file contains everything about the kind: how its attribute is read, its shape
/// rule, its tensors, what it saves for the backward pass, its cost, its equations and its passes.
/// </summary>
/// <remarks>
/// A numbered layer has z, a = g(z) and delta = dL/dz in the notes. This class handles only z: activations, losses and the sum over several
/// readers of a value are the same for all layers. Each z is a sum of terms, and each number of an input gradient is an expression of the
/// deltas. A <see cref="Form"/> writes their operands for one sample, for samples in lanes, or for a batch in tiles.
/// </remarks>
/// <param name="Activation">The activation function g that follows z.</param>
internal abstract record Layer(ActivationSpec Activation)
{
    /// <summary>Whether it is a fixed function in training: its parameters stay as they are, and so do running statistics, which it then uses.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>The name of the attribute without its suffix: <c>Dense</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Its name in tables: <c>Dropout(0.2)</c>.</summary>
    public virtual string Title => Kind;

    /// <summary>Other declared settings that change results, as text; null if there are none.</summary>
    public virtual string? Setting => null;

    /// <summary>Whether it has a number in the notes, with z, a and delta. An unnumbered layer only changes a value on its way.</summary>
    public virtual bool IsNumbered => true;

    /// <summary>Whether only Backward uses it. All other passes are planned without it.</summary>
    public virtual bool IsForTrainingOnly => false;

    /// <summary>Whether z is a linear map of the input, so that two such layers without an activation between them act as one.</summary>
    public virtual bool IsLinear => false;

    /// <summary>How its weights are drawn; null if it has none.</summary>
    public virtual InitializerSpec? WeightInitializer => null;

    /// <summary>Whether number k of z depends only on number k of each input. Such layers need no separate pass over a batch.</summary>
    public virtual bool IsPointwise => false;

    /// <summary>Whether code for one sample can compute neighboring neurons in the lanes of a vector.</summary>
    public virtual bool FillsLanes => false;

    /// <summary>Whether several threads can share its work on a batch.</summary>
    public virtual bool UsesThreads => false;

    /// <summary>Whether one expression with an index gives every number of an input's gradient, so that a loop can compute them.</summary>
    public virtual bool HasUniformGradient => true;

    /// <summary>Whether it can only be compiled in tiles.</summary>
    public virtual bool NeedsTiles => false;

    /// <summary>Whether its output depends on all samples of a batch in training. A batch then passes through all layers as a whole, in tiles.</summary>
    public virtual bool NeedsWholeBatch => false;

    /// <summary>Whether the shards of a batch wait for each other at this layer in training, because its output depends on all of them.</summary>
    public virtual bool JoinsShards => false;

    /// <summary>Tiles: whether the gradients of its parameters and of its only input are computed together, if both are needed.</summary>
    public virtual bool JoinsGradients => false;

    /// <summary>Whether a trace includes what it saves, after z and a.</summary>
    public virtual bool TracesSaved => false;

    /// <summary>What it needs of the shapes of its inputs, and the fix, if they do not fit; null if they do.</summary>
    public virtual (string Needs, string Cure)? ShapeFault(IReadOnlyList<Shape> inputs) => null;

    /// <summary>The shape of z and a for one sample, for inputs that fit.</summary>
    public virtual Shape OutputShape(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <summary>Its tensors.</summary>
    public virtual IEnumerable<TensorSpec> Tensors(IReadOnlyList<Shape> inputs) => [];

    /// <summary>The number of multiply-adds per sample in the forward pass. It saturates like the sizes of shapes.</summary>
    public virtual long Work(IReadOnlyList<Shape> inputs) => OutputShape(inputs).LongSize;

    /// <summary>The number of terms that straight-line code would have for one sample.</summary>
    public virtual long PrintedTerms(IReadOnlyList<Shape> inputs) => Work(inputs);

    /// <summary>The number of products of a weight and an input per sample in the forward pass, as shown in tables.</summary>
    public virtual long MultiplyAdds(IReadOnlyList<Shape> inputs) => 0;

    /// <summary>What the forward pass saves for the backward pass, besides z and a.</summary>
    public virtual IEnumerable<SavedValue> Saved(NodePlan node) => [];

    /// <summary>Its equation in the notes: <c>z1 = W1 x + b1</c>.</summary>
    public abstract string Formula(NodePlan node);

    /// <summary>The parameter gradients in the notes: <c>dW1 += delta1 x^T,  db1 += delta1</c>.</summary>
    public virtual string GradientFormula(NodePlan node) => "";

    /// <summary>The gradient that an input receives, in the notes, as a formula of the gradient of z: <c>W1^T delta1</c>.</summary>
    public abstract string InputGradientFormula(NodePlan node, int input, string gradient);

    /// <summary>An addition to that formula that defines its names: <c>,  v2 = gain2 delta2</c>; empty if the notes define them elsewhere.</summary>
    public virtual string InputGradientNote(NodePlan node) => "";

    /// <summary>z in operators of ONNX (opset 17), where values have the shape (batch, ...).</summary>
    public abstract Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs);

    /// <summary>Prints what its terms are computed from, such as a mean or a mask, before them.</summary>
    public virtual void PrintOperands(CodeWriter writer, NodePlan node, Form form)
    {
    }

    /// <summary>The ranges of z whose terms have the same form, as start and length.</summary>
    public virtual IEnumerable<(int First, int Count)> Ranges(NodePlan node) => [(0, node.Output.Shape.Size)];

    /// <summary>The terms whose sum is number <paramref name="j"/> of z.</summary>
    public abstract IReadOnlyList<string> Terms(NodePlan node, Form form, Place j);

    /// <summary>The statements that add to the parameter gradients of neuron <paramref name="j"/>.</summary>
    public virtual IEnumerable<string> Gradients(NodePlan node, Form form, Place j) => [];

    /// <summary>Prints what its input gradients share, before them.</summary>
    public virtual void PrintGradientOperands(CodeWriter writer, NodePlan node, Form form)
    {
    }

    /// <summary>The gradient that number <paramref name="k"/> of an input receives, as an expression of the deltas.</summary>
    /// <param name="node">The node.</param>
    /// <param name="form">How operands are written.</param>
    /// <param name="input">The index of the input.</param>
    /// <param name="k">The place within the input.</param>
    /// <param name="gradient">The gradient of number k of z, for pointwise layers.</param>
    public abstract string InputGradient(NodePlan node, Form form, int input, Place k, string gradient);

    /// <summary>Tiles: whether it reads inputs with samples in lanes, as layers over images do. A pointwise layer accepts both layouts.</summary>
    public virtual bool ReadsLanes(IReadOnlyList<ValuePlan> inputs) => IsPointwise && inputs.Any(input => input.InLanes);

    /// <summary>Tiles: whether its output has samples in lanes.</summary>
    public virtual bool WritesLanes(IReadOnlyList<ValuePlan> inputs) => ReadsLanes(inputs);

    /// <summary>Tiles: whether its kernels compute a directly, so that no loop over z is needed.</summary>
    public virtual bool Activates(NodePlan node) => false;

    /// <summary>Tiles: prints constants that the methods of its class share.</summary>
    public virtual void PrintConstants(CodeWriter writer, NodePlan node)
    {
    }

    /// <summary>Tiles: the buffers from which parameter gradients are computed, besides delta.</summary>
    public virtual IEnumerable<string> BatchGradientReads(NodePlan node) =>
        Saved(node).Any() ? Saved(node).Where(saved => saved.IsEach).Select(saved => saved.Name) : node.Reads.Select(value => value.Name);

    /// <summary>The values from which the gradient of an input is computed, for pointwise layers.</summary>
    public virtual IEnumerable<ValuePlan> GradientReads(NodePlan node, int input) => [];

    /// <summary>Tiles: the buffers from which an input gradient is computed, besides delta.</summary>
    public virtual IEnumerable<string> BatchInputGradientReads(NodePlan node) => BatchOperand(node) is { } operand
        ? [operand]
        : [.. node.Tensors.Count > 0 ? new[] { "p" } : [], .. Saved(node).Select(saved => saved.Name)];

    /// <summary>Tiles: prints z for a single sample in plain order, for layers whose batches have samples in lanes.</summary>
    public virtual void PrintOneForward(CodeWriter writer, NodePlan node)
    {
    }

    /// <summary>Tiles: prints z and what is saved in training, for layers that need the whole batch.</summary>
    public virtual void PrintBatchTraining(CodeWriter writer, NodePlan node, int parameterCount)
    {
    }

    /// <summary>Tiles: prints z and what is saved. Buffers have their names from the notes.</summary>
    public virtual void PrintBatchForward(CodeWriter writer, NodePlan node)
    {
    }

    /// <summary>Tiles: prints the pass of an unnumbered layer, given the index of the first sample and the number of samples.</summary>
    public virtual void PrintBatchChange(CodeWriter writer, NodePlan node, string sample, string n)
    {
    }

    /// <summary>Tiles: prints the parameter gradients, such as dW1. They overwrite if <c>isFirst</c> and add otherwise.</summary>
    public virtual void PrintBatchGradients(CodeWriter writer, NodePlan node)
    {
    }

    /// <summary>Tiles: prints the gradient of an input. It overwrites or adds.</summary>
    public virtual void PrintBatchInputGradient(CodeWriter writer, NodePlan node, int input, string target, bool adds)
    {
    }

    /// <summary>Tiles: prints the gradients of its parameters and of its input, for layers that compute them together.</summary>
    public virtual void PrintBatchBackward(CodeWriter writer, NodePlan node, string target, bool adds)
    {
    }

    /// <summary>Tiles: the name of a buffer that every input gradient of a batch reads; null if there is none.</summary>
    public virtual string? BatchOperand(NodePlan node) => null;

    /// <summary>Tiles: the length of that buffer. It saturates like the sizes of shapes.</summary>
    public virtual long BatchOperandSize(IReadOnlyList<Shape> inputs) => 0;

    /// <summary>Tiles: the description of that buffer in the notes.</summary>
    public virtual string BatchOperandFormula(NodePlan node) => "";

    /// <summary>Tiles: fills that buffer from the parameters <c>p</c>.</summary>
    public virtual void PrintBatchOperand(CodeWriter writer, NodePlan node)
    {
    }

    /// <summary>The number of elements of all tensors. It saturates above the capacity of an array.</summary>
    public long TensorCount(IReadOnlyList<Shape> inputs) => Tensors(inputs).Sum(tensor => tensor.Shape.LongSize);
}

/// <summary>What a layer saves for the backward pass.</summary>
/// <param name="Name">Its name in the notes: m1, xhat2.</param>
/// <param name="IsEach">Whether there is one for each number of the output; otherwise, there is one per sample.</param>
/// <param name="BatchCount">The number of elements for the whole batch, if it belongs to the batch; otherwise 0.</param>
internal readonly record struct SavedValue(string Name, bool IsEach, int BatchCount = 0)
{
    /// <summary>A saved value for the whole batch.</summary>
    public static SavedValue OfBatch(string name, int count) => new(name, IsEach: false, count);

    /// <summary>The distance between samples in a batch.</summary>
    public int Stride(NodePlan node) => IsEach ? node.Output.Stride : 1;
}
