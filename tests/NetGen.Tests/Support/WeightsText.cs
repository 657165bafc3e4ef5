using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Tests.Support;

/// <summary>The list of weights files as the build writes it: see src/Runtime/buildTransitive/NetGen.targets.</summary>
internal sealed class WeightsText(string list) : AdditionalText
{
    /// <summary>The files that every test's project has, one with four of its bytes cut off, and one that is none at all.</summary>
    public static readonly WeightsText Standard = Of(
        ("/project/weights/digits.safetensors", 9640, """{"layers.0.bias":{"dtype":"F32","shape":[32],"data_offsets":[0,128]},"layers.0.weight":{"dtype":"F32","shape":[32,64],"data_offsets":[128,8320]},"layers.1.bias":{"dtype":"F32","shape":[10],"data_offsets":[8320,8360]},"layers.1.weight":{"dtype":"F32","shape":[10,32],"data_offsets":[8360,9640]}}  """),
        ("/project/weights/unbiased.safetensors", 9600, """{"layers.0.bias":{"dtype":"F32","shape":[32],"data_offsets":[0,128]},"layers.0.weight":{"dtype":"F32","shape":[32,64],"data_offsets":[128,8320]},"layers.1.weight":{"dtype":"F32","shape":[10,32],"data_offsets":[8320,9600]}}"""),
        ("/project/line.safetensors", 4, """{"layers.0.weight":{"dtype":"BF16","shape":[1,2],"data_offsets":[0,4]}}"""),
        ("/project/a/same.safetensors", 8, Line),
        ("/project/b/same.safetensors", 8, Line),
        ("/project/cut.safetensors", 12, """{"layers.0.weight":{"dtype":"F64","shape":[1,2],"data_offsets":[0,16]}}"""),
        ("/project/broken.safetensors", 0, "!Expected 8 bytes with the size of the header, but got 4."),
        ("/project/integers.safetensors", 16, """{"layers.0.weight":{"dtype":"I64","shape":[1,2],"data_offsets":[0,16]}}"""),
        ("/project/more.safetensors", 12, """{"layers.0.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"layers.0.scale":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}"""),
        ("/project/scaled.safetensors", 16, """{"layers.0.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"standardize.mean":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}"""),
        ("/project/head.safetensors", 8, """{"layers.0.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"head":{"dtype":"F32","shape":[0,3],"data_offsets":[8,8]}}"""));

    /// <summary>A file for a layer of one unit and two inputs, without a bias.</summary>
    public const string Line = """{"layers.0.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""";

    public static IEnumerable<string> StandardPaths => Standard.GetText().ToString().Split('\n').Where((_, index) => index % 3 == 0).SkipLast(1);

    public override string Path => "/project/obj/NetGen.Weights.txt";

    public static WeightsText Of(params (string Path, long DataLength, string Header)[] files) =>
        new(string.Concat(files.Select(file => $"{file.Path}\n{file.DataLength}\n{file.Header}\n")));

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(list, Encoding.UTF8);
}
