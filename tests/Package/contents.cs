#:property PublishAot=false
// contents.cs PACKAGE SYMBOLS CLONE: what the package and its symbols hold, read from their bytes.
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

string clone = args[2];
using ZipArchive package = ZipFile.OpenRead(args[0]), symbols = ZipFile.OpenRead(args[1]);

string[] assemblies = ["analyzers/dotnet/cs/NetGen.Generator", "lib/net10.0/NetGen.Attributes", "lib/net10.0/NetGen.Runtime"];
Same("files", Files(package), [.. assemblies.Select(name => name + ".dll"), "README.md", "buildTransitive/net10.0/NetGen.targets", "icon.png", "lib/net10.0/NetGen.Attributes.xml", "lib/net10.0/NetGen.Runtime.xml"]);
Same("files of the symbols", Files(symbols), assemblies.Select(name => name + ".pdb"));

// Every file has the date of the release.
string changelog = File.ReadAllText(Path.Combine(clone, "CHANGELOG.md"));
string newest = changelog.Split("\n## ")[1];
var released = DateTime.Parse(newest.Split('\n')[0].Split(" - ")[1], System.Globalization.CultureInfo.InvariantCulture);
Same("times", package.Entries.Concat(symbols.Entries).Select(entry => entry.LastWriteTime.DateTime.ToString("O")).Distinct(), [released.ToString("O")]);

var manifest = XDocument.Load(package.GetEntry("NetGen.nuspec")!.Open());
Same("version", Element("version"), newest[1..newest.IndexOf(']')]);
Same("release notes", Element("releaseNotes"), newest[newest.IndexOf('\n')..].Trim());
Same("readme", Element("readme"), "README.md");
Same("icon", Element("icon"), "icon.png");
Same("bytes of the icon", Convert.ToHexString(Bytes(package, "icon.png")), Convert.ToHexString(File.ReadAllBytes(Path.Combine(clone, "src/Runtime/icon.png"))));

foreach (string name in assemblies)
{
    byte[] image = Bytes(package, name + ".dll"), pdb = Bytes(symbols, name + ".pdb");
    using var executable = new PEReader(new MemoryStream(image));
    CodeViewDebugDirectoryData link = executable.ReadCodeViewDebugDirectoryData(executable.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView));
    MetadataReader reader = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(pdb)).GetMetadataReader();
    Same($"{name}: symbols of the assembly", new BlobContentId(reader.DebugMetadataHeader!.Id).Guid.ToString(), link.Guid.ToString());

    // Sources are within, under paths that start at the root of the clone, and no path of this machine is.
    Same($"{name}: paths outside the clone", Paths(reader).Where(path => !path.StartsWith("/_/", StringComparison.Ordinal)), []);
    foreach (DocumentHandle handle in reader.Documents)
    {
        string path = reader.GetString(reader.GetDocument(handle).Name), file = Path.Combine(clone, path[3..]);
        if (File.Exists(file))
            Same($"{name}: {path}", Source(reader, handle), File.ReadAllText(file));
        else
            Same($"{name}: {path} is generated and has a source", path.Contains("/obj/") && Source(reader, handle).Length > 0 ? "yes" : "no", "yes");
    }

    Same($"{name}: paths of this machine", new[] { image, pdb }.Count(bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(clone)) >= 0).ToString(), "0");
}

string Element(string name) => manifest.Descendants().Single(element => element.Name.LocalName == name).Value;

static string[] Files(ZipArchive archive) =>
    [.. archive.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith('_') && !name.StartsWith('[') && !name.StartsWith("package/") && name != "NetGen.nuspec")];

static byte[] Bytes(ZipArchive archive, string name)
{
    using var copy = new MemoryStream();
    archive.GetEntry(name)!.Open().CopyTo(copy);
    return copy.ToArray();
}

static IEnumerable<string> Paths(MetadataReader reader) => reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name));

// Embedded source, as the format of portable PDBs has it: the length or 0, and the text, deflated if there is a length.
static string Source(MetadataReader reader, DocumentHandle document)
{
    var kind = new Guid("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
    CustomDebugInformation information = reader.GetCustomDebugInformation(document).Select(reader.GetCustomDebugInformation).Single(item => reader.GetGuid(item.Kind) == kind);
    byte[] blob = reader.GetBlobBytes(information.Value);
    Stream text = new MemoryStream(blob, 4, blob.Length - 4);
    return new StreamReader(BitConverter.ToInt32(blob) == 0 ? text : new DeflateStream(text, CompressionMode.Decompress)).ReadToEnd();
}

static void Same<T>(string what, T actual, T expected)
{
    string[] texts = [.. new object?[] { actual, expected }.Select(value => value is IEnumerable<string> many ? string.Join('\n', many.Order(StringComparer.Ordinal)) : value?.ToString() ?? "nothing")];
    if (texts[0] != texts[1])
    {
        Console.WriteLine($"{what}: expected '{texts[1]}', but got '{texts[0]}'.");
        Environment.Exit(1);
    }
}
