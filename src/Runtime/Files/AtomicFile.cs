using Microsoft.Win32.SafeHandles;

namespace NetGen;

/// <summary>Writes files atomically.</summary>
internal static class AtomicFile
{
    // The number of characters of the file's name in that of its temporary file; every system allows the rest.
    private const int NameLength = 50;

    /// <summary>
    /// Writes to a temporary file in the same folder, hence on the same disk, flushes it to the disk, and renames it.
    /// Whenever the program or the machine stops, the file is either the old one or the new one. The temporary file has a
    /// unique name, so if several programs write one file at the same time, the last one wins. The one that a crash leaves,
    /// <c>NAME.RANDOM.tmp</c>, is not deleted: another program might be writing it. A symbolic link remains a link, and
    /// its target is replaced; an existing file keeps its Unix file mode.
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
                // Set again, because the umask of the process restricts the mode of a new file.
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

    /// <summary>Throws what <see cref="Write"/> would throw before it writes. An existing file does not change.</summary>
    public static void CheckWritable(string path)
    {
        string target = TargetOf(path);
        FileStream stream = CreateBeside(target, ModeOf(target));
        stream.Dispose();
        File.Delete(stream.Name);
    }

    /// <summary>The full path of a file, with links resolved.</summary>
    private static string TargetOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new FileInfo(path);
        string target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (Path.EndsInDirectorySeparator(target) || Directory.Exists(target))
            throw new IOException($"Expected the path of a file to write, but got that of a folder: {path}");

        return target;
    }

    /// <summary>The mode of a file, on systems with modes; null if there is no file. Throws if the file is not writable.</summary>
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
