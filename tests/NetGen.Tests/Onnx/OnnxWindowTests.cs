using Microsoft.CodeAnalysis;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>Windows of random sizes, strides, dilations and padding compute what ONNX Runtime computes, also if their number is rounded up.</summary>
public sealed class OnnxWindowTests
{
    private static readonly WindowCase[] _cases = [.. Enumerable.Range(0, 90).Select(seed => new WindowCase(seed))];

    private static readonly Lazy<(System.Reflection.Assembly Assembly, Dictionary<int, string> Refused)> _compiled = new(Compile);

    public static TheoryData<int> Accepted => [.. Enumerable.Range(0, _cases.Length).Where(index => !_cases[index].DividesByLess)];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Outputs_are_those_of_ONNX_Runtime(int index)
    {
        Assert.False(_compiled.Value.Refused.TryGetValue(index, out string? reason), $"{_cases[index]}: {reason}");
        byte[] model = _cases[index].ToBytes();

        OnnxProject.AssertSame(OnnxProject.Load<float>(_compiled.Value.Assembly, model, $"Net{index}"), model, batch: 5);
    }

    /// <summary>ONNX Runtime and PyTorch divide such sums by different numbers.</summary>
    [Fact]
    public void Averages_that_count_padding_but_not_what_is_behind_it_are_refused()
    {
        const string Reason = "AveragePool 'n2': it has ceil_mode = 1 and counts its padding, but not what its last windows cover behind it";
        int[] expected = [.. Enumerable.Range(0, _cases.Length).Where(index => _cases[index].DividesByLess)];

        Assert.NotEmpty(expected);
        Assert.Equal(expected, _compiled.Value.Refused.Keys.Order());
        Assert.All(_compiled.Value.Refused.Values, message => Assert.Contains(Reason, message));
    }

    private static (System.Reflection.Assembly, Dictionary<int, string>) Compile()
    {
        string source = "using NetGen;\n" + string.Concat(_cases.Select((_, index) => $"[Network(Onnx = \"model{index}.onnx\")] public sealed partial class Net{index};\n"));
        GeneratorRun run = OnnxProject.Generate(source, [.. _cases.Select((found, index) => ($"model{index}.onnx", found.ToBytes()))]);
        return (Compilations.Load(run.Compilation), run.Diagnostics.ToDictionary(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line - 1, diagnostic => diagnostic.GetMessage()));
    }

    /// <summary>A convolution or a pooling over a random signal or image.</summary>
    private sealed record WindowCase
    {
        private static readonly string[] _kinds = ["Conv", "MaxPool", "AveragePool"];
        private static readonly int[] _opsets = [13, 17, 19, 22];

        private readonly int _seed, _opset;
        private readonly string _kind;
        private readonly long[] _sizes, _kernel, _strides, _dilations, _pads;
        private readonly bool _roundsUp, _countsPadding;

        public WindowCase(int seed)
        {
            var random = new Random(seed);
            int rank = random.Next(1, 3);
            (_seed, _kind, _opset) = (seed, _kinds[seed % 3], _opsets[random.Next(4)]);
            (_sizes, _kernel, _strides) = (Each(5, 9), Each(1, 3), Each(1, 3));
            _dilations = _kind == "AveragePool" ? Each(1, 1) : Each(1, 2);
            _pads = [.. _kernel.Concat(_kernel).Select(size => (long)random.Next((int)size))];
            (_roundsUp, _countsPadding) = (_kind != "Conv" && random.Next(3) > 0, _kind == "AveragePool" && random.Next(2) > 0);

            long[] Each(int least, int most) => [.. Enumerable.Range(0, rank).Select(_ => (long)random.Next(least, most + 1))];
        }

        /// <summary>Whether the last windows of an average that counts padding reach behind it.</summary>
        public bool DividesByLess => _roundsUp && _countsPadding && _pads.Any(size => size > 0) && Enumerable.Range(0, _sizes.Length).Any(i =>
        {
            long end = _sizes[i] + _pads[i] + _pads[_sizes.Length + i];
            return Enumerable.Range(0, (int)(_sizes[i] + _pads[i])).Any(start => start % _strides[i] == 0 && start + _kernel[i] > end && start - _strides[i] + _kernel[i] < end);
        });

        public byte[] ToBytes()
        {
            OnnxGraph graph = new OnnxGraph(_opset, _seed).Input("x", [2, .. _sizes.Select(size => (int)size)]).Output("y");
            List<(string, object)> attributes = [("strides", _strides), ("pads", _pads)];
            if (_kind != "AveragePool")
                attributes.Add(("dilations", _dilations));
            if (_kind == "Conv")
                return graph.Weights("k", [3, 2, .. _kernel]).Node(_kind, "x k", "y", [.. attributes]).ToBytes();

            // A network has weights.
            graph.Weights("k", [2, 2, .. _kernel.Select(_ => 1L)]).Nodes("Conv x k > z");
            attributes.AddRange([("kernel_shape", _kernel), ("ceil_mode", _roundsUp ? 1 : 0)]);
            if (_kind == "AveragePool")
                attributes.Add(("count_include_pad", _countsPadding ? 1 : 0));
            return graph.Node(_kind, "z", "y", [.. attributes]).ToBytes();
        }

        public override string ToString() =>
            $"{_kind} of opset {_opset} over {string.Join('x', _sizes)}: kernel {string.Join('x', _kernel)}, strides {string.Join('x', _strides)}, dilations {string.Join('x', _dilations)}, pads {string.Join(' ', _pads)}{(_roundsUp ? ", rounded up" : "")}{(_countsPadding ? ", padding counted" : "")}";
    }
}
