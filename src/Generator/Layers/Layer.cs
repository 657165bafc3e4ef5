using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>
/// A layer as declared. There is a record for each kind, and all about the kind stands in its file: how its attribute is
/// read, its shape rule, its tensors, what it keeps for the way back, the work it is, its equations and its passes.
/// </summary>
/// <remarks>
/// A numbered layer has z, a = g(z) and delta = dL/dz in the notes, and this class is about z alone: activations, losses and the
/// sum over several readers of a value are everyone's. Each z is a sum of terms, and each number of an input gradient an
/// expression of the deltas; a <see cref="Form"/> spells their numbers for one sample, for samples in lanes, or for a batch in
/// tiles.
/// </remarks>
/// <param name="Activation">The activation function g behind it.</param>
internal abstract record Layer(ActivationSpec Activation)
{
    /// <summary>The name of the attribute without its ending: <c>Dense</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>What a table calls it: <c>Dropout(0.2)</c>.</summary>
    public virtual string Title => Kind;

    /// <summary>What else was declared that changes a number, as text; null where nothing was.</summary>
    public virtual string? Setting => null;

    /// <summary>Whether it has a number in the notes, with z, a and delta. One without changes a value on its way.</summary>
    public virtual bool IsNumbered => true;

    /// <summary>Whether only Backward has it: all other passes are planned as if it were not there.</summary>
    public virtual bool IsForTrainingOnly => false;

    /// <summary>Whether z is a linear map of the input, so that two such layers with no activation between them are one.</summary>
    public virtual bool IsLinear => false;

    /// <summary>How its weights are drawn; null where it has none.</summary>
    public virtual InitializerSpec? WeightInitializer => null;

    /// <summary>Whether number k of z depends on number k of each input alone. Such layers cost no pass of their own over a batch.</summary>
    public virtual bool IsPointwise => false;

    /// <summary>Whether neighbouring neurons can share the lanes of a vector in code for one sample.</summary>
    public virtual bool FillsLanes => false;

    /// <summary>Whether threads can share its work on a batch.</summary>
    public virtual bool UsesThreads => false;

    /// <summary>Whether all numbers of an input's gradient are one expression of their place, so that a loop computes them.</summary>
    public virtual bool HasUniformGradient => true;

    /// <summary>Whether its numbers depend on all samples of a batch, in training: then a batch goes through all layers as a whole, in tiles.</summary>
    public virtual bool NeedsWholeBatch => false;

    /// <summary>Tiles: whether the gradients of its parameters and of its one input are computed together, where both are wanted.</summary>
    public virtual bool JoinsGradients => false;

    /// <summary>Whether a trace has what it saves, behind z and a.</summary>
    public virtual bool TracesSaved => false;

    /// <summary>What it needs of the shapes of its inputs, and the cure, where they do not fit; null where they do.</summary>
    public virtual (string Needs, string Cure)? ShapeFault(IReadOnlyList<Shape> inputs) => null;

    /// <summary>The shape of z and a for one sample, of inputs that fit.</summary>
    public virtual Shape OutputShape(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <summary>The tensors that it owns.</summary>
    public virtual IEnumerable<TensorSpec> Tensors(IReadOnlyList<Shape> inputs) => [];

    /// <summary>How many multiply-adds a sample costs forward. It saturates with the sizes of shapes.</summary>
    public virtual long Work(IReadOnlyList<Shape> inputs) => OutputShape(inputs).LongSize;

    /// <summary>How many terms straight-line code would print for one sample.</summary>
    public virtual long PrintedTerms(IReadOnlyList<Shape> inputs) => Work(inputs);

    /// <summary>The products of a weight and an input that a sample costs forward, as tables count them.</summary>
    public virtual long MultiplyAdds(IReadOnlyList<Shape> inputs) => 0;

    /// <summary>What forward keeps for the way back beside z and a.</summary>
    public virtual IEnumerable<SavedValue> Saved(NodePlan node) => [];

    /// <summary>As the notes write it: <c>z1 = W1 x + b1</c>.</summary>
    public abstract string Formula(NodePlan node);

    /// <summary>The parameter gradients as the notes write them: <c>dW1 += delta1 x^T,  db1 += delta1</c>.</summary>
    public virtual string GradientFormula(NodePlan node) => "";

    /// <summary>What reaches an input as the notes write it, of the gradient of z: <c>W1^T delta1</c>.</summary>
    public abstract string InputGradientFormula(NodePlan node, int input, string gradient);

    /// <summary>What the names in that formula stand for, behind it: <c>,  v2 = gain2 delta2</c>; empty where the notes have said it.</summary>
    public virtual string InputGradientNote(NodePlan node) => "";

    /// <summary>Prints what its terms are computed from, before them: a mean, a mask.</summary>
    public virtual void PrintOperands(CodeWriter writer, NodePlan node, Form form)
    {
    }

    /// <summary>The stretches of z whose terms are alike, as first place and length.</summary>
    public virtual IEnumerable<(int First, int Count)> Ranges(NodePlan node) => [(0, node.Output.Shape.Size)];

    /// <summary>The terms whose sum is number <paramref name="j"/> of z.</summary>
    public abstract IReadOnlyList<string> Terms(NodePlan node, Form form, Place j);

    /// <summary>The statements that add to the parameter gradients of neuron <paramref name="j"/>.</summary>
    public virtual IEnumerable<string> Gradients(NodePlan node, Form form, Place j) => [];

    /// <summary>Prints what its input gradients share, before the first of them.</summary>
    public virtual void PrintGradientOperands(CodeWriter writer, NodePlan node, Form form)
    {
    }

    /// <summary>What reaches number <paramref name="k"/> of an input, as an expression of its deltas.</summary>
    /// <param name="node">The node.</param>
    /// <param name="form">How numbers are spelt.</param>
    /// <param name="input">Which input.</param>
    /// <param name="k">The number of the input.</param>
    /// <param name="gradient">The gradient of number k of z, for layers that are pointwise.</param>
    public abstract string InputGradient(NodePlan node, Form form, int input, Place k, string gradient);

    /// <summary>Tiles: whether its inputs have samples in lanes, as images do for layers over them. A pointwise layer takes them as they are.</summary>
    public virtual bool ReadsLanes(IReadOnlyList<ValuePlan> inputs) => IsPointwise && inputs.Any(input => input.InLanes);

    /// <summary>Tiles: whether what it writes has samples in lanes.</summary>
    public virtual bool WritesLanes(IReadOnlyList<ValuePlan> inputs) => ReadsLanes(inputs);

    /// <summary>Tiles: whether its kernels compute a rather than z, so that there is no loop over z.</summary>
    public virtual bool Activates(NodePlan node) => false;

    /// <summary>Tiles: prints what the methods of its class share.</summary>
    public virtual void PrintConstants(CodeWriter writer, NodePlan node)
    {
    }

    /// <summary>Tiles: the buffers from which parameter gradients are computed, beside delta.</summary>
    public virtual IEnumerable<string> BatchGradientReads(NodePlan node) =>
        Saved(node).Any() ? Saved(node).Where(saved => saved.IsEach).Select(saved => saved.Name) : node.Reads.Select(value => value.Name);

    /// <summary>Tiles: the buffers from which an input gradient is computed, beside delta.</summary>
    public virtual IEnumerable<string> BatchInputGradientReads(NodePlan node) => BatchOperand(node) is { } operand
        ? [operand]
        : [.. node.Tensors.Count > 0 ? new[] { "p" } : [], .. Saved(node).Select(saved => saved.Name)];

    /// <summary>Tiles: prints z of one sample by itself, whose numbers lie in their order, where a batch has samples in lanes.</summary>
    public virtual void PrintOneForward(CodeWriter writer, NodePlan node)
    {
    }

    /// <summary>Tiles: prints z and what is saved in a training, for layers that need the whole batch for it.</summary>
    public virtual void PrintBatchTraining(CodeWriter writer, NodePlan node, int parameterCount)
    {
    }

    /// <summary>Tiles: prints z, and what is saved, from the inputs. Buffers go by their names in the notes.</summary>
    public virtual void PrintBatchForward(CodeWriter writer, NodePlan node)
    {
    }

    /// <summary>Tiles: for a layer without number, prints what the pass computes, with the place of the first sample and their count.</summary>
    public virtual void PrintBatchChange(CodeWriter writer, NodePlan node, string sample, string n)
    {
    }

    /// <summary>Tiles: prints the parameter gradients, such as dW1, which overwrite if <c>isFirst</c> and add otherwise.</summary>
    public virtual void PrintBatchGradients(CodeWriter writer, NodePlan node)
    {
    }

    /// <summary>Tiles: prints the gradient of an input, which overwrites or adds.</summary>
    public virtual void PrintBatchInputGradient(CodeWriter writer, NodePlan node, int input, string target, bool adds)
    {
    }

    /// <summary>Tiles: prints the gradients of its parameters and of its input, for layers that compute them together.</summary>
    public virtual void PrintBatchBackward(CodeWriter writer, NodePlan node, string target, bool adds)
    {
    }

    /// <summary>Tiles: the name of a buffer that every input gradient of a batch reads; null without one.</summary>
    public virtual string? BatchOperand(NodePlan node) => null;

    /// <summary>Tiles: the length of that buffer. It saturates with the sizes of shapes.</summary>
    public virtual long BatchOperandSize(IReadOnlyList<Shape> inputs) => 0;

    /// <summary>Tiles: what that buffer is, as the notes write it.</summary>
    public virtual string BatchOperandFormula(NodePlan node) => "";

    /// <summary>Tiles: fills that buffer from the parameters <c>p</c>.</summary>
    public virtual void PrintBatchOperand(CodeWriter writer, NodePlan node)
    {
    }

    /// <summary>All tensors' numbers, or more than an array can hold where they overflow.</summary>
    public long TensorCount(IReadOnlyList<Shape> inputs) => Tensors(inputs).Sum(tensor => tensor.Shape.LongSize);
}

/// <summary>What a layer keeps for the way back.</summary>
/// <param name="Name">As in the notes: m1, xhat2.</param>
/// <param name="IsEach">Whether there is one for each number of the output; otherwise there is one a sample.</param>
/// <param name="BatchCount">How many there are for the whole batch, if that is what they are for; otherwise 0.</param>
internal readonly record struct SavedValue(string Name, bool IsEach, int BatchCount = 0)
{
    /// <summary>Numbers for the whole batch.</summary>
    public static SavedValue OfBatch(string name, int count) => new(name, IsEach: false, count);

    /// <summary>How many numbers a sample of it takes in a batch.</summary>
    public int Stride(NodePlan node) => IsEach ? node.Output.Stride : 1;
}
