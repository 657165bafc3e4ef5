using System.Numerics;

namespace NetGen;

/// <summary>A compiled network with a loss, which it can differentiate: every one that can be trained.</summary>
/// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ITrainableNetwork<T> : INetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// The gradient of the mean loss, dL/dParameters, of the last call of
    /// <see cref="Backward"/> or <see cref="BackwardFrom"/>, in the order of <see cref="INetwork{T}.Parameters"/>.
    /// </summary>
    Span<T> Gradients { get; }

    /// <summary>
    /// How many threads Backward may share its products among, 1 unless set. It does not change a bit of any result.
    /// Where the work of a layer is too small to be shared, one thread does it, however many are allowed; so it does in a
    /// browser, which has one. From 1 to 1,024; more than there are processors gain nothing.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is out of range.</exception>
    int Threads { get; set; }

    /// <summary>
    /// The seed of the masks of <see cref="DropoutAttribute"/>: that of the network, unless set. Of no effect without
    /// dropout. <see cref="Trainer.Fit"/> sets it to <see cref="TrainingOptions.Seed"/>.
    /// </summary>
    int DropoutSeed
    {
        get => 0;
        set { }
    }

    /// <summary>
    /// Which masks the next call of Backward draws: they are a function of <see cref="DropoutSeed"/> and of this number, to
    /// which every call adds 1. To draw the same again, set it back. <see cref="Trainer.Fit"/> sets it to the number of the
    /// batch, from 0. Of no effect without dropout.
    /// </summary>
    long DropoutStep
    {
        get => 0;
        set { }
    }

    /// <summary>
    /// As <see cref="INetwork{T}.Trace"/>, with the masks of dropout that the next call of Backward draws: z and a are those of a
    /// training's pass forward, a as it is before it is masked. Without dropout it is the same as Trace. One sample is no batch, so
    /// <see cref="BatchNormAttribute"/> takes its running statistics here.
    /// </summary>
    /// <param name="input">One sample: InputSize numbers.</param>
    /// <param name="sample">The sample's place in the batch, from 0.</param>
    /// <param name="values">Receives the values: <see cref="NetworkInfo.TraceSize"/> numbers.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual one.</exception>
    void TraceInTraining(ReadOnlySpan<T> input, int sample, Span<T> values) => Trace(input, values);

    /// <summary>
    /// The mean loss over a batch of n samples, <c>1/n sum w_i L_i</c>, without gradients, without dropout, and with the running statistics of
    /// <see cref="BatchNormAttribute"/>. As safe as
    /// Forward, with buffers as Forward's; class labels become targets in a buffer of the shared pool.
    /// </summary>
    /// <param name="inputs">The samples: n x InputSize numbers, n at least 1.</param>
    /// <param name="targets">The targets y: n x OutputSize numbers.</param>
    /// <param name="weights">What the loss of each sample is multiplied by: n numbers; or none, as if all were 1, with the same bits.</param>
    /// <param name="outputs">Overwritten with the outputs of all samples, as Forward gives them: n x OutputSize numbers that share no memory with the others; or none, if they are not wanted.</param>
    /// <returns>The mean loss L.</returns>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual one.</exception>
    T ComputeLoss(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default, Span<T> outputs = default);

    /// <summary>
    /// Runs a batch of n samples forward and backward: <see cref="Gradients"/> is overwritten with the
    /// gradient of the mean loss, <c>1/n sum w_i L_i</c>. With <see cref="DropoutAttribute"/>, masks are drawn, and the loss
    /// is the one under them. With <see cref="BatchNormAttribute"/>, the loss is the one under the statistics of this batch, through which
    /// its gradient goes too, and running statistics are kept. Not safe to call from several threads on one instance; allocates nothing
    /// after the first call with the largest batch.
    /// </summary>
    /// <param name="inputs">The samples: n x InputSize numbers, n at least 1.</param>
    /// <param name="targets">The targets y: n x OutputSize numbers.</param>
    /// <param name="weights">What the loss of each sample is multiplied by: n numbers; or none, as if all were 1, with the same bits.</param>
    /// <param name="inputGradients">Overwritten with dL/dx of the mean loss L: n x InputSize numbers; or none, if it is not wanted.</param>
    /// <returns>The mean loss L.</returns>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual one.</exception>
    T Backward(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights = default, Span<T> inputGradients = default);

    /// <summary>
    /// Runs a batch of n samples forward, and backward from a gradient of the outputs that you give: for a loss L of your own, or for a
    /// network whose outputs are the inputs of another. <see cref="Gradients"/> is overwritten with the gradient of L, the sum
    /// <c>sum_i J_i^T dL/da_i</c> over the samples with the Jacobian J_i of the outputs by the parameters; nothing is divided by n. With
    /// <see cref="DropoutAttribute"/>, masks are drawn as by Backward; <see cref="TraceInTraining"/> gives the outputs under them. With
    /// <see cref="BatchNormAttribute"/>, the statistics are those of the batch, as by Backward.
    /// As little thread-safe as Backward, and as free of allocations.
    /// </summary>
    /// <param name="inputs">The samples: n x InputSize numbers, n at least 1.</param>
    /// <param name="outputGradients">dL/da for the outputs a of each sample: n x OutputSize numbers.</param>
    /// <param name="inputGradients">Overwritten with dL/dx: n x InputSize numbers; or none, if it is not wanted.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual one.</exception>
    void BackwardFrom(ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputGradients, Span<T> inputGradients = default);

    /// <summary>
    /// The Jacobian da/dx of the outputs of Forward by the inputs of one sample, without dropout and with running statistics. Parameters and
    /// <see cref="Gradients"/> stay. As little thread-safe as Backward; it allocates nothing after the first call.
    /// </summary>
    /// <param name="input">One sample: InputSize numbers.</param>
    /// <param name="jacobian">Receives da_j/dx_k at place j InputSize + k: OutputSize x InputSize numbers, row by row.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual one.</exception>
    void Jacobian(ReadOnlySpan<T> input, Span<T> jacobian);

    /// <summary>
    /// An independent copy in double precision: the same formulas compiled for <see cref="double"/>, with
    /// the same parameters and statistics. <see cref="GradientCheck"/> runs on it.
    /// </summary>
    /// <returns>The copy.</returns>
    ITrainableNetwork<double> ToDouble();
}
