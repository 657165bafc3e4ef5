using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using static System.FormattableString;

namespace NetGen.CompilerServices;

/// <summary>Checks the arguments of a network's methods. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Guard
{
    /// <summary>Large enough for the largest machines, since more threads than processors do not help; protects the system from a wrong number.</summary>
    internal const int MaxThreads = 1024;

    /// <summary>Checks a batch: its inputs, its targets or outputs, and the weights of its samples.</summary>
    /// <param name="inputsLength">The number of inputs: n x <paramref name="inputSize"/>, n at least 1.</param>
    /// <param name="inputSize">The number of inputs of one sample.</param>
    /// <param name="otherLength">The number of targets or outputs: n x <paramref name="otherSize"/>.</param>
    /// <param name="otherSize">The number of targets or outputs of one sample.</param>
    /// <param name="otherName">The name of their parameter: <c>outputs</c> or <c>targets</c>.</param>
    /// <param name="weightsLength">The number of weights: n, or 0 for none.</param>
    /// <returns>The number of samples n.</returns>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual length.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Batch(int inputsLength, int inputSize, int otherLength, int otherSize, string otherName, int weightsLength = 0)
    {
        int n = Samples(inputsLength, inputSize);
        if (otherLength != (long)n * otherSize)
            ThrowOther(n, otherLength, otherSize, otherName);
        if (weightsLength != 0 && weightsLength != n)
            ThrowWeights(n, weightsLength);
        return n;
    }

    /// <summary>Checks that a batch whose samples pass through a network together fits into one array.</summary>
    /// <param name="n">The number of samples.</param>
    /// <param name="perSample">The number of elements that each sample needs.</param>
    /// <param name="once">The number of elements that the batch needs in addition.</param>
    /// <exception cref="ArgumentException">The batch does not fit.</exception>
    public static void WholeBatch(int n, int perSample, int once)
    {
        long most = (BufferLayout.MaxArrayLength - once) / perSample - BufferLayout.WideGroup;
        if (n > most)
            throw new ArgumentException(Invariant($"Expected at most {most:N0} samples in a batch, because a normalization needs all of them at once, but got {n:N0}."), "inputs");
    }

    /// <summary>Checks a batch whose targets are class labels.</summary>
    /// <param name="inputsLength">The number of inputs: n x <paramref name="inputSize"/>, n at least 1.</param>
    /// <param name="inputSize">The number of inputs of one sample.</param>
    /// <param name="labels">The classes: n numbers from 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weightsLength">The number of weights: n, or 0 for none.</param>
    /// <returns>The number of samples n.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a label is out of range; the message names the expected and the actual value.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Labels(int inputsLength, int inputSize, ReadOnlySpan<int> labels, int classes, int weightsLength = 0)
    {
        int n = Samples(inputsLength, inputSize);
        if (labels.Length != n)
            ThrowLabelCount(n, labels.Length);
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
                ThrowLabel(i, labels[i], classes);
        }

        if (weightsLength != 0 && weightsLength != n)
            ThrowWeights(n, weightsLength);
        return n;
    }

    /// <summary>Checks the arguments of <see cref="INetwork{T}.Trace"/>: one sample, and the buffer for its trace.</summary>
    /// <param name="inputLength">The number of inputs.</param>
    /// <param name="inputSize">The number of inputs of one sample.</param>
    /// <param name="valuesLength">The length of the buffer.</param>
    /// <param name="traceSize">The length of a trace.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual length.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Trace(int inputLength, int inputSize, int valuesLength, int traceSize)
    {
        if (inputLength != inputSize)
            ThrowTrace("input", inputSize, "inputs of one sample", inputLength);
        if (valuesLength != traceSize)
            ThrowTrace("values", traceSize, "values of a trace", valuesLength);
    }

    /// <summary>Checks a number of threads.</summary>
    /// <param name="threads">The number: from 1 to 1,024.</param>
    /// <returns>The same number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public static int Threads(int threads) => threads is >= 1 and <= MaxThreads
        ? threads
        : throw new ArgumentOutOfRangeException(nameof(Threads), Invariant($"Expected {nameof(Threads)} from 1 to {MaxThreads}, but got {threads}."));

    /// <summary>Checks the buffer for the gradient of the inputs.</summary>
    /// <param name="length">The length of the buffer; 0 if the gradient is not needed.</param>
    /// <param name="inputsLength">The number of inputs.</param>
    /// <exception cref="ArgumentException">The length does not fit; the message names the expected and the actual length.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InputGradients(int length, int inputsLength)
    {
        if (length != 0 && length != inputsLength)
            ThrowInputGradients(inputsLength, length);
    }

    /// <summary>Checks the buffer for the optional outputs of a batch.</summary>
    /// <param name="length">The length of the buffer; 0 if they are not needed.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="outputSize">The number of outputs of one sample.</param>
    /// <exception cref="ArgumentException">The length does not fit; the message names the expected and the actual length.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Outputs(int length, int n, int outputSize)
    {
        if (length != 0 && length != (long)n * outputSize)
            ThrowOther(n, length, outputSize, "outputs");
    }

    /// <summary>Checks one sample and the buffer for its Jacobian.</summary>
    /// <param name="inputLength">The number of inputs.</param>
    /// <param name="inputSize">The number of inputs of one sample.</param>
    /// <param name="jacobianLength">The length of the buffer.</param>
    /// <param name="outputSize">The number of outputs of one sample.</param>
    /// <exception cref="ArgumentException">A length does not fit; the message names the expected and the actual length.</exception>
    public static void Jacobian(int inputLength, int inputSize, int jacobianLength, int outputSize)
    {
        if (inputLength != inputSize)
            ThrowTrace("input", inputSize, "inputs of one sample", inputLength);
        if (jacobianLength != (long)outputSize * inputSize)
            throw new ArgumentException($"Expected {outputSize} x {inputSize} = {(long)outputSize * inputSize} numbers of a Jacobian, but got {jacobianLength}.", "jacobian");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Samples(int inputsLength, int inputSize)
    {
        int n = inputsLength / inputSize;
        if (n == 0 || n * inputSize != inputsLength)
            ThrowInputs(inputsLength, inputSize);
        return n;
    }

    // The methods that throw are separate to keep the checks small enough to inline.
    [DoesNotReturn]
    private static void ThrowInputs(int length, int size) =>
        throw new ArgumentException($"Expected n x {size} inputs for n samples, n at least 1, but got {length} numbers.", "inputs");

    [DoesNotReturn]
    private static void ThrowOther(int n, int length, int size, string name) =>
        throw new ArgumentException($"Expected {n} x {size} = {(long)n * size} {name} for {n} samples, but got {length}.", name);

    [DoesNotReturn]
    private static void ThrowWeights(int n, int count) =>
        throw new ArgumentException($"Expected {n} weights for {n} samples, or none, but got {count}.", "weights");

    [DoesNotReturn]
    private static void ThrowInputGradients(int expected, int actual) =>
        throw new ArgumentException($"Expected {expected} inputGradients, as many as inputs, or none, but got {actual}.", "inputGradients");

    [DoesNotReturn]
    private static void ThrowLabelCount(int n, int count) =>
        throw new ArgumentException($"Expected {n} labels for {n} samples, but got {count}.", "labels");

    [DoesNotReturn]
    private static void ThrowLabel(int sample, int label, int classes) =>
        throw new ArgumentException(Invariant($"Expected labels from 0 to {classes - 1}, but sample {sample} has {label}."), "labels");

    [DoesNotReturn]
    private static void ThrowTrace(string name, int expected, string what, int actual) =>
        throw new ArgumentException($"Expected {expected} {what}, but got {actual}.", name);
}
