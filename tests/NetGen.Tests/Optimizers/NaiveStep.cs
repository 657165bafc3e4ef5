using System.Numerics;

namespace NetGen.Tests.Optimizers;

/// <summary>
/// The rules once more, one parameter after the other: C# computes each operation by itself and fuses none, so these
/// are the bits that a step must have on every processor.
/// </summary>
internal static class NaiveStep
{
    /// <summary>Step number t. The slots are in the order of the state's, as many as it has.</summary>
    public static void Take<T>(Optimizer rule, long t, T[] w, T[] g, T[][] slots, int[] tensors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (rule is Lamb lamb)
        {
            TakeLamb(lamb, t, w, g, slots, tensors);
            return;
        }

        for (int i = 0; i < w.Length; i++)
        {
            w[i] = rule switch
            {
                Sgd sgd => Move(sgd, t, w[i], g[i], slots, i),
                Adagrad adagrad => Move(adagrad, t, w[i], g[i], slots, i),
                RmsProp rmsProp => Move(rmsProp, w[i], g[i], slots, i),
                Adam adam => Move(adam.LearningRate, adam.Beta1, adam.Beta2, adam.Eps, 0, adam.Amsgrad, t, w[i], g[i], slots, i),
                AdamW adam => Move(adam.LearningRate, adam.Beta1, adam.Beta2, adam.Eps, adam.WeightDecay, adam.Amsgrad, t, w[i], g[i], slots, i),
                _ => throw new NotSupportedException(),
            };
        }
    }

    private static T Of<T>(double value)
        where T : INumberBase<T> => T.CreateChecked(value);

    private static T Move<T>(Sgd rule, long t, T w, T g, T[][] slots, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T step = g;
        if (rule.Momentum > 0)
        {
            T v = slots[0][i] = t == 1 ? g : Of<T>(rule.Momentum) * slots[0][i] + Of<T>(1 - rule.Dampening) * g;
            step = rule.Nesterov ? g + Of<T>(rule.Momentum) * v : v;
        }

        return w - Of<T>(rule.LearningRate) * step;
    }

    private static T Move<T>(Adagrad rule, long t, T w, T g, T[][] slots, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T s = slots[0][i] = (t == 1 ? Of<T>(rule.InitialAccumulatorValue) : slots[0][i]) + g * g;
        return w - Of<T>(rule.LearningRate / (1 + (t - 1) * rule.LearningRateDecay)) * g / (T.Sqrt(s) + Of<T>(rule.Eps));
    }

    private static T Move<T>(RmsProp rule, T w, T g, T[][] slots, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T alpha = Of<T>(rule.Alpha), share = Of<T>(1 - rule.Alpha), rate = Of<T>(rule.LearningRate);
        T s = slots[0][i] = alpha * slots[0][i] + share * g * g;
        if (rule.Centered)
        {
            T m = slots[1][i] = alpha * slots[1][i] + share * g;
            s = T.Max(T.Zero, s - m * m);
        }

        T root = T.Sqrt(s) + Of<T>(rule.Eps);
        if (rule.Momentum == 0)
            return w - rate * g / root;

        T b = slots[^1][i] = Of<T>(rule.Momentum) * slots[^1][i] + g / root;
        return w - rate * b;
    }

    private static T Move<T>(double rate, double beta1, double beta2, double eps, double decay, bool amsgrad, long t, T w, T g, T[][] slots, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T m = slots[0][i] = Of<T>(beta1) * slots[0][i] + Of<T>(1 - beta1) * g;
        T v = slots[1][i] = Of<T>(beta2) * slots[1][i] + Of<T>(1 - beta2) * g * g;
        if (amsgrad)
            v = slots[2][i] = T.Max(slots[2][i], v);
        T root = T.Sqrt(v) / Of<T>(Math.Sqrt(1 - Power.Of(beta2, t))) + Of<T>(eps);
        return Of<T>(1 - rate * decay) * w - Of<T>(rate / (1 - Power.Of(beta1, t))) * m / root;
    }

    private static void TakeLamb<T>(Lamb rule, long t, T[] w, T[] g, T[][] slots, int[] tensors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int start = 0;
        foreach (int length in tensors)
        {
            var u = new T[length];
            for (int k = 0, i = start; k < length; k++, i++)
            {
                T m = slots[0][i] = Of<T>(rule.Beta1) * slots[0][i] + Of<T>(1 - rule.Beta1) * g[i];
                T v = slots[1][i] = Of<T>(rule.Beta2) * slots[1][i] + Of<T>(1 - rule.Beta2) * g[i] * g[i];
                T first = m / Of<T>(1 - Power.Of(rule.Beta1, t)), second = v / Of<T>(1 - Power.Of(rule.Beta2, t));
                u[k] = first / (T.Sqrt(second) + Of<T>(rule.Eps)) + Of<T>(rule.WeightDecay) * w[i];
            }

            // Blocks of 2048 numbers, each with its own sum.
            double parameters = 0, directions = 0;
            for (int k = 0; k < length; k += 2048)
            {
                int count = Math.Min(2048, length - k);
                parameters += NaiveSquareSum.Of<T>(w.AsSpan(start + k, count));
                directions += NaiveSquareSum.Of<T>(u.AsSpan(k, count));
            }

            double ratio = parameters > 0 && directions > 0 ? Math.Sqrt(parameters) / Math.Sqrt(directions) : 1;
            for (int k = 0; k < length; k++)
                w[start + k] -= Of<T>(rule.LearningRate * ratio) * u[k];
            start += length;
        }
    }
}

/// <summary>Sums of squares in the one order that there is.</summary>
internal static class NaiveSquareSum
{
    /// <summary>Number i goes to sum i mod 16; then those 8 apart are added, then 4, 2 and 1 apart.</summary>
    public static double Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sums = new double[16];
        for (int i = 0; i < values.Length; i++)
        {
            double value = double.CreateChecked(values[i]);
            sums[i % 16] += value * value;
        }

        for (int apart = 8; apart > 0; apart /= 2)
            for (int i = 0; i < apart; i++)
                sums[i] += sums[i + apart];

        return sums[0];
    }
}
