using Xunit;

namespace NetGen.Tests.Clusters;

/// <summary>Sums over processes: their bits, and the messages that they take.</summary>
public sealed class ClusterSumTests
{
    /// <summary>More than one block, and no whole number of vectors.</summary>
    private const int Head = 3, Body = 1500, Length = Head + Body;

    public static TheoryData<int> Shards => [1, 2, 4, 8, 16, 32, 64];

    [Theory]
    [MemberData(nameof(Shards))]
    public void Every_number_of_processes_gives_the_bits_of_the_tree(int shards)
    {
        float[] expected = Naive(0, shards);
        for (int processes = 1; processes <= shards; processes++)
        {
            // Twice, since the second sum reuses the vectors of the first.
            float[][] sums = InMemoryCluster.Run(processes, cluster =>
            {
                var sum = new ClusterSum<float>(cluster, shards, Length);
                Sum(sum);
                return Sum(sum);
            });
            Assert.All(sums, sum => Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), sum.Select(BitConverter.SingleToInt32Bits)));
        }

        Assert.Equal(expected, Sum(new ClusterSum<float>(null, shards, Length)));
    }

    [Fact]
    public void Allocates_nothing_after_the_first_sum()
    {
        var sum = new ClusterSum<float>(null, 8, Length);
        float[] head = new float[Head], body = new float[Body];
        Round();

        long before = GC.GetAllocatedBytesForCurrentThread();
        Round();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Round()
        {
            for (int shard = 0; shard < 8; shard++)
                sum.Add(shard, head, body, 1);
            sum.Complete(head, body);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_sum_without_a_body_sends_the_head_alone(int processes)
    {
        float[] expected = Naive(0, 8)[..Head];
        InMemoryCluster.Run(processes, cluster =>
        {
            // Between two others: the vectors have numbers of an earlier sum behind the head.
            var sum = new ClusterSum<float>(cluster, 8, Length);
            Sum(sum);
            long before = cluster.BytesSent;
            int sent = cluster.Sent;
            Assert.Equal(expected, Sum(sum, body: 0));
            Assert.Equal((cluster.Sent - sent) * Head * sizeof(float), cluster.BytesSent - before);
            Assert.Equal(Naive(0, 8), Sum(sum));
            return 0;
        });
    }

    [Fact]
    public void The_order_of_additions_matters_for_these_vectors()
    {
        float[] fromTheLeft = new float[Length];
        for (int shard = 0; shard < 8; shard++)
        {
            for (int i = 0; i < Length; i++)
                fromTheLeft[i] += Leaf(shard)[i];
        }

        Assert.NotEqual(fromTheLeft, Naive(0, 8));
        Assert.NotEqual(Naive(0, 8), Naive(0, 8, reversed: true));
    }

    [Theory]
    [MemberData(nameof(Shards))]
    public void Every_shard_has_one_process_and_their_numbers_differ_by_at_most_one(int shards)
    {
        for (int processes = 1; processes <= shards; processes++)
        {
            var tree = new ShardTree(shards, processes);
            int[] counts = [.. Enumerable.Range(0, processes).Select(rank => tree.First(rank + 1) - tree.First(rank))];
            Assert.Equal(shards, counts.Sum());
            Assert.InRange(counts.Min(), shards / processes, counts.Max());
            Assert.InRange(counts.Max(), counts.Min(), counts.Min() + 1);
            for (int rank = 0; rank < processes; rank++)
            {
                for (int shard = tree.First(rank); shard < tree.First(rank + 1); shard++)
                    Assert.Equal(rank, tree.Holder(0, shard));
            }
        }
    }

    [Theory]
    [InlineData(8, 13, new[] { 0, 1, 3, 4, 6, 8, 9, 11, 13 })]
    [InlineData(8, 3, new[] { 0, 0, 0, 1, 1, 1, 2, 2, 3 })]
    [InlineData(4, 8, new[] { 0, 2, 4, 6, 8 })]
    public void Samples_are_shared_among_shards_as_evenly_as_they_can_be(int shards, int samples, int[] firsts)
    {
        var tree = new ShardTree(shards, 1);
        Assert.Equal(firsts, Enumerable.Range(0, shards + 1).Select(shard => tree.FirstSample(shard, samples)));
    }

    /// <summary>Recursive doubling: each process exchanges its whole vector with log2(P) others.</summary>
    [Theory]
    [InlineData(1, 64, 0)]
    [InlineData(2, 8, 1)]
    [InlineData(4, 8, 2)]
    [InlineData(8, 8, 3)]
    [InlineData(8, 64, 3)]
    [InlineData(64, 64, 6)]
    public void A_power_of_two_takes_its_logarithm_of_exchanges(int processes, int shards, int exchanges)
    {
        foreach (InMemoryCluster rank in AfterOneSum(processes, shards))
        {
            Assert.Equal((exchanges, exchanges, exchanges), (rank.Exchanges, rank.Sent, rank.Received));
            Assert.Equal(exchanges * Length * sizeof(float), rank.BytesSent);
        }
    }

    /// <summary>
    /// Shards 0 to 2, 3 to 5, and 6 and 7. Up: shard 3 from rank 1 to 0, 6 + 7 from rank 2 to 1, and (4 + 5) + (6 + 7) from rank 1 to 0.
    /// Down: from rank 0 to both.
    /// </summary>
    [Fact]
    public void Three_processes_with_eight_shards_take_five_messages()
    {
        InMemoryCluster[] ranks = AfterOneSum(3, 8);
        Assert.Equal([2, 2, 1], ranks.Select(rank => rank.Sent));
        Assert.Equal([2, 2, 1], ranks.Select(rank => rank.Received));
        Assert.Equal(5 * Length * sizeof(float), ranks.Sum(rank => rank.BytesSent));
    }

    /// <summary>With four shards, they are 0 and 1, 2, and 3: 3 from rank 2 to 1, 2 + 3 from rank 1 to 0, and down to both.</summary>
    [Fact]
    public void Three_processes_with_four_shards_take_four_messages()
    {
        InMemoryCluster[] ranks = AfterOneSum(3, 4);
        Assert.Equal([2, 1, 1], ranks.Select(rank => rank.Sent));
        Assert.Equal([1, 2, 1], ranks.Select(rank => rank.Received));
    }

    private static InMemoryCluster[] AfterOneSum(int processes, int shards) => InMemoryCluster.Run(processes, cluster =>
    {
        Sum(new ClusterSum<float>(cluster, shards, Length));
        return cluster;
    });

    private static float[] Sum(ClusterSum<float> sum, int body = Body)
    {
        float[] vector = [];
        for (int shard = sum.Own.First; shard < sum.Own.End; shard++)
        {
            vector = Numbers(shard)[..(Head + body)];
            sum.Add(shard, vector.AsSpan(0, Head), vector.AsSpan(Head), Scale(shard));
        }

        sum.Complete(vector.AsSpan(0, Head), vector.AsSpan(Head));
        return vector;
    }

    private static float Scale(int shard) => 1f / (3 + shard);

    /// <summary>Numbers of very different sizes, so that every order of additions rounds differently.</summary>
    private static float[] Numbers(int shard) =>
        [.. Enumerable.Range(0, Length).Select(i => MathF.Sin(1 + 7 * shard + i) * MathF.Pow(10, (3 * shard + i) % 7))];

    private static float[] Leaf(int shard) => [.. Numbers(shard).Select((number, i) => i < Head ? number : number * Scale(shard))];

    /// <summary>The definition: halves, the left one first.</summary>
    private static float[] Naive(int first, int count, bool reversed = false)
    {
        if (count == 1)
            return Leaf(reversed ? (first * 5 + 3) % 8 : first);

        float[] left = Naive(first, count / 2, reversed), right = Naive(first + count / 2, count / 2, reversed);
        return [.. left.Zip(right, (a, b) => a + b)];
    }
}
