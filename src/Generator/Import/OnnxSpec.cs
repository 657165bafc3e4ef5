using NetGen.Generator.Model;

namespace NetGen.Generator.Import;

/// <summary>The ONNX file that layers of a network come from.</summary>
/// <param name="File">The file, as written in the attribute.</param>
/// <param name="Output">The value of the file at which its part of the network ends.</param>
/// <param name="Fingerprint">A hash of the graph up to there, without its weights.</param>
/// <param name="Constants">The numbers of the file that became part of the code.</param>
internal sealed record OnnxSpec(string File, string Output, uint Fingerprint, EquatableArray<OnnxConstant> Constants);

/// <summary>A number of the file that is part of the code, such as the bound of a Clip.</summary>
internal sealed record OnnxConstant(string Name, double Value);

/// <summary>Where the numbers of a parameter tensor are in the file.</summary>
/// <param name="Tensor">The name of the file's tensor; empty for a tensor that the file lacks, which has <paramref name="Factor"/> everywhere.</param>
/// <param name="Shape">The shape of the file's tensor.</param>
/// <param name="Strides">The distance in it between neighbors in each dimension of the parameter tensor; empty if both have the same order.</param>
/// <param name="Factor">What each number is multiplied by.</param>
/// <param name="IsReciprocal">Whether each number is one over that of the file.</param>
internal sealed record OnnxBinding(string Tensor, EquatableArray<long> Shape, EquatableArray<int> Strides, double Factor = 1, bool IsReciprocal = false)
{
    /// <summary>The same number everywhere.</summary>
    public static OnnxBinding Of(double number) => new("", default, default, number);
}
