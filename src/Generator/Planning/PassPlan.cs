using System.Linq;
using NetGen.CompilerServices;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>A buffer of a pass, in numbers a sample.</summary>
internal sealed record BufferPlan(string Name, int Offset, int Size)
{
    /// <summary>Where the next one may begin: loops run over whole wide vectors of a batch, and thus past its last sample.</summary>
    public int End => Offset + (int)BatchPlan.RoundUp(Size, BufferLayout.WideGroup);
}

/// <summary>A buffer of a pass that is filled once, whatever the number of samples: weights stored neuron by neuron.</summary>
internal sealed record OperandPlan(NodePlan Node, string Name, int Offset, int Size);

/// <summary>One step of a pass over a batch. Emitters print it; nothing is left to decide.</summary>
internal abstract record Step;

/// <summary>Copies a value whose samples are packed, so that each sample starts at a vector.</summary>
internal sealed record RowsStep(ValuePlan Value) : Step;

/// <summary>A layer without a number changes a value.</summary>
internal sealed record ChangeStep(NodePlan Node) : Step;

/// <summary>A layer computes z and a, which may share a buffer, or only z. It saves what a backward pass needs, if there is one.</summary>
internal sealed record ForwardStep(NodePlan Node, string Z, string A, bool StopsAtZ = false, bool Saves = false) : Step;

/// <summary>A convolution and the pooling after it compute a of the pooling, and the indices of the largest numbers if they are kept.</summary>
internal sealed record PooledForwardStep(NodePlan Node, NodePlan Pool, bool Saves = false) : Step;

/// <summary>The delta of a convolution is spread from that of the pooling after it.</summary>
internal sealed record PooledDeltaStep(NodePlan Node, NodePlan Pool) : Step;

/// <summary>The loss, and the delta of the output layer.</summary>
internal sealed record OutputStep : Step;

/// <summary>The delta of a layer is that of another.</summary>
internal sealed record SameDeltaStep(string Delta, string Other) : Step;

/// <summary>The delta of a layer is computed from the gradient of its output.</summary>
internal sealed record DeltaStep(NodePlan Node) : Step;

/// <summary>The parameter gradients of a layer, with its delta known.</summary>
internal sealed record GradientStep(NodePlan Node) : Step;

/// <summary>The parameter gradients of a layer and the gradient of its input, together.</summary>
internal sealed record JoinedGradientStep(NodePlan Node, string Target) : Step;

/// <summary>The gradient that a layer passes to one of its inputs, in that input's buffer.</summary>
internal sealed record InputGradientStep(NodePlan Node, int Input, string Target) : Step;

/// <summary>A pass over a batch: its steps in order, and the places of its values.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Buffers">Its buffers.</param>
/// <param name="Operands">The buffers that are filled once.</param>
/// <param name="OfBatch">What it keeps for the whole batch, after the operands.</param>
internal sealed record PassPlan(EquatableArray<Step> Steps, EquatableArray<BufferPlan> Buffers, EquatableArray<OperandPlan> Operands, EquatableArray<BufferPlan> OfBatch)
{
    /// <summary>The numbers per sample.</summary>
    public int PerSample => Buffers.Select(buffer => buffer.End).DefaultIfEmpty(0).Max();

    /// <summary>The numbers that do not depend on the batch.</summary>
    public int Fixed => FirstOfBatch + OfBatch.Select(buffer => buffer.End).DefaultIfEmpty(0).Max();

    /// <summary>Where the values that are kept for the whole batch begin.</summary>
    public int FirstOfBatch => (int)BatchPlan.RoundUp(Operands.Sum(operand => operand.Size), BufferLayout.WideGroup);
}

/// <summary>The passes of a network in tiles, and how they divide a batch.</summary>
/// <param name="Forward">From x to the outputs.</param>
/// <param name="Loss">From x to what the loss reads.</param>
/// <param name="Backward">From x to the loss and down again to all parameters.</param>
/// <param name="BackwardToInputs">The continuation to x, if its gradient is requested. Its buffers follow those of Backward.</param>
/// <param name="ForwardChunk">How many samples Forward takes at a time.</param>
/// <param name="Chunk">How many samples Backward takes at a time; 0 for the whole batch.</param>
/// <param name="LeastShard">The fewest samples that make a shard of a batch, with a gradient of its own.</param>
internal sealed record BatchPlan(PassPlan Forward, PassPlan Loss, PassPlan Backward, PassPlan BackwardToInputs, int ForwardChunk, int Chunk, int LeastShard)
{
    /// <summary>A batch forward as in training, with every z and a in a place of its own; null if samples can be traced one by one.</summary>
    public PassPlan? Trace { get; init; }

    /// <summary>The most samples that Forward takes one by one.</summary>
    public int OneByOne { get; init; } = 1;

    /// <summary>How many samples the loss takes at a time: as many as Backward, unless that takes the whole batch.</summary>
    public int LossChunk => Chunk == 0 ? ForwardChunk : Chunk;

    /// <summary>The distance between samples of a batch: whole vectors of either precision.</summary>
    public static int StrideOf(Shape shape) => (int)LongStrideOf(shape);

    /// <summary>The numbers of a buffer per sample, before they are known to fit.</summary>
    public static long LongRoomOf(Shape shape) => RoundUp(shape.LongSize, BufferLayout.WideGroup);

    /// <summary>The distance between samples, before it is known to fit.</summary>
    public static long LongStrideOf(Shape shape) => RoundUp(shape.LongSize, BufferLayout.Group);

    /// <summary>The next multiple of a group.</summary>
    public static long RoundUp(long count, int group) => (count + group - 1) / group * group;
}
