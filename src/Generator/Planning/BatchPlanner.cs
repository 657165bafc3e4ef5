using System;
using System.Linq;
using NetGen.CompilerServices;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Planning;

/// <summary>Plans the passes of a network in tiles, and how many samples they take at a time.</summary>
internal static class BatchPlanner
{
    /// <summary>The most numbers that a trace puts on the stack: 64 KB in double precision.</summary>
    public const int StackBudget = 8192;

    /// <summary>How many samples Forward takes at a time.</summary>
    private const int ForwardChunk = 64;

    /// <summary>The numbers in Backward's buffers that stay in the first-level cache: 32 KB in single precision.</summary>
    private const int CacheBudget = 8192;

    /// <summary>The same for images, whose values are larger: a megabyte in single precision, for the second-level cache.</summary>
    private const int LanesBudget = 262144;

    /// <summary>The most images that Forward takes at a time.</summary>
    private const int LanesForwardChunk = 64;

    /// <summary>Up to this many images run forward one by one, because they would not fill the lanes of a vector.</summary>
    private const int FewImages = 7;

    /// <summary>The fewest images that make a shard.</summary>
    private const int LanesShard = 32;

    /// <summary>Shards with fewer multiply-adds are not worth a thread.</summary>
    private const int ShardWork = 1 << 20;

    /// <summary>The gradient of a network with more parameters is too large for several copies: threads share its products instead.</summary>
    private const int ShardedParameters = 65536;

    /// <summary>With fewer samples at a time, reading the weights for each chunk would cost too much, whatever the cache.</summary>
    private const int MinChunk = 128;

    public static BatchPlan Plan(NetworkPlan plan)
    {
        PassPlan forward = PlanForward(plan.Inference, stopsAtZ: false);
        int oneByOne = plan.HasLanes ? FewImages : 1;
        if (!plan.IsTrainable)
        {
            var none = new PassPlan(default, default, default, default);
            return new BatchPlan(forward, none, none, none, ForwardChunkOf(plan, forward), 0, 0) { OneByOne = oneByOne };
        }

        PassPlan loss = PlanForward(plan.Inference, stopsAtZ: plan.IsFused);
        (PassPlan backward, PassPlan toInputs) = new BackwardPlanner(plan).Plan();
        long work = plan.Nodes.Where(node => !node.Layer.IsForTrainingOnly).Sum(WorkOf);
        return new BatchPlan(
            forward,
            loss,
            backward,
            toInputs,
            ForwardChunkOf(plan, forward, loss),
            ChunkOf(plan, backward, toInputs),
            plan.NeedsWholeBatch || plan.ParameterCount > ShardedParameters ? int.MaxValue : (int)Math.Max(plan.HasLanes ? LanesShard : MinChunk, ShardWork / work))
        {
            OneByOne = oneByOne,
            Trace = plan.NeedsWholeBatch ? PlanTrace(plan, ofBatch: true) : null,
        };
    }

    private static int ForwardChunkOf(NetworkPlan plan, params PassPlan[] passes) =>
        Fitting(plan.HasLanes ? LanesChunk(passes[0], LanesForwardChunk) : ForwardChunk, passes);

    private static int ChunkOf(NetworkPlan plan, PassPlan backward, PassPlan toInputs)
    {
        if (plan.NeedsWholeBatch)
            return 0;

        int chunk = plan.HasLanes ? LanesChunk(backward, MinChunk) : Math.Max(MinChunk, CacheBudget / backward.PerSample / BufferLayout.Group * BufferLayout.Group);
        int fitting = Fitting(chunk, backward, toInputs);
        return plan.HasLanes ? Math.Max(BufferLayout.WideGroup, fitting / BufferLayout.WideGroup * BufferLayout.WideGroup) : fitting;
    }

    /// <summary>Whole blocks of samples in lanes, as many as the second-level cache holds.</summary>
    private static int LanesChunk(PassPlan pass, int most) =>
        Math.Min(most, Math.Max(BufferLayout.WideGroup, LanesBudget / pass.PerSample / BufferLayout.WideGroup * BufferLayout.WideGroup));

    /// <summary>The multiply-adds of a sample. Standardization costs next to nothing.</summary>
    private static long WorkOf(NodePlan node) => node.Layer.IsNumbered ? node.Layer.Work([.. node.Inputs.Select(input => input.Shape)]) : 0;

    /// <summary>A huge network takes fewer samples at a time, so that all buffers of a pass fit into one array.</summary>
    private static int Fitting(int chunk, params PassPlan[] passes)
    {
        long room = BufferLayout.MaxArrayLength - BufferLayout.Padding - passes.Sum(pass => (long)pass.Fixed);
        return (int)Math.Max(1, Math.Min(chunk, room / Math.Max(1, passes.Max(pass => pass.PerSample))));
    }

    /// <summary>A forward pass. a takes the place of z, and the buffer of a value is reused after its last reader.</summary>
    private static PassPlan PlanForward(NetworkPlan plan, bool stopsAtZ)
    {
        var pass = new PassBuilder(plan);
        pass.AddRowsIfRead(plan.Input);

        foreach (NodePlan node in plan.Nodes)
        {
            if (!node.Layer.IsNumbered)
            {
                pass.Buffers.Add(node.Output.Name, node.Output.Stride);
                pass.Steps.Add(new ChangeStep(node));
            }
            else if (PoolFusion.PoolBehind(plan, node) is { } pool)
            {
                pass.Buffers.Add(pool.A, pool.Stride);
                pass.Steps.Add(new PooledForwardStep(node, pool));
            }
            else if (PoolFusion.ConvolutionBefore(plan, node) is null)
            {
                bool isZAlone = stopsAtZ && node.IsOutput;
                pass.Buffers.Add(isZAlone ? node.Z : node.A, node.Stride);
                if (isZAlone)
                    pass.Buffers.Add(node.A, node.Stride);

                pass.Steps.Add(new ForwardStep(node, isZAlone ? node.Z : node.A, node.A, isZAlone));
            }
        }

        pass.LimitLives([plan.Output.Z, plan.Output.A]);
        return pass.Build();
    }

    /// <summary>One sample forward, or a batch as in training, with every z and a in a place of its own, and with masks if the plan has any.</summary>
    public static PassPlan PlanTrace(NetworkPlan plan, bool ofBatch = false)
    {
        var pass = new PassBuilder(plan);
        pass.AddRowsIfRead(plan.Input);
        foreach (NodePlan node in plan.Nodes)
        {
            if (node.Layer.IsNumbered)
            {
                // Saved values come before a, because a copy of z to a may write past the end of a.
                bool saves = ofBatch || node.Layer.TracesSaved;
                if (saves)
                    pass.AddSaved(node);

                pass.Buffers.Add(node.Z, node.Stride);
                pass.Buffers.Add(node.A, node.Stride);
                pass.Steps.Add(new ForwardStep(node, node.Z, node.A, Saves: saves));
                continue;
            }

            pass.Buffers.Add(node.Output.Name, node.Output.Stride);
            pass.AddSaved(node);
            pass.Steps.Add(new ChangeStep(node));
            pass.AddRowsIfRead(node.Output);
        }

        return pass.Build();
    }
}
