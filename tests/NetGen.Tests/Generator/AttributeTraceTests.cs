using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Generator;

/// <summary>The attributes of a network are for the compiler alone: its output has none of them.</summary>
public sealed class AttributeTraceTests
{
    private const string AllLayers =
        """
        using NetGen;

        [Network(1, 8, 8, Loss = Loss.CrossEntropy)]
        [Standardize]
        [Conv2D(2, 3, Activation.ReLU)]
        [BatchNorm]
        [MaxPool(2)]
        [AveragePool(1)]
        [GlobalAveragePool]
        [Expand(2, 2)]
        [Reshape(4, 2)]
        [Flatten]
        [Dense(4, As = "first")]
        [LayerNorm]
        [Activate(Activation.Tanh)]
        [Scale(2)]
        [Dropout(0.5)]
        [Add("first")]
        [Affine]
        [Multiply("first")]
        [Subtract("first")]
        [Divide("first")]
        [Concat("first")]
        [Dense(3, Activation.Softmax)]
        public partial class Net;

        [Network(2, 8, Loss = Loss.Huber)]
        [Conv1D(2, 3)]
        [Flatten]
        [Freeze]
        [Dense(1)]
        public partial class Signal;
        """;

    [Fact]
    public void A_compiled_network_has_no_attribute_of_NetGen()
    {
        Assert.Empty(AttributesOfNetGen(Emit(AllLayers)));
    }

    [Fact]
    public void A_symbol_keeps_them()
    {
        // Every kind of attribute that there is, so that none is missing above.
        IEnumerable<string> all = typeof(NetworkAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract).Select(type => type.Name);

        Assert.Equal(all.Order(), AttributesOfNetGen(Emit($"#define NETGEN_KEEP_ATTRIBUTES\n{AllLayers}")).Distinct().Order());
    }

    [Fact]
    public void A_network_of_a_compiled_assembly_is_still_none_to_derive_from()
    {
        MetadataReference library = MetadataReference.CreateFromImage(Emit("[NetGen.Network(2, Loss = NetGen.Loss.Huber), NetGen.Dense(1)] public partial class First;"));
        CSharpCompilation compilation = Compilations.Create("public class Between : First; [NetGen.Network(2, Loss = NetGen.Loss.Huber), NetGen.Dense(1)] partial class Net : Between;").AddReferences(library);

        GeneratorDriverRunResult result = Compilations.Driver().RunGenerators(compilation).GetRunResult();

        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("NETGEN007", diagnostic.Id);
        Assert.Contains("derived from 'First', which is also a network", diagnostic.GetMessage());
    }

    private static byte[] Emit(string source)
    {
        GeneratorRun run = Compilations.Generate(source);
        Assert.Empty(run.Diagnostics);
        using var image = new MemoryStream();
        Assert.True(run.Compilation.WithOptions(run.Compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).Emit(image).Success);
        return image.ToArray();
    }

    /// <summary>The names of all attributes in an assembly whose type another assembly declares in the namespace NetGen.</summary>
    private static List<string> AttributesOfNetGen(byte[] image)
    {
        using var executable = new PEReader(new MemoryStream(image));
        MetadataReader reader = executable.GetMetadataReader();
        return
        [
            .. from handle in reader.CustomAttributes
               let constructor = reader.GetCustomAttribute(handle).Constructor
               where constructor.Kind == HandleKind.MemberReference
               let parent = reader.GetMemberReference((MemberReferenceHandle)constructor).Parent
               where parent.Kind == HandleKind.TypeReference
               let type = reader.GetTypeReference((TypeReferenceHandle)parent)
               where reader.GetString(type.Namespace) == "NetGen"
               select reader.GetString(type.Name),
        ];
    }
}
