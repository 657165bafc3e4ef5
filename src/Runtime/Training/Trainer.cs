using System.Numerics;

namespace NetGen;

/// <summary>Trains and evaluates compiled networks.</summary>
public static class Trainer
{
    /// <summary>
    /// Trains a network by gradient descent over batches. After the batch buffers and the optimizer's state,
    /// no step allocates. Not safe to call from several threads on one network.
    /// </summary>
    /// <typeparam name="T">The number type of the network.</typeparam>
    /// <param name="network">
    /// The network; its parameters are trained from where they are. If it has <see cref="StandardizeAttribute"/> and its means are
    /// all 0 and its scales all 1, as it was created, they are fitted first, to the training data without those for validation.
    /// </param>
    /// <param name="data">The training data. Its labels are used if the network reads labels, otherwise its targets.</param>
    /// <param name="options">The settings, or null for the defaults.</param>
    /// <returns>What was measured, epoch by epoch, and why the training ended.</returns>
    /// <exception cref="ArgumentException">
    /// A setting is out of range, or data do not fit: their sizes are not the network's, or their targets are not
    /// what the loss is defined for; or a batch would have one sample, and a <see cref="BatchNormAttribute"/> over vectors needs two.
    /// The message names the expected and the actual value.
    /// </exception>
    /// <exception cref="TrainingDivergedException">A batch's loss was infinite or not a number, or a parameter at the end of an epoch.</exception>
    /// <exception cref="TrainingCanceledException">
    /// <see cref="TrainingOptions.CancellationToken"/> asked to stop; the network has the parameters of the last step, and
    /// the exception the history so far.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// The checkpoint to resume from is damaged, or of another training; the message says in what, and nothing has changed.
    /// </exception>
    /// <exception cref="IOException">
    /// A checkpoint could not be read or written; the former file stands. That <see cref="TrainingOptions.CheckpointPath"/> can be
    /// written is checked before anything has changed.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The same for a checkpoint that may not be read or written.</exception>
    public static TrainingHistory Fit<T>(ITrainableNetwork<T> network, Dataset data, TrainingOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Prepare(network, data, options).Run();

    /// <summary>
    /// Trains a network as <see cref="Fit"/> does, to the same bits, and lets its thread do other work in between: for a page in a
    /// browser, which has one thread, or a user interface. After a batch with which 15 milliseconds of training are full, it
    /// hands its thread back for about one millisecond. Nothing runs on other threads, but for those of
    /// <see cref="TrainingOptions.Threads"/>, and callbacks are called where the training was started from, if that has a
    /// <see cref="SynchronizationContext"/>. So one batch, or the evaluation and the checkpoint at the end of an epoch, is what other
    /// work may have to wait for.
    /// </summary>
    /// <remarks>
    /// In between, the network has the parameters of the last step, and can be read and run forward. It must not be changed
    /// or trained otherwise before the task has ended.
    /// </remarks>
    /// <typeparam name="T">The number type of the network.</typeparam>
    /// <param name="network">The network, as for <see cref="Fit"/>.</param>
    /// <param name="data">The training data, as for <see cref="Fit"/>.</param>
    /// <param name="options">The settings, as for <see cref="Fit"/>.</param>
    /// <param name="cancellationToken">
    /// Looked at before every batch, as <see cref="TrainingOptions.CancellationToken"/> is; either of them stops the training.
    /// </param>
    /// <returns>
    /// A task with what <see cref="Fit"/> returns. It fails with the exceptions that <see cref="Fit"/> throws in the course of the
    /// training; if cancelled, it ends as <see cref="TaskStatus.Canceled"/>, and awaiting it throws the
    /// <see cref="TrainingCanceledException"/>.
    /// </returns>
    /// <exception cref="ArgumentException">A setting is out of range, or data do not fit, as in <see cref="Fit"/>. It is thrown at once.</exception>
    /// <example>
    /// <code>
    /// await Trainer.FitAsync(net, data, new TrainingOptions { Epochs = 100, OnEpoch = Show }, cancellation.Token);
    /// </code>
    /// </example>
    public static Task<TrainingHistory> FitAsync<T>(
        ITrainableNetwork<T> network, Dataset data, TrainingOptions? options = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Prepare(network, data, options).RunAsync(cancellationToken);

    private static TrainingRun<T> Prepare<T>(ITrainableNetwork<T> network, Dataset data, TrainingOptions? options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new();
        options.Check();
        NetworkInfo info = network.Info;
        data = DatasetFit.Of(info, data, nameof(data));
        Dataset? validation = options.Validation is null ? null : DatasetFit.Of(info, options.Validation, nameof(options));
        if (options.LabelSmoothing > 0 && info.Loss != Loss.CrossEntropy && !(info.Loss == Loss.BinaryCrossEntropy && info.IsBinary))
            throw new ArgumentException($"Expected {Loss.CrossEntropy}, or {Loss.BinaryCrossEntropy} with one {Activation.Sigmoid} output, as the loss of a network with {nameof(options.LabelSmoothing)}, but {info.Name} has {info.Loss} with {info.OutputSize} {info.Layers[^1].Activation} {(info.OutputSize == 1 ? "output" : "outputs")}.", nameof(options));

        if (options.ValidationFraction is double fraction)
        {
            (data, validation) = data.Split(1 - fraction, options.Seed);
            DatasetFit.CheckWeights(data, nameof(data));
            DatasetFit.CheckWeights(validation, nameof(options));
        }

        DatasetFit.CheckClassWeights(info, data, options);
        return new(network, data, validation, options);
    }

    /// <summary>Computes loss and accuracy of a network on a data set. Allocates one small buffer, however large the data.</summary>
    /// <typeparam name="T">The number type of the network.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="data">The data. Its labels are used if the network reads labels, otherwise its targets.</param>
    /// <returns>
    /// The mean loss, and the accuracy if the loss is one for classes; both are weighted means if the samples have weights.
    /// </returns>
    /// <exception cref="ArgumentException">The data do not fit, as in <see cref="Fit"/>.</exception>
    public static Metrics Evaluate<T>(ITrainableNetwork<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        return Evaluation.Run(network, DatasetFit.Of(network.Info, data, nameof(data)));
    }
}
