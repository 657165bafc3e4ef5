using Microsoft.CodeAnalysis;
using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>Cases of networks from ONNX files, as <see cref="Generator.DiagnosticCases"/>.</summary>
internal static class OnnxDiagnosticCases
{
    private const DiagnosticSeverity Error = DiagnosticSeverity.Error;

    public static TheoryData<string, DiagnosticSeverity, string, string> All => new()
    {
        { "NETGEN080", Error, "[[|Network|], Dense(1)] partial class Net;", Input("neither") },
        { "NETGEN080", Error, "[Network(3, [|Onnx = \"policy.onnx\"|]), Dense(1)] partial class Net;", Input("both") },
        { "NETGEN081", Error, "[Network([|Onnx = \"lost.onnx\"|])] partial class Net;", "Expected exactly one .onnx file in the project that matches 'lost.onnx', but found none among /project/policy.onnx, /project/attention.onnx, /project/labels.onnx, /project/broken.onnx: add it to the project, or write enough of its path to identify it" },
        { "NETGEN082", Error, "[Network([|Onnx = \"broken.onnx\"|])] partial class Net;", "'broken.onnx' is not a model that NetGen can read. Expected a model with a graph, but got none: the file is no ONNX model." },
        { "NETGEN083", Error, "[Network([|Onnx = \"attention.onnx\"|])] partial class Net;", "NetGen does not compile all of 'attention.onnx'. MatMul 'n2': it multiplies two computed values, as attention does: change the model, or compile it up to a value before with Until" },
        { "NETGEN084", Error, "[Network(Onnx = \"policy.onnx\", [|Until = \"valve\"|])] partial class Net;", "'policy.onnx' has no value 'valve' that depends on its input (values: value, y): correct Until" },
        { "NETGEN085", DiagnosticSeverity.Info, "[Network([|Onnx = \"labels.onnx\"|])] partial class Net;", "Of 'labels.onnx', NetGen compiles what leads to 'p', and leaves out what computes 'label' from it" },
        { "NETGEN086", Error, "[Network(3, [|Until = \"value\"|]), Dense(1)] partial class Net;", "Until names a value of an ONNX file, but 'Net' has none: add Onnx, or remove Until" },
    };

    private static string Input(string what) =>
        $"The network 'Net' has {what}: write the size of its input, such as [Network(64)], or a file of the project, such as [Network(Onnx = \"model.onnx\")], and not both";
}
