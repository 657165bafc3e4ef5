extern alias generator;

using CsCheck;
using generator::NetGen.Generator.Model;
using generator::NetGen.Generator.Planning;
using NetGen.Tests.Support;
using Xunit;
using NetworkGenerator = generator::NetGen.Generator.NetworkGenerator;

namespace NetGen.Tests.Graphs;

/// <summary>
/// Where the values of a pass lie, and in which order its steps go. The plans of networks that nobody chose are run on paper: each
/// place remembers what was written there last, and a gradient which of its terms have arrived.
/// </summary>
public sealed class PlanTests
{
    private static readonly Lazy<NetworkPlan[]> _plans = new(() =>
    {
        var random = new PCG(11, 1);
        RandomGraph[] graphs = [.. Enumerable.Range(0, 400).Select(index => RandomGraph.Of(index % 2 == 0 ? 5 : 30).Generate(random, null, out Size _))];
        GeneratorRun run = Compilations.Generate($"using NetGen;\n{string.Concat(graphs.Select((graph, index) => graph.Declaration($"Net{index}", Precision.Single)))}");
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.DefaultSeverity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        return [.. run.Driver.GetRunResult().Results.Single().TrackedSteps[NetworkGenerator.SpecStep].SelectMany(step => step.Outputs).Select(output => Planner.Plan((NetworkSpec)output.Value))];
    });

    [Fact]
    public void Buffers_that_are_in_use_at_one_time_lie_apart_and_as_low_as_they_can() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 8], Gen.Int[0, 8]).Array[0, 12].Sample(wanted =>
        {
            var buffers = new Buffers();
            foreach ((int size, int from, int length) in wanted)
                buffers.Add("", size, from, from + length);

            BufferPlan[] placed = [.. buffers.Place(first: 3)];
            Assert.Equal(wanted.Select(buffer => buffer.Item1), placed.Select(buffer => buffer.Size));
            for (int i = 0; i < placed.Length; i++)
            {
                BufferPlan[] present = [.. Enumerable.Range(0, i).Where(other => IsWith(wanted[other], wanted[i])).Select(other => placed[other])];
                bool Fits(int offset) => present.All(other => offset + Room(placed[i]) <= other.Offset || other.Offset + Room(other) <= offset);
                Assert.Equal(Enumerable.Range(3, 600).First(Fits), placed[i].Offset);
            }

            // Whole vectors of 512 bits.
            static int Room(BufferPlan buffer) => (buffer.Size + 15) / 16 * 16;
        });

    [Fact]
    public void A_buffer_that_no_step_touches_lies_apart_from_those_of_all_steps()
    {
        var buffers = new Buffers();
        buffers.Add("first", 16, 0, 0);
        buffers.Add("untouched", 16);
        buffers.Add("last", 16, int.MaxValue, int.MaxValue);
        Assert.Equal([0, 16, 0], buffers.Place().Select(buffer => buffer.Offset));
    }

    [Fact]
    public void A_pass_forward_reads_what_has_been_written_and_not_been_overwritten()
    {
        Assert.Equal(400, _plans.Value.Length);
        foreach (NetworkPlan plan in _plans.Value)
        {
            BatchPlan batch = BatchPlanner.Plan(plan);
            RunForward(plan.Inference, batch.Forward, inTraining: false);
            RunForward(plan.Inference, batch.Loss, inTraining: false);
            RunForward(plan, BatchPlanner.PlanTrace(plan), inTraining: true);
            RunForward(plan, batch.Backward, inTraining: false, keepsOutput: false);
        }
    }

    [Fact]
    public void What_the_way_back_reads_has_not_been_overwritten()
    {
        foreach (NetworkPlan plan in _plans.Value)
        {
            BatchPlan batch = BatchPlanner.Plan(plan);
            Step[] steps = [.. batch.Backward.Steps, .. batch.BackwardToInputs.Steps];
            Dictionary<string, BufferPlan> buffers = batch.Backward.Buffers.Concat(batch.BackwardToInputs.Buffers).ToDictionary(buffer => buffer.Name);
            var owners = new string?[Math.Max(batch.Backward.PerSample, batch.BackwardToInputs.PerSample)];
            var aliases = new Dictionary<string, string>();
            foreach (Step step in steps)
            {
                if (step is SameDeltaStep same)
                    aliases.Add(same.Delta, same.Other);

                foreach (string name in Reads(plan, step))
                    AssertOwns(name);

                foreach (string name in Writes(plan, step).Select(Root))
                    owners.AsSpan(buffers[name].Offset, buffers[name].Size).Fill(name);
            }

            // The gradient of x is put together at the end.
            foreach (string name in PullReads(plan, plan.Input))
                AssertOwns(name);

            string Root(string name) => aliases.TryGetValue(name, out string? other) ? Root(other) : name;

            void AssertOwns(string name)
            {
                if (buffers.TryGetValue(Root(name), out BufferPlan? buffer))
                    Assert.All(owners[buffer.Offset..(buffer.Offset + buffer.Size)], owner => Assert.Equal(buffer.Name, owner));
            }
        }
    }

    [Fact]
    public void A_delta_is_complete_before_it_is_read_and_every_gradient_arrives_once()
    {
        foreach (NetworkPlan plan in _plans.Value)
        {
            BatchPlan batch = BatchPlanner.Plan(plan);
            BufferPlan[] all = [.. batch.Backward.Buffers, .. batch.BackwardToInputs.Buffers];

            Assert.Equal(all.Length, all.Select(buffer => buffer.Name).Distinct().Count());
            var down = new WayDown(plan, [.. all.Select(buffer => buffer.Name)]);
            down.Run(batch.Backward.Steps);
            down.Run(batch.BackwardToInputs.Steps);
            down.AssertAllIsThere();
        }
    }

    private static bool IsWith((int, int From, int Length) one, (int, int From, int Length) other) =>
        one.From <= other.From + other.Length && other.From <= one.From + one.Length;

    /// <summary>The buffers that a step reads; x itself is none.</summary>
    private static IEnumerable<string> Reads(NetworkPlan plan, Step step) => step switch
    {
        ChangeStep { Node: var node } => Values(node),
        ForwardStep { Node: var node } => Values(node),
        OutputStep => [plan.Output.Z, plan.Output.A],
        SameDeltaStep same => [same.Other],
        DeltaStep { Node: var node } => PullReads(plan, node.Output).Concat(node.Activation.Derivative is null ? [] : new[] { node.KeepsZ ? node.Z : node.A }),
        GradientStep { Node: var node } => (node.Layer.Saved(node).Any() ? Saved(node) : Values(node)).Append(node.Delta),
        InputGradientStep { Node: var node, Input: var input } toInput => Saved(node).Append(node.Delta).Concat(BackwardPlanner.IsAdded(plan, node, input) ? [toInput.Target] : Array.Empty<string>()),
        _ => [],
    };

    private static IEnumerable<string> Writes(NetworkPlan plan, Step step) => step switch
    {
        RowsStep { Value: var value } => [PassBuilder.Rows(value)],
        ChangeStep { Node: var node } => [node.Output.Name, .. Saved(node)],
        ForwardStep { StopsAtZ: true } forward => [forward.Z, .. Saved(forward.Node)],
        ForwardStep forward => [forward.Z, forward.A, .. Saved(forward.Node)],
        OutputStep => [plan.Output.Delta],
        DeltaStep { Node: var node } => [node.Delta],
        InputGradientStep toInput => [toInput.Target],
        _ => [],
    };

    private static IEnumerable<string> Values(NodePlan node) => node.Inputs.Where(value => value.Index > 0).Select(value => value.Name);

    private static IEnumerable<string> Saved(NodePlan node) => node.Layer.Saved(node).Select(saved => saved.Name);

    /// <summary>What the gradient of a value is computed from: the buffer of what kernels write, and the deltas, masks and values that all other readers need.</summary>
    private static IEnumerable<string> PullReads(NetworkPlan plan, ValuePlan value) => plan.ReadersOf(value).SelectMany(reader =>
        !reader.Node.Layer.IsPointwise ? [BackwardPlanner.GradientBuffer(plan, value)]
        : reader.Node.Layer.IsNumbered ? [reader.Node.Delta, .. reader.Node.Layer.GradientReads(reader.Node, reader.Input).Select(PassBuilder.RowsOf)]
        : PullReads(plan, reader.Node.Output).Concat(Saved(reader.Node)));

    /// <summary>Runs the steps that go up, place by place.</summary>
    private static void RunForward(NetworkPlan plan, PassPlan pass, bool inTraining, bool keepsOutput = true)
    {
        Dictionary<string, BufferPlan> buffers = pass.Buffers.ToDictionary(buffer => buffer.Name);
        var places = new string?[pass.PerSample];
        foreach (Step step in pass.Steps)
        {
            switch (step)
            {
                case RowsStep { Value: var value }:
                    Read(value);
                    Write(PassBuilder.Rows(value), value.Name, BatchPlan.StrideOf(value.Shape));
                    break;

                case ChangeStep { Node: var node }:
                    Read(node.Inputs[0]);
                    Write(node.Output.Name, node.Output.Name, node.Output.Stride);
                    break;

                case ForwardStep { Node: var node } forward:
                    foreach (ValuePlan value in node.Inputs)
                    {
                        // Layers without a kernel run over whole vectors.
                        if (node.Layer.IsPointwise && value.IsPacked)
                            ReadBuffer(PassBuilder.Rows(value), value.Name);
                        else
                            Read(value);
                    }

                    Write(forward.Z, node.Z, node.Stride);
                    if (!forward.StopsAtZ)
                        Write(forward.A, node.A, node.Stride);
                    break;
            }
        }

        // What the loss reads, or the caller, is there at the end; in a trace, all is.
        if (!keepsOutput)
            return;

        NodePlan output = plan.Output;
        bool stopsAtZ = pass.Steps.OfType<ForwardStep>().Single(step => step.Node.IsOutput).StopsAtZ;
        ReadBuffer(stopsAtZ ? output.Z : output.A, stopsAtZ ? output.Z : output.A);
        foreach (NodePlan node in inTraining ? plan.Nodes : Enumerable.Empty<NodePlan>())
        {
            if (!(stopsAtZ && node.IsOutput))
                ReadBuffer(node.Layer.IsNumbered ? node.A : node.Output.Name, node.Layer.IsNumbered ? node.A : node.Output.Name);

            if (node.Layer.IsNumbered && node.KeepsZ)
                ReadBuffer(node.Z, node.Z);
        }

        void Write(string name, string content, int size)
        {
            Assert.Equal(size, buffers[name].Size);
            places.AsSpan(buffers[name].Offset, size).Fill(content);
        }

        void Read(ValuePlan value)
        {
            if (value.Index > 0)
                ReadBuffer(value.Name, value.Name);
        }

        void ReadBuffer(string name, string content) =>
            Assert.All(places[buffers[name].Offset..(buffers[name].Offset + buffers[name].Size)], place => Assert.Equal(content, place));
    }

    /// <summary>The way back on paper: which terms have arrived in which buffer.</summary>
    private sealed class WayDown(NetworkPlan plan, HashSet<string> buffers)
    {
        private readonly Dictionary<string, List<string>> _terms = [];
        private readonly HashSet<string> _learned = [];

        public void Run(IEnumerable<Step> steps)
        {
            _terms.TryAdd(plan.Output.Delta, [Complete(plan.Output)]);
            foreach (Step step in steps)
            {
                switch (step)
                {
                    case GradientStep { Node: var node }:
                        AssertDelta(node);
                        Assert.True(_learned.Add(node.Delta));
                        break;

                    case SameDeltaStep same:
                        NodePlan own = plan.Numbered.Single(node => node.Delta == same.Delta), other = plan.Numbered.Single(node => node.Delta == same.Other);
                        AssertDelta(other);
                        (NodePlan Node, int) reader = Assert.Single(plan.ReadersOf(own.Output));
                        Assert.Equal(other, reader.Node);
                        Assert.DoesNotContain(same.Delta, buffers);
                        _terms.Add(same.Delta, [Complete(own)]);
                        break;

                    case DeltaStep { Node: var node }:
                        AssertPull(node.Output);
                        Assert.Contains(node.Delta, buffers);
                        _terms[node.Delta] = [Complete(node)];
                        break;

                    case InputGradientStep { Node: var node, Input: var input } toInput:
                        AssertDelta(node);
                        Assert.Equal(BackwardPlanner.GradientBuffer(plan, node.Inputs[input]), toInput.Target);
                        Assert.Contains(toInput.Target, buffers);

                        // The first overwrites what is there, which nobody may have written yet, and all others add.
                        Assert.Equal(BackwardPlanner.IsAdded(plan, node, input), _terms.ContainsKey(toInput.Target));
                        if (!_terms.TryGetValue(toInput.Target, out List<string>? terms))
                            _terms.Add(toInput.Target, terms = []);

                        terms.Add(Term(node, input));
                        break;
                }
            }
        }

        public void AssertAllIsThere()
        {
            AssertPull(plan.Input);
            Assert.Equal(plan.Numbered.Where(node => node.IsTrained).Select(node => node.Delta).Order(), _learned.Order());
        }

        /// <summary>A delta is known, or is what kernels have written, where there is no slope.</summary>
        private void AssertDelta(NodePlan node)
        {
            if (_terms[node.Delta].SequenceEqual([Complete(node)]))
                return;

            Assert.Null(node.Activation.Derivative);
            Assert.All(plan.ReadersOf(node.Output), reader => Assert.False(reader.Node.Layer.IsPointwise));
            AssertPull(node.Output);
        }

        /// <summary>All that reaches a value is there: in its buffer what kernels write, and the deltas of the other readers.</summary>
        private void AssertPull(ValuePlan value)
        {
            (NodePlan Node, int Input)[] readers = [.. plan.ReadersOf(value)];
            string[] kernels = [.. readers.Where(reader => !reader.Node.Layer.IsPointwise).Select(reader => Term(reader.Node, reader.Input))];
            if (kernels.Length > 0)
                Assert.Equal(kernels.Order(), _terms[BackwardPlanner.GradientBuffer(plan, value)].Order());

            foreach ((NodePlan node, _) in readers.Where(reader => reader.Node.Layer.IsPointwise))
            {
                if (node.Layer.IsNumbered)
                    AssertDelta(node);
                else
                    AssertPull(node.Output);
            }
        }

        private static string Term(NodePlan node, int input) => $"{node.Number} to {input}";

        private static string Complete(NodePlan node) => $"all of {node.Delta}";
    }
}
