using System.Linq;
using NetGen.CompilerServices;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>A buffer of a pass, in numbers a sample.</summary>
internal sealed record BufferPlan(string Name, int Offset, int Size)
{
    /// <summary>Where the next one may begin: loops go over whole wide vectors of a batch, and so a little behind its last sample.</summary>
    public int End => Offset + (int)BatchPlan.RoundUp(Size, BufferLayout.WideGroup);
}

/// <summary>A buffer of a pass that is filled once, whatever the number of samples: weights neuron by neuron.</summary>
internal sealed record OperandPlan(NodePlan Node, string Name, int Offset, int Size);

/// <summary>One step of a pass over a batch. Emitters print it; nothing is left to decide.</summary>
internal abstract record Step;

/// <summary>Copies a value whose samples are packed to where each begins a vector.</summary>
internal sealed record RowsStep(ValuePlan Value) : Step;

/// <summary>A layer without number changes a value.</summary>
internal sealed record ChangeStep(NodePlan Node) : Step;

/// <summary>A layer computes z and a, which may be one buffer, or z alone, and saves what it keeps for the way back if there is one.</summary>
internal sealed record ForwardStep(NodePlan Node, string Z, string A, bool StopsAtZ = false, bool Saves = false) : Step;

/// <summary>A convolution and the pooling behind it compute a of the pooling, and the places of the largest numbers if they are kept.</summary>
internal sealed record PooledForwardStep(NodePlan Node, NodePlan Pool, bool Saves = false) : Step;

/// <summary>The delta of a convolution is spread from that of the pooling behind it.</summary>
internal sealed record PooledDeltaStep(NodePlan Node, NodePlan Pool) : Step;

/// <summary>The loss, and the delta of the output layer.</summary>
internal sealed record OutputStep : Step;

/// <summary>The delta of a layer is that of another.</summary>
internal sealed record SameDeltaStep(string Delta, string Other) : Step;

/// <summary>The delta of a layer is computed from what has reached its output.</summary>
internal sealed record DeltaStep(NodePlan Node) : Step;

/// <summary>The parameter gradients of a layer, with its delta known.</summary>
internal sealed record GradientStep(NodePlan Node) : Step;

/// <summary>The parameter gradients of a layer, and what it hands on to its input, together.</summary>
internal sealed record JoinedGradientStep(NodePlan Node, string Target) : Step;

/// <summary>What a layer hands on to one of its inputs, in the buffer of its gradient.</summary>
internal sealed record InputGradientStep(NodePlan Node, int Input, string Target) : Step;

/// <summary>A pass over a batch: what it does in which order, and where its values lie.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Buffers">Its buffers.</param>
/// <param name="Operands">What it fills once.</param>
/// <param name="OfBatch">What it keeps for the whole batch, behind the operands.</param>
internal sealed record PassPlan(EquatableArray<Step> Steps, EquatableArray<BufferPlan> Buffers, EquatableArray<OperandPlan> Operands, EquatableArray<BufferPlan> OfBatch)
{
    /// <summary>How many numbers it takes a sample.</summary>
    public int PerSample => Buffers.Select(buffer => buffer.End).DefaultIfEmpty(0).Max();

    /// <summary>How many numbers it takes whatever the batch.</summary>
    public int Fixed => FirstOfBatch + OfBatch.Select(buffer => buffer.End).DefaultIfEmpty(0).Max();

    /// <summary>Where that begins which is kept for the whole batch.</summary>
    public int FirstOfBatch => (int)BatchPlan.RoundUp(Operands.Sum(operand => operand.Size), BufferLayout.WideGroup);
}

/// <summary>The passes of a network in tiles, and how they take a batch.</summary>
/// <param name="Forward">From x to the outputs.</param>
/// <param name="Loss">From x to what the loss reads.</param>
/// <param name="Backward">From x to the loss and down again to all parameters.</param>
/// <param name="BackwardToInputs">What goes on from there to x, if its gradient is wanted. Its buffers lie behind those of Backward.</param>
/// <param name="ForwardChunk">How many samples Forward takes at a time.</param>
/// <param name="Chunk">How many samples Backward takes at a time; 0 for the whole batch.</param>
/// <param name="LeastShard">The fewest samples that make a shard of a batch, with a gradient of its own.</param>
internal sealed record BatchPlan(PassPlan Forward, PassPlan Loss, PassPlan Backward, PassPlan BackwardToInputs, int ForwardChunk, int Chunk, int LeastShard)
{
    /// <summary>A batch forward as in training, with every z and a in a place of its own; null where samples can be traced one by one.</summary>
    public PassPlan? Trace { get; init; }

    /// <summary>How many samples Forward takes one by one at most.</summary>
    public int OneByOne { get; init; } = 1;

    /// <summary>How many samples the loss takes at a time: as many as Backward, unless that takes the whole batch.</summary>
    public int LossChunk => Chunk == 0 ? ForwardChunk : Chunk;

    /// <summary>How far apart the samples of a batch lie: whole vectors of either precision.</summary>
    public static int StrideOf(Shape shape) => (int)LongStrideOf(shape);

    /// <summary>How many numbers of a buffer a sample takes, before it is known to fit.</summary>
    public static long LongRoomOf(Shape shape) => RoundUp(shape.LongSize, BufferLayout.WideGroup);

    /// <summary>The distance of samples before it is known to fit.</summary>
    public static long LongStrideOf(Shape shape) => RoundUp(shape.LongSize, BufferLayout.Group);

    /// <summary>The next multiple of a group.</summary>
    public static long RoundUp(long count, int group) => (count + group - 1) / group * group;
}
