namespace NetGen.Tests.Training;

/// <summary>A folder of its own, for as long as a test runs.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("netgen-").FullName;

    public string File(string name) => Path.Combine(_path, name);

    public IEnumerable<string?> Names => Directory.EnumerateFileSystemEntries(_path).Select(Path.GetFileName).Order();

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
