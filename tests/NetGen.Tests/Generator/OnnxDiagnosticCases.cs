using Microsoft.CodeAnalysis;
using NetGen.Tests.Onnx;
using Xunit;

namespace NetGen.Tests.Generator;

/// <summary>Cases of networks from ONNX files, as <see cref="DiagnosticCases"/>. The files are those of tests/fixtures/onnx.</summary>
internal static class OnnxDiagnosticCases
{
    private const DiagnosticSeverity Error = DiagnosticSeverity.Error;

    private const string Origin = ": write either the size of its input, such as [Network(64)], or a file of the project, such as [Network(Onnx = \"model.onnx\")]";

    public static TheoryData<string, DiagnosticSeverity, string, string> All => new()
    {
        { "NETGEN080", Error, "[[|Network|], Dense(1)] partial class Net;", "The network 'Net' has neither an input size nor an ONNX file" + Origin },
        { "NETGEN080", Error, "[[|Network(Until = \"y\")|], Dense(1)] partial class Net;", "The network 'Net' has neither an input size nor an ONNX file" + Origin },
        { "NETGEN080", Error, "[Network(4, [|Onnx = \"policy.onnx\"|])] partial class Net;", "The network 'Net' has both an input size and an ONNX file, which says its own" + Origin },

        { "NETGEN081", Error, "[Network([|Onnx = \"lost.onnx\"|])] partial class Net;", $"Expected exactly one .onnx file in the project that matches 'lost.onnx', but found none among {string.Join(", ", OnnxModels.StandardPaths)}: add it to the project, or write enough of its path to identify it" },

        { "NETGEN082", Error, "[Network([|Onnx = \"damaged.onnx\"|])] partial class Net;", "'damaged.onnx' is not a model that NetGen can read. Expected a field before byte 1, but got the key 110: the file is damaged, or no ONNX model." },

        { "NETGEN083", Error, "[Network([|Onnx = \"recurrent.onnx\"|])] partial class Net;", "NetGen does not compile all of 'recurrent.onnx'. Transpose 'swap': NetGen does not reorder dimensions; LSTM 'memory': NetGen compiles no loops over a sequence; TopK 'best': NetGen does not compile this operator: change the model, or compile it up to a value before with Until" },

        { "NETGEN084", Error, "[Network(Onnx = \"policy.onnx\", [|Until = \"hidden\"|])] partial class Net;", "'policy.onnx' has no value 'hidden' that depends on its input (values: /0/Gemm_output_0, /1/Tanh_output_0, y): correct Until" },

        { "NETGEN085", DiagnosticSeverity.Info, "[Network([|Onnx = \"classifier.onnx\"|])] partial class Net;", "Of 'classifier.onnx', NetGen compiles what leads to 'out_activations_result', and leaves out what computes 'label' and 'probabilities' from it" },

        { "NETGEN086", Error, "[Network(4, [|Until = \"y\"|], Loss = Loss.Huber), Dense(1)] partial class Net;", "Until names a value of an ONNX file, but 'Net' has none: add Onnx, or remove Until" },

        // Layers of a file have no attribute of their own.
        { "NETGEN013", DiagnosticSeverity.Warning, "[Network(Onnx = \"policy.onnx\", [|Loss = Loss.CrossEntropy|])] partial class Net;", "CrossEntropy expects probabilities, but Identity does not produce them: use Softmax in the output layer" },
        { "NETGEN061", Error, "[Network(Onnx = \"policy.onnx\", Loss = Loss.Huber), Dense(2, [|From = \"z\"|])] partial class Net;", "This layer reads 'z', but no layer has that name: correct the name, or write As = \"z\" on a layer above (available values: x, 0, 2)" },
    };
}
