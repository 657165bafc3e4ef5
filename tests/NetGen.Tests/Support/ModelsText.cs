using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Tests.Support;

/// <summary>The list of ONNX files as the build writes it: see src/Runtime/buildTransitive/NetGen.ListModels.cs. It may leave out numbers, but need not.</summary>
internal sealed class ModelsText(string list) : AdditionalText
{
    /// <summary>The fixtures, and one that is no model.</summary>
    public static readonly ModelsText Standard = Of(
    [
        .. Directory.GetFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "fixtures", "onnx"), "*.onnx").Order(StringComparer.Ordinal).Select(path => ($"/project/models/{System.IO.Path.GetFileName(path)}", File.ReadAllBytes(path))),
        ("/project/damaged.onnx", "no model"u8.ToArray()),
    ]);

    public static IEnumerable<string> StandardPaths => Standard.GetText().ToString().Split('\n').Where((_, index) => index % 3 == 0).SkipLast(1);

    public override string Path => "/project/obj/NetGen.Models.txt";

    public static ModelsText Of(params (string Path, byte[] Bytes)[] files) =>
        new(string.Concat(files.Select(file => $"{file.Path}\n{file.Bytes.Length}\n{Convert.ToBase64String(file.Bytes)}\n")));

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(list, Encoding.UTF8);
}
