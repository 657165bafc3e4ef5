namespace NetGen
{
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class ActivateAttribute : NetGen.ActivatedLayerAttribute
    {
        public ActivateAttribute(NetGen.Activation activation) { }
        public ActivateAttribute(System.Type activation) { }
    }
    public abstract class ActivatedLayerAttribute : NetGen.LayerAttribute
    {
        public NetGen.Activation Activation { get; }
        public double Alpha { get; set; }
        public System.Type? CustomActivation { get; }
        public double Max { get; set; }
        public double Min { get; set; }
    }
    public enum Activation
    {
        Identity = 0,
        Sigmoid = 1,
        Tanh = 2,
        ReLU = 3,
        LeakyReLU = 4,
        ELU = 5,
        Softmax = 6,
        Sign = 7,
        SELU = 8,
        GELU = 9,
        GELUTanh = 10,
        SiLU = 11,
        Softplus = 12,
        Mish = 13,
        HardTanh = 14,
        Custom = 15,
        HardSigmoid = 16,
        HardSwish = 17,
        ClippedReLU = 18,
        LogSoftmax = 19,
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class AddAttribute : NetGen.ActivatedLayerAttribute
    {
        public AddAttribute(string other, NetGen.Activation activation = 0) { }
        public AddAttribute(string other, System.Type activation) { }
        public AddAttribute(string[] others, NetGen.Activation activation = 0) { }
        public AddAttribute(string[] others, System.Type activation) { }
        public System.Collections.Generic.IReadOnlyList<string> Others { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class AffineAttribute : NetGen.ActivatedLayerAttribute
    {
        public AffineAttribute(NetGen.Activation activation = 0) { }
        public AffineAttribute(System.Type activation) { }
        public bool PerChannel { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class AveragePoolAttribute : NetGen.PoolAttribute
    {
        public AveragePoolAttribute(int window, NetGen.Activation activation = 0) { }
        public AveragePoolAttribute(int window, System.Type activation) { }
        public bool CountPadding { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class BatchNormAttribute : NetGen.ActivatedLayerAttribute
    {
        public BatchNormAttribute(NetGen.Activation activation = 0) { }
        public BatchNormAttribute(System.Type activation) { }
        public double Epsilon { get; set; }
        public double Momentum { get; set; }
        public bool Synchronized { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class ConcatAttribute : NetGen.ActivatedLayerAttribute
    {
        public ConcatAttribute(string other, NetGen.Activation activation = 0) { }
        public ConcatAttribute(string other, System.Type activation) { }
        public ConcatAttribute(string[] others, NetGen.Activation activation = 0) { }
        public ConcatAttribute(string[] others, System.Type activation) { }
        public System.Collections.Generic.IReadOnlyList<string> Others { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class Conv1DAttribute : NetGen.ConvolutionAttribute
    {
        public Conv1DAttribute(int filters, int kernel, NetGen.Activation activation = 0) { }
        public Conv1DAttribute(int filters, int kernel, System.Type activation) { }
        public bool Causal { get; set; }
        public int Kernel { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class Conv2DAttribute : NetGen.ConvolutionAttribute
    {
        public Conv2DAttribute(int filters, int kernel, NetGen.Activation activation = 0) { }
        public Conv2DAttribute(int filters, int kernel, System.Type activation) { }
        public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth, NetGen.Activation activation = 0) { }
        public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth, System.Type activation) { }
        public int KernelHeight { get; }
        public int KernelWidth { get; }
    }
    public abstract class ConvolutionAttribute : NetGen.ActivatedLayerAttribute
    {
        public bool Bias { get; set; }
        public int Dilation { get; set; }
        public int Filters { get; }
        public int Groups { get; set; }
        public double InitialValue { get; set; }
        public NetGen.Initializer Initializer { get; set; }
        public int Padding { get; set; }
        public bool Same { get; set; }
        public int Stride { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class DenseAttribute : NetGen.ActivatedLayerAttribute
    {
        public DenseAttribute(int units, NetGen.Activation activation = 0) { }
        public DenseAttribute(int units, System.Type activation) { }
        public bool Bias { get; set; }
        public double InitialValue { get; set; }
        public NetGen.Initializer Initializer { get; set; }
        public int Units { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class DivideAttribute : NetGen.ActivatedLayerAttribute
    {
        public DivideAttribute(string other, NetGen.Activation activation = 0) { }
        public DivideAttribute(string other, System.Type activation) { }
        public string Other { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class DropoutAttribute : NetGen.LayerAttribute
    {
        public DropoutAttribute(double rate) { }
        public bool Channels { get; set; }
        public double Rate { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class ExpandAttribute : NetGen.LayerAttribute
    {
        public ExpandAttribute(int length) { }
        public ExpandAttribute(int height, int width) { }
        public System.Collections.Generic.IReadOnlyList<int> Size { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class FlattenAttribute : NetGen.LayerAttribute
    {
        public FlattenAttribute() { }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, Inherited=false)]
    [System.Diagnostics.Conditional("NETGEN_KEEP_ATTRIBUTES")]
    public sealed class FreezeAttribute : System.Attribute
    {
        public FreezeAttribute() { }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class GlobalAveragePoolAttribute : NetGen.ActivatedLayerAttribute
    {
        public GlobalAveragePoolAttribute(NetGen.Activation activation = 0) { }
        public GlobalAveragePoolAttribute(System.Type activation) { }
    }
    public enum Initializer
    {
        Default = 0,
        GlorotUniform = 1,
        GlorotNormal = 2,
        HeUniform = 3,
        HeNormal = 4,
        Zeros = 5,
        LeCunUniform = 6,
        LeCunNormal = 7,
        PyTorchDefault = 8,
        Orthogonal = 9,
        Constant = 10,
    }
    [System.Diagnostics.Conditional("NETGEN_KEEP_ATTRIBUTES")]
    public abstract class LayerAttribute : System.Attribute
    {
        public string? As { get; set; }
        public string? From { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class LayerNormAttribute : NetGen.ActivatedLayerAttribute
    {
        public LayerNormAttribute(NetGen.Activation activation = 0) { }
        public LayerNormAttribute(System.Type activation) { }
        public double Epsilon { get; set; }
    }
    public enum Loss
    {
        None = 0,
        HalfSquaredError = 1,
        SquaredError = 2,
        MeanSquaredError = 3,
        MeanAbsoluteError = 4,
        Huber = 5,
        BinaryCrossEntropy = 6,
        CrossEntropy = 7,
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class MaxPoolAttribute : NetGen.PoolAttribute
    {
        public MaxPoolAttribute(int window, NetGen.Activation activation = 0) { }
        public MaxPoolAttribute(int window, System.Type activation) { }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class MultiplyAttribute : NetGen.ActivatedLayerAttribute
    {
        public MultiplyAttribute(string other, NetGen.Activation activation = 0) { }
        public MultiplyAttribute(string other, System.Type activation) { }
        public MultiplyAttribute(string[] others, NetGen.Activation activation = 0) { }
        public MultiplyAttribute(string[] others, System.Type activation) { }
        public System.Collections.Generic.IReadOnlyList<string> Others { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, Inherited=false)]
    [System.Diagnostics.Conditional("NETGEN_KEEP_ATTRIBUTES")]
    public sealed class NetworkAttribute : System.Attribute
    {
        public NetworkAttribute() { }
        public NetworkAttribute(int inputSize) { }
        public NetworkAttribute(int channels, int length) { }
        public NetworkAttribute(int channels, int height, int width) { }
        public System.Collections.Generic.IReadOnlyList<int> InputShape { get; }
        public int InputSize { get; }
        public NetGen.Loss Loss { get; set; }
        public string? Onnx { get; set; }
        public NetGen.Precision Precision { get; set; }
        public string? Until { get; set; }
        public string? Weights { get; set; }
    }
    public abstract class PoolAttribute : NetGen.ActivatedLayerAttribute
    {
        public int Padding { get; set; }
        public int Stride { get; set; }
        public int Window { get; }
    }
    public enum Precision
    {
        Single = 0,
        Double = 1,
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class ReshapeAttribute : NetGen.LayerAttribute
    {
        public ReshapeAttribute(int channels, int length) { }
        public ReshapeAttribute(int channels, int height, int width) { }
        public System.Collections.Generic.IReadOnlyList<int> Shape { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class ScaleAttribute : NetGen.ActivatedLayerAttribute
    {
        public ScaleAttribute(double factor, NetGen.Activation activation = 0) { }
        public ScaleAttribute(double factor, System.Type activation) { }
        public double Factor { get; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class StandardizeAttribute : NetGen.LayerAttribute
    {
        public StandardizeAttribute() { }
        public bool PerChannel { get; set; }
    }
    [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple=true, Inherited=false)]
    public sealed class SubtractAttribute : NetGen.ActivatedLayerAttribute
    {
        public SubtractAttribute(string other, NetGen.Activation activation = 0) { }
        public SubtractAttribute(string other, System.Type activation) { }
        public string Other { get; }
    }
}
