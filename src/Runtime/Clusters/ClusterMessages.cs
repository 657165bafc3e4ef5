using System.Buffers.Binary;
using System.Text;

namespace NetGen;

/// <summary>Messages of all processes of a cluster, made of exchanges between two.</summary>
internal static class ClusterMessages
{
    /// <summary>Sends the bytes of rank 0 to all others: in every round, each process that has them sends them to one that has not.</summary>
    public static void Broadcast(Cluster cluster, Span<byte> bytes)
    {
        for (int distance = 1; distance < cluster.Size; distance *= 2)
        {
            if (cluster.Rank < distance && cluster.Rank + distance < cluster.Size)
                cluster.Exchange(bytes, cluster.Rank + distance, default, null);
            else if (cluster.Rank >= distance && cluster.Rank < 2 * distance)
                cluster.Exchange(default, null, bytes, cluster.Rank - distance);
        }
    }

    /// <summary>Sends any number of bytes of rank 0 to all others; null stays null.</summary>
    public static byte[]? BroadcastAny(Cluster cluster, byte[]? bytes)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes?.LongLength ?? -1);
        cluster.Broadcast(length);
        if (BinaryPrimitives.ReadInt64LittleEndian(length) is var count && count < 0)
            return null;

        byte[] all = cluster.Rank == 0 ? bytes! : new byte[count];
        cluster.Broadcast(all);
        return all;
    }

    /// <summary>Throws on every process unless all have the same settings; the message names the first difference.</summary>
    public static void RequireSame(Cluster cluster, (string Name, string Value)[] settings)
    {
        string own = $"version of NetGen\0{typeof(Trainer).Assembly.GetName().Version}";
        foreach ((string name, string value) in settings)
            own += $"\0{name}\0{value}";
        string? fault = null;
        if (cluster.Rank > 0)
        {
            Send(cluster, own, to: 0);
        }
        else
        {
            for (int rank = 1; rank < cluster.Size; rank++)
                fault = (Receive(cluster, rank) is var other && other == own ? null : Difference(own.Split('\0'), other.Split('\0'), rank)) is { } difference ? fault ?? difference : fault;
        }

        if (cluster.BroadcastAny(fault is null ? null : Encoding.UTF8.GetBytes(fault)) is { } message)
            throw new ClusterMismatchException(Encoding.UTF8.GetString(message));
    }

    private static string Difference(string[] own, string[] other, int rank)
    {
        int length = Math.Min(own.Length, other.Length), at = 0;
        while (at < length && own[at] == other[at])
            at++;
        return (at /= 2) >= length / 2 ? $"Expected the same settings on all processes, but rank 0 has {own.Length / 2} and rank {rank} has {other.Length / 2}."
            : $"Expected the same {own[2 * at]} on all processes, but rank 0 has {own[2 * at + 1]} and rank {rank} has {other[2 * at + 1]}.";
    }

    private static void Send(Cluster cluster, string text, int to)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text), length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        cluster.Exchange(length, to, default, null);
        cluster.Exchange(bytes, to, default, null);
    }

    private static string Receive(Cluster cluster, int from)
    {
        byte[] length = new byte[4];
        cluster.Exchange(default, null, length, from);
        byte[] bytes = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        cluster.Exchange(default, null, bytes, from);
        return Encoding.UTF8.GetString(bytes);
    }
}
