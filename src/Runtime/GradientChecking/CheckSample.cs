namespace NetGen;

/// <summary>Chooses the numbers that a gradient check samples if the budget is too small for all.</summary>
internal static class CheckSample
{
    // Tensors of up to this size are checked completely, if the budget allows it for all tensors.
    private const int Least = 32;

    /// <summary>
    /// Returns how many numbers of the inputs (first) and of each tensor to check: at least one of each, even beyond the budget; then
    /// up to 32 of each; then more in proportion to the rest of each. The inputs count as those of one sample, so that
    /// many samples do not crowd out the parameters, and get what the parameters leave.
    /// </summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="inputSize">The number of inputs of one sample.</param>
    /// <param name="lengths">The length of each tensor of parameters.</param>
    /// <param name="numbers">The number of checks that the budget allows.</param>
    public static int[] Shares(int samples, int inputSize, IEnumerable<int> lengths, int numbers)
    {
        int[] all = [inputSize, .. lengths];
        int least = Math.Clamp(numbers / all.Length, 1, Least);
        int[] shares = Array.ConvertAll(all, length => Math.Min(length, least));
        long left = all.Sum(length => (long)length) - shares.Sum(), spare = Math.Clamp(numbers - shares.Sum(), 0, left);
        for (int i = 0; left > 0 && i < all.Length; i++)
            shares[i] += (int)(spare * (all[i] - shares[i]) / left);

        shares[0] = Math.Min(samples * inputSize, shares[0] + Math.Max(0, numbers - shares.Sum()));
        return shares;
    }

    /// <summary>
    /// Returns the positions to check, in order: the buffer is cut into parts of equal size, to within one number, and one position
    /// is drawn from each. Positions are distinct, and a share of the whole length gives them all. A run of 2c - 1
    /// positions always contains one of them, where c is the length divided by the share, rounded up.
    /// </summary>
    /// <param name="length">The length of the buffer.</param>
    /// <param name="share">The number of positions, from 0 to <paramref name="length"/>.</param>
    /// <param name="random">The random generator.</param>
    public static IEnumerable<int> Draw(int length, int share, SeededRandom random)
    {
        for (int part = 0; part < share; part++)
        {
            int start = (int)((long)part * length / share), end = (int)((part + 1L) * length / share);
            yield return start + random.NextInt(end - start);
        }
    }
}
