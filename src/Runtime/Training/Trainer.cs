using System.Diagnostics;
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
    /// <param name="network">The network; its parameters are trained from where they are.</param>
    /// <param name="data">The training data. Its labels are used if the network reads labels, otherwise its targets.</param>
    /// <param name="options">The settings.</param>
    /// <returns>The losses, epoch by epoch.</returns>
    /// <exception cref="ArgumentException">
    /// A setting is out of range, or data do not fit: their sizes are not the network's, or their targets are not
    /// what the loss is defined for. The message names the expected and the actual value.
    /// </exception>
    /// <exception cref="TrainingDivergedException">A batch's loss was infinite or not a number.</exception>
    /// <exception cref="OperationCanceledException">
    /// <see cref="TrainingOptions.CancellationToken"/> asked to stop; the network has the parameters of the last step.
    /// </exception>
    public static TrainingHistory Fit<T>(ITrainableNetwork<T> network, Dataset data, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        DatasetFit.Check(network.Info, data, nameof(data));
        if (options.Validation is not null)
            DatasetFit.Check(network.Info, options.Validation, nameof(options));

        network.Threads = options.Threads;
        int batchSize = Math.Min(options.BatchSize, data.Count);
        var batch = new Batch<T>(network, data, batchSize);
        OptimizerState<T> optimizer = CreateState<T>(options.Optimizer, network.Info);
        optimizer.Threads = options.Threads;
        var random = new SeededRandom(options.Seed);
        int[] order = Rows.All(data.Count);
        var history = new EpochRecord[options.Epochs];
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            long began = Stopwatch.GetTimestamp();
            if (options.Shuffle)
                random.Shuffle(order.AsSpan());

            int batches = (data.Count - 1) / batchSize + 1;
            double lossSum = 0;
            for (int b = 1, start = 0; b <= batches; b++, start += batchSize)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                int count = Math.Min(batchSize, data.Count - start);
                double loss = batch.Gather(order.AsSpan(start, count)).Backward(network);
                if (!double.IsFinite(loss))
                    throw new TrainingDivergedException(epoch, b, loss);

                AddL2Gradient(network, options.L2);
                Clip(network.Gradients, options);
                optimizer.Step(network.Parameters, network.Gradients);
                lossSum += loss * count;
                double meanLoss = lossSum / (start + count);
                if (b == batches)
                    history[epoch - 1] = CompleteEpoch(network, epoch, meanLoss, options.Validation, began);
                options.Progress?.Report(new(epoch, options.Epochs, b, batches, meanLoss, b == batches ? history[epoch - 1] : null));
            }
        }

        return new TrainingHistory(history);
    }

    /// <summary>Computes loss and accuracy of a network on a data set. Allocates one small buffer, however large the data.</summary>
    /// <typeparam name="T">The number type of the network.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="data">The data. Its labels are used if the network reads labels, otherwise its targets.</param>
    /// <returns>The mean loss, and the accuracy if the loss is one for classes.</returns>
    /// <exception cref="ArgumentException">The data do not fit, as in <see cref="Fit"/>.</exception>
    public static Metrics Evaluate<T>(ITrainableNetwork<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        DatasetFit.Check(network.Info, data, nameof(data));
        return Evaluation.Run(network, data);
    }

    private static EpochRecord CompleteEpoch<T>(ITrainableNetwork<T> network, int epoch, double loss, Dataset? validation, long began)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Metrics metrics = validation is null ? new(double.NaN, double.NaN) : Evaluation.Run(network, validation);
        return new(epoch, loss, metrics.Loss, metrics.Accuracy, Stopwatch.GetElapsedTime(began));
    }

    private static void AddL2Gradient<T>(ITrainableNetwork<T> network, double l2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (l2 == 0)
            return;

        T strength = T.CreateTruncating(l2);
        IReadOnlyList<LayerInfo> layers = network.Info.Layers;
        for (int l = 0; l < layers.Count; l++)
            for (int p = 0; p < layers[l].Parameters.Count; p++)
            {
                ParameterInfo tensor = layers[l].Parameters[p];
                if (tensor.Role == ParameterRole.Weight)
                    Elementwise.AddScaled(network.Parameters.Slice(tensor.Offset, tensor.Length), strength, network.Gradients.Slice(tensor.Offset, tensor.Length));
            }
    }

    private static void Clip<T>(Span<T> gradients, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (options.ClipValue is double maxValue)
            GradientClipping.ClipValue(gradients, maxValue);
        if (options.ClipNorm is double maxNorm)
            GradientClipping.ClipNorm(gradients, maxNorm);
    }

    private static OptimizerState<T> CreateState<T>(Optimizer optimizer, NetworkInfo network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        object state = typeof(T) == typeof(float) ? optimizer.CreateSingle(network) : optimizer.CreateDouble(network);
        return (OptimizerState<T>)state;
    }
}
