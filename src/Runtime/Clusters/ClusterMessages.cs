using System.Buffers.Binary;
using System.Text;

namespace NetGen;

/// <summary>Messages of all processes of a cluster, made of exchanges between two.</summary>
internal static class ClusterMessages
{
    /// <summary>Begins the text of a process that refuses. No text of settings begins with it.</summary>
    private const char RefusalMark = '\x1';

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

    /// <summary>
    /// Throws on every process unless all have the same settings and none calls <see cref="Refuse"/>. The message names the first difference, or why
    /// a process refuses.
    /// </summary>
    public static void RequireSame(Cluster cluster, (string Name, string Value)[] settings)
    {
        string own = $"version of NetGen\0{typeof(Trainer).Assembly.GetName().Version}";
        foreach ((string name, string value) in settings)
            own += $"\0{name}\0{value}";
        if (Compare(cluster, own) is { } fault)
            throw new ClusterMismatchException(fault);
    }

    /// <summary>Takes the place of <see cref="RequireSame"/> on a process that cannot train, so that the others do not wait for it.</summary>
    public static void Refuse(Cluster cluster, string reason) => Compare(cluster, RefusalMark + reason);

    /// <summary>The sum of a number of each process, modulo 2^64.</summary>
    public static ulong Sum(Cluster cluster, ulong number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
        if (cluster.Rank > 0)
        {
            cluster.Exchange(bytes, 0, default, null);
        }
        else
        {
            for (int rank = 1; rank < cluster.Size; rank++)
            {
                cluster.Exchange(default, null, bytes, rank);
                number += BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            }

            BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
        }

        cluster.Broadcast(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>What is wrong with the texts of all processes, which rank 0 compares; null if nothing is.</summary>
    private static string? Compare(Cluster cluster, string own)
    {
        string? fault = null;
        if (cluster.Rank > 0)
        {
            Send(cluster, own, to: 0);
        }
        else
        {
            fault = Refusal(own, rank: 0);
            for (int rank = 1; rank < cluster.Size; rank++)
            {
                string other = Receive(cluster, rank);
                fault ??= Refusal(other, rank) ?? (other == own ? null : Difference(own.Split('\0'), other.Split('\0'), rank));
            }
        }

        return cluster.BroadcastAny(fault is null ? null : Encoding.UTF8.GetBytes(fault)) is { } message ? Encoding.UTF8.GetString(message) : null;
    }

    private static string? Refusal(string text, int rank) => text.StartsWith(RefusalMark) ? $"Rank {rank} cannot train: {text[1..]}" : null;

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
