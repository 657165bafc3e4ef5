using System.Numerics;
using NetGen.CompilerServices;

namespace NetGen.Tests.Runtime;

/// <summary>
/// A network written by hand, in the plainest loops: dense layers, one sample after the other. What the
/// runtime does with a network is tested on it, right or with an error put in on purpose.
/// </summary>
internal class FakeNetwork<T> : ITrainableNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly (int Units, Activation Activation)[] _layers;
    private readonly T[] _parameters, _gradients, _trace, _deltas;

    public FakeNetwork(Loss loss, int inputs, params (int Units, Activation Activation)[] layers)
    {
        _layers = layers;
        var infos = new LayerInfo[layers.Length];
        int offset = 0, traced = 0;
        for (int l = 0, k = inputs; l < layers.Length; k = layers[l++].Units)
        {
            (int m, Activation activation) = layers[l];
            infos[l] = new(l + 1, "Dense", [k], [m], activation, traced, traced + m,
                new($"W{l + 1}", ParameterRole.Weight, [m, k], [1, m], offset, Initializer.GlorotUniform, k, m),
                new($"b{l + 1}", ParameterRole.Bias, [m], [1], offset + m * k, Initializer.Zeros, k, m));
            offset += m * k + m;
            traced += 2 * m;
        }

        Info = new("FakeNet", typeof(T) == typeof(float) ? Precision.Single : Precision.Double, loss, infos);
        (_parameters, _gradients) = (new T[offset], new T[offset]);
        (_trace, _deltas) = (new T[traced], new T[traced]);
        ParameterInitializer.Fill<T>(Info, _parameters, seed: 1);
    }

    public int Threads { get; set; } = 1;

    /// <summary>The layer whose delta gets the wrong sign, or 0.</summary>
    public int WrongDelta { get; init; }

    /// <summary>Whether the gradient of the parameter at a place of the buffer gets the wrong sign.</summary>
    public Func<int, bool> IsWrong { get; init; } = _ => false;

    /// <summary>Whether the gradients of the inputs get the wrong sign.</summary>
    public bool WrongInputGradients { get; init; }

    /// <summary>Whether the copy in double precision is right even so.</summary>
    public bool TwinIsRight { get; init; }

    public NetworkInfo Info { get; }

    public Span<T> Parameters => _parameters;

    public Span<T> Gradients => _gradients;

    public void Forward(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        int n = Guard.Batch(inputs.Length, Info.InputSize, outputs.Length, Info.OutputSize, nameof(outputs));
        for (int i = 0; i < n; i++)
        {
            Trace(inputs.Slice(i * Info.InputSize, Info.InputSize), _trace);
            _trace.AsSpan(^Info.OutputSize..).CopyTo(outputs[(i * Info.OutputSize)..]);
        }
    }

    public void Trace(ReadOnlySpan<T> input, Span<T> values)
    {
        Guard.Trace(input.Length, Info.InputSize, values.Length, Info.TraceSize);
        ReadOnlySpan<T> x = input;
        for (int l = 0; l < Info.Layers.Count; l++)
        {
            LayerInfo layer = Info.Layers[l];
            Span<T> z = values.Slice(layer.ZOffset, layer.OutputSize), a = values.Slice(layer.AOffset, layer.OutputSize);
            ReadOnlySpan<T> w = _parameters.AsSpan(layer.Parameters[0].Offset), b = _parameters.AsSpan(layer.Parameters[1].Offset);
            for (int j = 0; j < z.Length; j++)
            {
                z[j] = b[j];
                for (int k = 0; k < x.Length; k++)
                    z[j] += w[k * z.Length + j] * x[k];
            }

            T sum = T.Zero;
            for (int j = 0; j < z.Length; j++)
                sum += a[j] = Activate(layer.Activation, z[j]);
            for (int j = 0; layer.Activation is Activation.Softmax or Activation.LogSoftmax && j < z.Length; j++)
                a[j] = layer.Activation == Activation.Softmax ? a[j] / sum : T.Log(a[j] / sum);
            x = a;
        }
    }

    public T ComputeLoss(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default, Span<T> outputs = default)
    {
        if (!outputs.IsEmpty)
            Forward(inputs, outputs);

        return Run(inputs, targets, weights, backward: false, default);
    }

    public T Backward(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default, Span<T> inputGradients = default)
    {
        Guard.InputGradients(inputGradients.Length, inputs.Length);
        _gradients.AsSpan().Clear();
        inputGradients.Clear();
        T loss = Run(inputs, targets, weights, backward: true, inputGradients);
        for (int i = 0; i < _gradients.Length; i++)
            _gradients[i] = IsWrong(i) ? -_gradients[i] : _gradients[i];
        foreach (ref T gradient in inputGradients)
            gradient = WrongInputGradients ? -gradient : gradient;
        return loss;
    }

    public void BackwardFrom(ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> inputGradients = default) => throw new NotSupportedException();

    public void Jacobian(ReadOnlySpan<T> input, Span<T> jacobian) => throw new NotSupportedException();

    public ITrainableNetwork<double> ToDouble()
    {
        var twin = new FakeNetwork<double>(Info.Loss, Info.InputSize, _layers)
        {
            WrongDelta = TwinIsRight ? 0 : WrongDelta,
            IsWrong = TwinIsRight ? _ => false : IsWrong,
            WrongInputGradients = WrongInputGradients && !TwinIsRight,
        };
        for (int i = 0; i < _parameters.Length; i++)
            twin.Parameters[i] = double.CreateChecked(_parameters[i]);
        return twin;
    }

    private T Run(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, bool backward, Span<T> inputGradients)
    {
        int n = Guard.Batch(inputs.Length, Info.InputSize, targets.Length, Info.OutputSize, nameof(targets), weights.Length);
        T loss = T.Zero;
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<T> x = inputs.Slice(i * Info.InputSize, Info.InputSize), y = targets.Slice(i * Info.OutputSize, Info.OutputSize);
            Trace(x, _trace);
            T weight = weights.IsEmpty ? T.One : weights[i];
            for (int j = 0; j < y.Length; j++)
            {
                ref T delta = ref _deltas[Info.Layers[^1].ZOffset + j];
                loss += weight * LossTerm(_trace[Info.Layers[^1].AOffset + j], y[j], out delta);
                delta *= weight;
            }

            if (backward)
                Accumulate(x, T.CreateChecked(n), inputGradients.IsEmpty ? default : inputGradients.Slice(i * Info.InputSize, Info.InputSize));
        }

        return loss / T.CreateChecked(n);
    }

    // On entry the last layer's deltas are dL/da, or a - y where the activation belongs to the loss.
    private void Accumulate(ReadOnlySpan<T> input, T n, Span<T> inputGradients)
    {
        for (int l = Info.Layers.Count - 1; l >= 0; l--)
        {
            LayerInfo layer = Info.Layers[l];
            int m = layer.OutputSize;
            bool isFused = l == Info.Layers.Count - 1 && Info.Loss is (Loss.CrossEntropy or Loss.BinaryCrossEntropy);
            Span<T> delta = _deltas.AsSpan(layer.ZOffset, m);
            for (int j = 0; j < m; j++)
            {
                delta[j] *= isFused ? T.One : Derivative(layer.Activation, _trace[layer.ZOffset + j], _trace[layer.AOffset + j]);
                delta[j] = l + 1 == WrongDelta ? -delta[j] : delta[j];
            }

            ReadOnlySpan<T> x = l == 0 ? input : _trace.AsSpan(Info.Layers[l - 1].AOffset, layer.InputSize);
            Span<T> previous = l == 0 ? default : _deltas.AsSpan(Info.Layers[l - 1].ZOffset, layer.InputSize);
            previous.Clear();
            ParameterInfo weights = layer.Parameters[0], biases = layer.Parameters[1];
            for (int k = 0; k < x.Length; k++)
                for (int j = 0; j < m; j++)
                {
                    _gradients[weights.Offset + k * m + j] += delta[j] * x[k] / n;
                    if (l > 0)
                        previous[k] += delta[j] * _parameters[weights.Offset + k * m + j];
                    else if (!inputGradients.IsEmpty)
                        inputGradients[k] += delta[j] * _parameters[weights.Offset + k * m + j] / n;
                }

            for (int j = 0; j < m; j++)
                _gradients[biases.Offset + j] += delta[j] / n;
        }
    }

    private static T Activate(Activation activation, T z) => activation switch
    {
        Activation.Identity => z,
        Activation.Sigmoid => T.One / (T.One + T.Exp(-z)),
        Activation.Tanh => T.Tanh(z),
        Activation.ReLU => T.Max(z, T.Zero),
        Activation.Softmax or Activation.LogSoftmax => T.Exp(z),
        _ => throw new NotSupportedException(),
    };

    private static T Derivative(Activation activation, T z, T a) => activation switch
    {
        Activation.Identity => T.One,
        Activation.Sigmoid => a * (T.One - a),
        Activation.Tanh => T.One - a * a,
        Activation.ReLU => z > T.Zero ? T.One : T.Zero,
        _ => throw new NotSupportedException(),
    };

    private T LossTerm(T a, T y, out T delta)
    {
        T r = a - y, m = T.CreateChecked(Info.OutputSize), two = T.CreateChecked(2);
        bool isSmall = T.Abs(r) <= T.One;
        delta = Info.Loss switch
        {
            Loss.MeanSquaredError => two * r / m,
            Loss.MeanAbsoluteError => T.CreateChecked(T.Sign(r)) / m,
            Loss.Huber => (isSmall ? r : T.CreateChecked(T.Sign(r))) / m,
            _ => r,
        };
        return Info.Loss switch
        {
            Loss.MeanSquaredError => r * r / m,
            Loss.MeanAbsoluteError => T.Abs(r) / m,
            Loss.Huber => (isSmall ? r * r / two : T.Abs(r) - T.One / two) / m,
            Loss.HalfSquaredError => r * r / two,
            Loss.CrossEntropy => y == T.Zero ? T.Zero : -y * T.Log(a),
            Loss.BinaryCrossEntropy => -(y * T.Log(a) + (T.One - y) * T.Log(T.One - a)),
            _ => throw new NotSupportedException(),
        };
    }
}

/// <summary>As <see cref="FakeNetwork{T}"/>, with a softmax output and labels.</summary>
internal sealed class FakeClassifier<T>(int inputs, params (int Units, Activation Activation)[] layers)
    : FakeNetwork<T>(Loss.CrossEntropy, inputs, layers), IClassifierNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _oneHot = [];

    /// <summary>How often it was run on labels.</summary>
    public int LabelCalls { get; private set; }

    public T ComputeLoss(ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights = default, Span<T> outputs = default) => ComputeLoss(inputs, OneHotOf(labels), weights, outputs);

    public T Backward(ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights = default, Span<T> inputGradients = default) => Backward(inputs, OneHotOf(labels), weights, inputGradients);

    private ReadOnlySpan<T> OneHotOf(ReadOnlySpan<int> labels)
    {
        LabelCalls++;
        int length = labels.Length * Info.OutputSize;
        if (_oneHot.Length < length)
            _oneHot = new T[length];
        OneHot.Write(labels, _oneHot.AsSpan(0, length), Info.OutputSize);
        return _oneHot.AsSpan(0, length);
    }
}
