using System.Numerics;
using Xunit;

namespace NetGen.Tests.Optimizers;

/// <summary>Every rule in every mode, under the names of tests/fixtures/make_optimizer_fixtures.py, with the same settings.</summary>
internal static class Rules
{
    private static readonly Dictionary<string, Optimizer> _all = new()
    {
        ["Sgd"] = new Sgd(0.1),
        ["Sgd, momentum"] = new Sgd(0.1, momentum: 0.9),
        ["Sgd, dampening"] = new Sgd(0.1, momentum: 0.8, dampening: 0.3),
        ["Sgd, Nesterov"] = new Sgd(0.05, momentum: 0.7, nesterov: true),
        ["Adagrad"] = new Adagrad(),
        ["Adagrad, decay"] = new Adagrad(0.1, learningRateDecay: 0.25, initialAccumulatorValue: 0.5, eps: 1e-3),
        ["RmsProp"] = new RmsProp(),
        ["RmsProp, momentum"] = new RmsProp(0.005, alpha: 0.9, eps: 1e-4, momentum: 0.8),
        ["RmsProp, centered"] = new RmsProp(0.02, alpha: 0.95, centered: true),
        ["RmsProp, centered, momentum"] = new RmsProp(0.01, alpha: 0.8, eps: 1e-6, momentum: 0.5, centered: true),
        ["Adam"] = new Adam(),
        ["Adam, betas"] = new Adam(0.05, beta1: 0.8, beta2: 0.95, eps: 1e-3),
        ["Adam, AMSGrad"] = new Adam(0.02, beta1: 0.9, beta2: 0.6, amsgrad: true),
        ["AdamW"] = new AdamW(),
        ["AdamW, decay"] = new AdamW(0.02, beta1: 0.7, beta2: 0.9, eps: 1e-5, weightDecay: 0.3),
        ["AdamW, AMSGrad"] = new AdamW(0.02, beta1: 0.9, beta2: 0.6, weightDecay: 0.1, amsgrad: true),
        ["Lamb"] = new Lamb(),
        ["Lamb, decay"] = new Lamb(0.03, beta1: 0.8, beta2: 0.9, eps: 1e-3, weightDecay: 0.2),
        ["Lamb, no decay"] = new Lamb(0.05, weightDecay: 0),
    };

    public static TheoryData<string> Names => [.. _all.Keys];

    public static Optimizer Named(string name) => _all[name];

    public static OptimizerState<T> Create<T>(Optimizer rule, NetworkInfo network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (OptimizerState<T>)(object)(typeof(T) == typeof(float) ? rule.CreateSingle(network) : rule.CreateDouble(network));

    /// <summary>Numbers around 0, the same for the same seed; some of them are 0.</summary>
    public static T[] Numbers<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => i % 11 == 5 ? T.Zero : T.CreateTruncating(4 * random.NextDouble() - 2))];
    }
}
