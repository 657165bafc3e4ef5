namespace NetGen;

/// <summary>Which numbers a gradient check looks at when a budget does not reach for all.</summary>
internal static class CheckSample
{
    // A tensor that has no more is always looked at whole, if the budget reaches so far for all tensors.
    private const int Least = 32;

    /// <summary>
    /// How many numbers of the inputs, first, and of each tensor are looked at: at least one of each, even beyond the budget; then
    /// up to 32 of each; then more in proportion to what each has left. The inputs count as those of one sample, so that
    /// many samples do not crowd out the parameters, and take what the parameters leave.
    /// </summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="inputSize">The number of inputs of one sample.</param>
    /// <param name="lengths">The length of each tensor of parameters.</param>
    /// <param name="numbers">How many numbers the budget reaches for.</param>
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
    /// The positions that are looked at, in order: the buffer is cut into as many parts as there are to be, as equal as can be, and
    /// one position is drawn from each. None comes twice, all come if there are as many as the buffer has, and a run of 2c - 1
    /// positions contains one for certain, with c the length over the share, rounded up.
    /// </summary>
    /// <param name="length">The length of the buffer.</param>
    /// <param name="share">How many positions, from 0 to <paramref name="length"/>.</param>
    /// <param name="random">What draws.</param>
    public static IEnumerable<int> Draw(int length, int share, SeededRandom random)
    {
        for (int part = 0; part < share; part++)
        {
            int start = (int)((long)part * length / share), end = (int)((part + 1L) * length / share);
            yield return start + random.NextInt(end - start);
        }
    }
}
