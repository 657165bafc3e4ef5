using System.ComponentModel;

namespace NetGen.CompilerServices;

/// <summary>
/// A network that can be described in operators of ONNX. Implemented by generated code, for <see cref="OnnxExtensions"/>. It is an interface
/// of its own so that NativeAOT removes the description from programs that do not export.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOnnxSource
{
    /// <summary>Adds the operators to a graph, in the order in which they run. The output of the last one is that of the network.</summary>
    /// <param name="graph">The graph.</param>
    void Describe(OnnxGraph graph);
}
