using System.Numerics;

namespace NetGen;

/// <summary>A compiled network with a loss that it can differentiate: a network that can be trained.</summary>
/// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ITrainableNetwork<T> : INetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// The gradient of the mean loss, dL/dParameters, from the last call of
    /// <see cref="Backward"/> or <see cref="BackwardFrom"/>, in the order of <see cref="INetwork{T}.Parameters"/>.
    /// </summary>
    Span<T> Gradients { get; }

    /// <summary>
    /// The number of threads that Backward may use, 1 by default. Results are bit-identical for any number.
    /// A layer whose work is too small to share uses one thread, and so does everything in a
    /// browser. From 1 to 1,024; more than the number of processors do not help.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is out of range.</exception>
    int Threads { get; set; }

    /// <summary>
    /// The seed of the <see cref="DropoutAttribute"/> masks; by default, that of the network. It has no effect without
    /// dropout. <see cref="Trainer.Fit"/> sets it to <see cref="TrainingOptions.Seed"/>.
    /// </summary>
    int DropoutSeed
    {
        get => 0;
        set { }
    }

    /// <summary>
    /// Selects the masks that the next call of Backward draws: they are a function of <see cref="DropoutSeed"/> and this number.
    /// Every call adds 1; to draw the same masks again, set it back. <see cref="Trainer.Fit"/> sets it to the number of the
    /// batch, from 0. It has no effect without dropout.
    /// </summary>
    long DropoutStep
    {
        get => 0;
        set { }
    }

    /// <summary>
    /// Does the same as <see cref="INetwork{T}.Trace"/>, with the dropout masks that the next call of Backward draws: z and a are those of
    /// a forward pass in training, and a is the value before its mask. Without dropout, it equals Trace. One sample is not a batch, so
    /// <see cref="BatchNormAttribute"/> uses its running statistics here.
    /// </summary>
    /// <param name="input">One sample: InputSize numbers.</param>
    /// <param name="sample">The sample's position in the batch, from 0.</param>
    /// <param name="values">Receives the values: <see cref="NetworkInfo.TraceSize"/> numbers.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual length.</exception>
    void TraceInTraining(ReadOnlySpan<T> input, int sample, Span<T> values) => Trace(input, values);

    /// <summary>
    /// Computes the mean loss over a batch of n samples, <c>1/n sum w_i L_i</c>: without gradients, without dropout, and with the running
    /// statistics of <see cref="BatchNormAttribute"/>. Thread safety and buffers are those of Forward; class labels become targets in a
    /// buffer of the shared pool.
    /// </summary>
    /// <param name="inputs">The samples: n x InputSize numbers, n at least 1.</param>
    /// <param name="targets">The targets y: n x OutputSize numbers.</param>
    /// <param name="weights">The factor of each sample's loss: n numbers; or empty, which is bit-identical to all ones.</param>
    /// <param name="outputs">Overwritten with the outputs of all samples, as by Forward: n x OutputSize numbers that must not overlap the other arguments; or empty, if they are not needed.</param>
    /// <returns>The mean loss L.</returns>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual length.</exception>
    T ComputeLoss(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default, Span<T> outputs = default);

    /// <summary>
    /// Runs a batch of n samples forward and backward: <see cref="Gradients"/> is overwritten with the
    /// gradient of the mean loss, <c>1/n sum w_i L_i</c>. With <see cref="DropoutAttribute"/>, it draws masks, and the loss
    /// is the one with these masks. With <see cref="BatchNormAttribute"/>, the loss is the one with the statistics of this batch, its
    /// gradient includes theirs, and the running statistics are updated. Not safe to call from several threads on one instance; allocates
    /// nothing after the first call with the largest batch.
    /// </summary>
    /// <param name="inputs">The samples: n x InputSize numbers, n at least 1.</param>
    /// <param name="targets">The targets y: n x OutputSize numbers.</param>
    /// <param name="weights">The factor of each sample's loss: n numbers; or empty, which is bit-identical to all ones.</param>
    /// <param name="inputGradients">Overwritten with dL/dx of the mean loss L: n x InputSize numbers; or empty, if it is not needed.</param>
    /// <returns>The mean loss L.</returns>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual length.</exception>
    T Backward(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default, Span<T> inputGradients = default);

    /// <summary>
    /// Runs a batch of n samples forward, and backward from given gradients of the outputs: for a loss L of your own, or for a
    /// network whose outputs are the inputs of another. <see cref="Gradients"/> is overwritten with the gradient of L, the sum
    /// <c>sum_i J_i^T dL/da_i</c> over the samples, where J_i is the Jacobian of the outputs by the parameters; nothing is divided by n.
    /// With <see cref="DropoutAttribute"/>, it draws masks like Backward; <see cref="TraceInTraining"/> gives the outputs with these masks.
    /// With <see cref="BatchNormAttribute"/>, it uses the statistics of the batch, like Backward.
    /// Thread safety and allocations are those of Backward.
    /// </summary>
    /// <param name="inputs">The samples: n x InputSize numbers, n at least 1.</param>
    /// <param name="outputGradients">dL/da for the outputs a of each sample: n x OutputSize numbers.</param>
    /// <param name="inputGradients">Overwritten with dL/dx: n x InputSize numbers; or empty, if it is not needed.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual length.</exception>
    void BackwardFrom(ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> inputGradients = default);

    /// <summary>
    /// Computes the Jacobian da/dx of the outputs of Forward by the inputs of one sample, without dropout and with running statistics.
    /// Parameters and <see cref="Gradients"/> do not change. Not thread-safe, like Backward; allocates nothing after the first call.
    /// </summary>
    /// <param name="input">One sample: InputSize numbers.</param>
    /// <param name="jacobian">Receives da_j/dx_k at index j InputSize + k: OutputSize x InputSize numbers, row by row.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual length.</exception>
    void Jacobian(ReadOnlySpan<T> input, Span<T> jacobian);

    /// <summary>
    /// Creates an independent copy in double precision: the same formulas compiled for <see cref="double"/>, with
    /// the same parameters and statistics. <see cref="GradientCheck"/> uses it.
    /// </summary>
    /// <returns>The copy.</returns>
    ITrainableNetwork<double> ToDouble();
}
