using System.Diagnostics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NetGen.Benchmarks;

/// <summary>Builds a workload's network from TorchSharp's modules, with NetGen's initial parameters.</summary>
internal static class TorchModel
{
    public static Module<Tensor, Tensor> Create(Workload workload, bool withOutputActivation)
    {
        var architecture = new Architecture(workload);
        using IDisposable noGradients = no_grad();
        List<Step> steps = [.. architecture.Layers.Select(Step)];
        if (!architecture.IsChain)
            return new Graph(workload.Id, steps);

        Sequential model = Sequential();
        foreach (Module<Tensor, Tensor> module in steps.SelectMany(step => step.Modules))
            model.append(module);
        return model;

        Step Step(PeerLayer layer)
        {
            List<Module<Tensor, Tensor>> modules = architecture.Flattens(layer) ? [Flatten()] : [];
            modules.AddRange(CreateModules(layer));
            bool isOutput = layer == architecture.Layers[^1];
            if (layer.Info.Activation != Activation.Identity && (!isOutput || withOutputActivation))
                modules.Add(CreateActivation(layer.Info.Activation));
            return new Step(layer.Reads, modules);
        }
    }

    /// <summary>The modules of a layer without its activation; an addition has none.</summary>
    private static IEnumerable<Module<Tensor, Tensor>> CreateModules(PeerLayer layer)
    {
        IReadOnlyList<int> input = layer.Info.InputShape;
        return layer.Declaration switch
        {
            DenseAttribute => [WithTensors(Linear(layer.Info.InputSize, layer.Info.OutputSize), layer)],
            Conv2DAttribute conv => [WithTensors(CreateConvolution(conv, input[0]), layer)],
            BatchNormAttribute norm => [WithTensors(BatchNorm2d(input[0], norm.Epsilon, norm.Momentum), layer)],
            MaxPoolAttribute pool => [MaxPool2d(pool.Window, pool.Stride == 0 ? null : pool.Stride, pool.Padding)],
            GlobalAveragePoolAttribute => [AdaptiveAvgPool2d(1), Flatten()],
            AddAttribute => [],
            _ => throw new NotSupportedException($"{layer.Info.Kind} has no module here."),
        };
    }

    private static Conv2d CreateConvolution(Conv2DAttribute conv, int channels) => Conv2d(
        channels,
        conv.Filters,
        (conv.KernelHeight, conv.KernelWidth),
        (conv.Stride, conv.Stride),
        (conv.Padding, conv.Padding),
        (conv.Dilation, conv.Dilation),
        groups: conv.Groups,
        bias: conv.Bias);

    private static Module<Tensor, Tensor> WithTensors(Module<Tensor, Tensor> module, PeerLayer layer)
    {
        Dictionary<string, Tensor> own = module.state_dict();
        foreach (PeerTensor tensor in layer.Tensors)
        {
            using Tensor values = torch.tensor(tensor.Values, Array.ConvertAll(tensor.Shape, static size => (long)size));
            own[tensor.Name].copy_(values);
        }

        return module;
    }

    // ReLU in place, as torchvision's residual networks have it: nothing else reads what it overwrites.
    private static Module<Tensor, Tensor> CreateActivation(Activation activation) => activation switch
    {
        Activation.Sigmoid => Sigmoid(),
        Activation.Tanh => Tanh(),
        Activation.ReLU => ReLU(inplace: true),
        Activation.ELU => ELU(),
        Activation.Softmax => Softmax(1),
        _ => throw new UnreachableException(),
    };

    /// <summary>The modules of one layer, and which values they read.</summary>
    private sealed record Step(int[] Reads, IReadOnlyList<Module<Tensor, Tensor>> Modules);

    /// <summary>
    /// A network whose layers read more than the one before. Tensors end with their last reader, as in Sequential, so that the
    /// next ones find their memory in the cache; a training keeps what its backward pass needs.
    /// </summary>
    private sealed class Graph : Module<Tensor, Tensor>
    {
        private readonly (int[] Reads, Module<Tensor, Tensor>[] Modules, int[] Ends)[] _steps;

        public Graph(string name, List<Step> steps)
            : base(name)
        {
            _steps = [.. steps.Select((step, i) => (step.Reads, step.Modules.ToArray(), Ends(i)))];
            register_module("modules", ModuleList([.. steps.SelectMany(step => step.Modules)]));

            // The input is the caller's.
            int[] Ends(int i) => [.. steps[i].Reads.Where(number => number > 0 && LastReader(number) == i)];

            int LastReader(int number) => steps.FindLastIndex(step => step.Reads.Contains(number));
        }

        public override Tensor forward(Tensor input)
        {
            var values = new Tensor[_steps.Length + 1];
            values[0] = input;
            for (int i = 0; i < _steps.Length; i++)
            {
                (int[] reads, Module<Tensor, Tensor>[] modules, int[] ends) = _steps[i];
                Tensor value = values[reads[0]];
                for (int other = 1; other < reads.Length; other++)
                    value = Then(value.add(values[reads[other]]), value, values[reads[0]]);
                foreach (Module<Tensor, Tensor> module in modules)
                    value = Then(module.forward(value), value, values[reads[0]]);
                values[i + 1] = value;
                foreach (int number in ends)
                    values[number].Dispose();
            }

            return values[^1];
        }

        /// <summary>The next value of a step; the one before ends, unless it is what the step reads.</summary>
        private static Tensor Then(Tensor next, Tensor last, Tensor read)
        {
            if (!ReferenceEquals(last, read))
                last.Dispose();
            return next;
        }
    }
}
