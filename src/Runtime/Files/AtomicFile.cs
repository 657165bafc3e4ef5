using Microsoft.Win32.SafeHandles;

namespace NetGen;

/// <summary>Writes files whole or not at all.</summary>
internal static class AtomicFile
{
    // So much of a file's name stands in that of its temporary file. Any system allows the rest.
    private const int NameLength = 50;

    /// <summary>
    /// Writes into a temporary file in the same folder, hence on the same disk, flushes it to the disk, and renames it.
    /// Whenever the program or the machine stops, the file is the old one or the new one. The temporary file's name is
    /// its own, so that of several programs that write one file at a time, the last one wins. What a crash leaves,
    /// <c>NAME.RANDOM.tmp</c>, stays: it cannot be told from what another program is writing. A symbolic link stays
    /// one, and the file behind it is replaced; a file that was there keeps its Unix file mode.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        string target = TargetOf(path);
        UnixFileMode? mode = ModeOf(target);
        FileStream stream = CreateBeside(target, mode);
        try
        {
            using (stream)
            {
                // Once more, since the mode of a new file lacks what the process masks out.
                if (mode is { } known && !OperatingSystem.IsWindows())
                    File.SetUnixFileMode(stream.SafeFileHandle, known);
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(stream.Name, target, overwrite: true);
        }
        catch
        {
            File.Delete(stream.Name);
            throw;
        }
    }

    /// <summary>Throws what <see cref="Write"/> would throw before it writes. The file, if there is one, stays as it is.</summary>
    public static void CheckWritable(string path)
    {
        string target = TargetOf(path);
        FileStream stream = CreateBeside(target, ModeOf(target));
        stream.Dispose();
        File.Delete(stream.Name);
    }

    /// <summary>The full path of a file, behind any links.</summary>
    private static string TargetOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new FileInfo(path);
        string target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (Path.EndsInDirectorySeparator(target) || Directory.Exists(target))
            throw new IOException($"Expected the path of a file to write, but got that of a folder: {path}");

        return target;
    }

    /// <summary>The mode of a file, where there are modes; null where there is no file. Throws if it may not be written.</summary>
    private static UnixFileMode? ModeOf(string target)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            return OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(file);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static FileStream CreateBeside(string target, UnixFileMode? mode)
    {
        string name = Path.GetFileName(target);
        string temporary = $"{name[..Math.Min(name.Length, NameLength)]}.{Path.GetRandomFileName().Replace(".", "")}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (mode is { } known && !OperatingSystem.IsWindows())
            options.UnixCreateMode = known;
        return new(Path.Combine(Path.GetDirectoryName(target)!, temporary), options);
    }
}
