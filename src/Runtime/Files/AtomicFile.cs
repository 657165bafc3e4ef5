namespace NetGen;

/// <summary>Writes files whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes into a temporary file in the same folder, hence on the same disk, flushes it to the disk, and renames it.
    /// Whenever the program or the machine stops, the file is the old one or the new one. Its name is always the same, so
    /// what a crash has left is overwritten.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string temporary = path + ".tmp";

        // What cannot be opened is not deleted either: another thread or program may be writing it.
        var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
