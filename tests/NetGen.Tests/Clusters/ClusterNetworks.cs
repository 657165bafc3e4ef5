using System.Collections.Concurrent;
using System.Numerics;

namespace NetGen.Tests.Clusters;

[Network(4, Loss = Loss.CrossEntropy)]
[Dense(5, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class StraightInShards;

[Network(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(5, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class StraightDoubleInShards;

[Network(16, Loss = Loss.MeanSquaredError)]
[Dense(33, Activation.SiLU)]
[Dense(18, Activation.Tanh)]
[Dense(1)]
internal sealed partial class TilesInShards;

[Network(16, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Dense(33, Activation.SiLU)]
[Dense(18, Activation.Tanh)]
[Dense(1)]
internal sealed partial class TilesDoubleInShards;

[Network(4, Loss = Loss.CrossEntropy)]
[Standardize]
[Dropout(0.125)]
[Dense(9, Activation.Tanh)]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
internal sealed partial class DroppedInShards;

[Network(1, 4, 4, Loss = Loss.CrossEntropy)]
[Conv2D(3, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU)]
[GlobalAveragePool]
[Dense(3, Activation.Softmax)]
internal sealed partial class NormalizedInShards;

[Network(1, 4, 4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(3, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU)]
[GlobalAveragePool]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
internal sealed partial class NormalizedDoubleInShards;

[Network(4, Loss = Loss.CrossEntropy)]
[Dense(6)]
[BatchNorm(Activation.ReLU)]
[Dense(3, Activation.Softmax)]
internal sealed partial class NormalizedVectors;

[Network(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(6)]
[BatchNorm(Activation.ReLU, Synchronized = true)]
[Dense(5)]
[BatchNorm(Activation.Tanh, Synchronized = true)]
[Dense(3, Activation.Softmax)]
internal sealed partial class SynchronizedVectors;

[Network(1, 4, 4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(3, 3, Padding = 1, Bias = false, As = "c")]
[BatchNorm(Activation.ReLU, Synchronized = true, As = "in")]
[Conv2D(3, 3, Padding = 1, Bias = false)]
[BatchNorm(Synchronized = true)]
[Add("in", Activation.ReLU)]
[Dense(7)]
[BatchNorm(Activation.Tanh, Synchronized = true)]
[Dense(3, Activation.Softmax)]
internal sealed partial class SynchronizedImages;

/// <summary>A synchronized normalization, one that is not, and dropout.</summary>
[Network(1, 4, 4, Loss = Loss.CrossEntropy)]
[Conv2D(3, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU, Synchronized = true)]
[Dropout(0.125)]
[Conv2D(4, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU)]
[GlobalAveragePool]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
internal sealed partial class MixedNormalizations;

[Network(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(6)]
[BatchNorm(Activation.Tanh, Synchronized = true)]
[Freeze]
[Dense(5)]
[BatchNorm(Activation.Tanh, Synchronized = true)]
[Dense(3, Activation.Softmax)]
internal sealed partial class SynchronizedBelowFreeze;

/// <summary>The same, but the frozen layer is not synchronized.</summary>
[Network(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(6)]
[BatchNorm(Activation.Tanh)]
[Freeze]
[Dense(5)]
[BatchNorm(Activation.Tanh, Synchronized = true)]
[Dense(3, Activation.Softmax)]
internal sealed partial class OneSynchronizedBelowFreeze;

[Network(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(6)]
[BatchNorm(Activation.Tanh, Synchronized = true)]
[Freeze]
[Dense(3, Activation.Softmax)]
internal sealed partial class SynchronizedAboveFreeze;

[Network(4, Loss = Loss.CrossEntropy)]
[Dense(6)]
[BatchNorm(Synchronized = true)]
[Dense(6, typeof(Watched))]
[BatchNorm(Synchronized = true)]
[Dense(3, Activation.Softmax)]
internal sealed partial class SynchronizedWatched;

/// <summary>The identity. It throws if a test asks for it, and keeps count of what the threads that call it allocate.</summary>
internal readonly struct Watched : IActivation
{
    [ThreadStatic]
    private static long _last;

    /// <summary>How many calls are left up to the one that throws.</summary>
    public static int Calls;

    /// <summary>What threads have allocated between two of their calls.</summary>
    public static long Allocated;

    /// <summary>Collects the threads; null if no test asks for them.</summary>
    public static ConcurrentDictionary<Thread, bool>? Threads;

    public static T Value<T>(T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long now = GC.GetAllocatedBytesForCurrentThread();
        Interlocked.Add(ref Allocated, _last == 0 ? 0 : now - _last);
        _last = now;
        Threads?.TryAdd(Thread.CurrentThread, true);
        return Interlocked.Decrement(ref Calls) == 0 ? throw new NotSupportedException("It breaks.") : z;
    }

    public static T Derivative<T>(T z, T a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One;
}
