using System.Numerics;

namespace NetGen;

/// <summary>Trains and evaluates compiled networks.</summary>
public static class Trainer
{
    /// <summary>
    /// Trains a network by gradient descent over batches. Only the batch buffers and the optimizer state are allocated;
    /// steps allocate nothing. Not safe to call from several threads on one network.
    /// </summary>
    /// <typeparam name="T">The number type of the network.</typeparam>
    /// <param name="network">
    /// The network; training starts from its current parameters. If it has <see cref="StandardizeAttribute"/> and its means are
    /// all 0 and its scales all 1, as after construction, they are fitted first, to the training data without the validation part.
    /// </param>
    /// <param name="data">The training data. Its labels are used if the network reads labels, otherwise its targets.</param>
    /// <param name="options">The settings, or null for the defaults.</param>
    /// <returns>The measurements of each epoch, and why training ended.</returns>
    /// <exception cref="ArgumentException">
    /// A setting is out of range; or the data does not fit: its sizes are not the network's, or the loss is not defined for its
    /// targets; or a batch would have one sample, and a <see cref="BatchNormAttribute"/> over vectors needs two.
    /// The message names the expected and the actual value.
    /// </exception>
    /// <exception cref="ClusterMismatchException">
    /// The processes of <see cref="TrainingOptions.Cluster"/> differ in network, data or settings, or another one of them throws an
    /// <see cref="ArgumentException"/>.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The loss of a batch, or a parameter at the end of an epoch, was infinite or NaN.</exception>
    /// <exception cref="TrainingCanceledException">
    /// <see cref="TrainingOptions.CancellationToken"/> was canceled. The network has the parameters of the last step, and
    /// the exception has the history so far.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// The checkpoint to resume from is damaged or of another training. The message names the difference; nothing has changed.
    /// </exception>
    /// <exception cref="IOException">
    /// A checkpoint could not be read or written; the previous file is intact. Whether <see cref="TrainingOptions.CheckpointPath"/> is
    /// writable is checked before anything changes.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">Access to a checkpoint is denied; otherwise as above.</exception>
    public static TrainingHistory Fit<T>(ITrainableNetwork<T> network, Dataset data, TrainingOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Prepare(network, data, options).Run();

    /// <summary>
    /// Trains a network like <see cref="Fit"/>, with bit-identical results, and yields its thread from time to time: for a
    /// browser page, which has one thread, or a user interface. After the batch that completes 15 milliseconds of training, it
    /// yields the thread for about one millisecond. Nothing runs on other threads, except those of
    /// <see cref="TrainingOptions.Threads"/>, and callbacks run in the <see cref="SynchronizationContext"/> in which training
    /// started, if there is one. Other work may have to wait for one batch, or for the evaluation and the checkpoint at the end of
    /// an epoch.
    /// </summary>
    /// <remarks>
    /// Between batches, the network has the parameters of the last step, and can be read and run forward. It must not be changed
    /// or trained elsewhere before the task has completed.
    /// </remarks>
    /// <typeparam name="T">The number type of the network.</typeparam>
    /// <param name="network">The network, as for <see cref="Fit"/>.</param>
    /// <param name="data">The training data, as for <see cref="Fit"/>.</param>
    /// <param name="options">The settings, as for <see cref="Fit"/>.</param>
    /// <param name="cancellationToken">
    /// Checked before every batch, like <see cref="TrainingOptions.CancellationToken"/>; either of them stops training.
    /// </param>
    /// <returns>
    /// A task with the result of <see cref="Fit"/>. It fails with the exceptions that <see cref="Fit"/> throws during
    /// training; if canceled, it ends as <see cref="TaskStatus.Canceled"/>, and awaiting it throws the
    /// <see cref="TrainingCanceledException"/>.
    /// </returns>
    /// <exception cref="ArgumentException">A setting is out of range, or the data does not fit, as in <see cref="Fit"/>. Thrown synchronously.</exception>
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
        options ??= new();
        try
        {
            return Checked(network, data, options);
        }
        catch (Exception fault) when (options.Cluster is { Size: > 1 })
        {
            options.Cluster.Refuse(fault.Message);
            throw;
        }
    }

    private static TrainingRun<T> Checked<T>(ITrainableNetwork<T> network, Dataset data, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        options.Check();
        NetworkInfo info = network.Info;
        data = DatasetFit.Of(info, data, nameof(data));
        Dataset? validation = options.Validation is null ? null : DatasetFit.Of(info, options.Validation, nameof(options));
        if (options.LabelSmoothing > 0 && info.Loss != Loss.CrossEntropy && !(info.Loss == Loss.BinaryCrossEntropy && info.IsBinary))
            throw new ArgumentException($"Expected {Loss.CrossEntropy}, or {Loss.BinaryCrossEntropy} with one {Activation.Sigmoid} output, as the loss of a network with {nameof(options.LabelSmoothing)}, but {info.Name} has {info.Loss} with {info.OutputSize} {info.Layers[^1].Activation} {(info.OutputSize == 1 ? "output" : "outputs")}.", nameof(options));

        if (options.ValidationFraction is double fraction && data.Part is null)
        {
            (data, validation) = data.Split(1 - fraction, options.Seed);
            DatasetFit.CheckWeights(data, nameof(data));
            DatasetFit.CheckWeights(validation, nameof(options));
        }

        DatasetFit.CheckClassWeights(info, data, options);
        if (data.Part is { } part)
            ShardedData.Check(network, data, part, options);
        return new(network, data, validation, options);
    }

    /// <summary>Computes the loss and accuracy of a network on a data set. Allocates one small buffer, whatever the size of the data.</summary>
    /// <typeparam name="T">The number type of the network.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="data">The data. Its labels are used if the network reads labels, otherwise its targets.</param>
    /// <returns>
    /// The mean loss, and the accuracy if the loss is for classes; both are weighted means if the samples have weights.
    /// </returns>
    /// <exception cref="ArgumentException">The data does not fit, as in <see cref="Fit"/>.</exception>
    public static Metrics Evaluate<T>(ITrainableNetwork<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        return Evaluation.Run(network, DatasetFit.Of(network.Info, data, nameof(data)));
    }
}
