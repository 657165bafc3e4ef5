namespace NetGen
{
    public sealed class Adagrad : NetGen.Optimizer
    {
        public Adagrad(double learningRate = 0.01, double learningRateDecay = 0, double initialAccumulatorValue = 0, double eps = 1E-10) { }
        public double Eps { get; }
        public double InitialAccumulatorValue { get; }
        public double LearningRateDecay { get; }
        public override NetGen.OptimizerState<double> CreateDouble(NetGen.NetworkInfo network) { }
        public override NetGen.OptimizerState<float> CreateSingle(NetGen.NetworkInfo network) { }
        public override string ToString() { }
    }
    public sealed class Adam : NetGen.Optimizer
    {
        public Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, bool amsgrad = false) { }
        public bool Amsgrad { get; }
        public double Beta1 { get; }
        public double Beta2 { get; }
        public double Eps { get; }
        public override NetGen.OptimizerState<double> CreateDouble(NetGen.NetworkInfo network) { }
        public override NetGen.OptimizerState<float> CreateSingle(NetGen.NetworkInfo network) { }
        public override string ToString() { }
    }
    public sealed class AdamW : NetGen.Optimizer
    {
        public AdamW(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weightDecay = 0.01, bool amsgrad = false) { }
        public bool Amsgrad { get; }
        public double Beta1 { get; }
        public double Beta2 { get; }
        public double Eps { get; }
        public double WeightDecay { get; }
        public override NetGen.OptimizerState<double> CreateDouble(NetGen.NetworkInfo network) { }
        public override NetGen.OptimizerState<float> CreateSingle(NetGen.NetworkInfo network) { }
        public override string ToString() { }
    }
    public static class ClassificationMetrics
    {
        public static double Accuracy(System.ReadOnlySpan<int> actual, System.ReadOnlySpan<int> predicted) { }
        public static double LogLoss(System.ReadOnlySpan<int> labels, System.ReadOnlySpan<double> probabilities) { }
        public static double LogLoss(System.ReadOnlySpan<int> labels, System.ReadOnlySpan<float> probabilities) { }
        public static double RocAuc(System.ReadOnlySpan<int> labels, System.ReadOnlySpan<double> scores) { }
        public static double RocAuc(System.ReadOnlySpan<int> labels, System.ReadOnlySpan<float> scores) { }
        public static double TopKAccuracy(System.ReadOnlySpan<int> labels, System.ReadOnlySpan<double> scores, int k) { }
        public static double TopKAccuracy(System.ReadOnlySpan<int> labels, System.ReadOnlySpan<float> scores, int k) { }
    }
    public sealed class ClassificationReport
    {
        public double Accuracy { get; }
        public NetGen.ConfusionMatrix Confusion { get; }
        public double LogLoss { get; }
        public double RocAuc { get; }
        public override string ToString() { }
        public double TopKAccuracy(int k) { }
        public static NetGen.ClassificationReport Of<T>(NetGen.INetwork<T> network, NetGen.Dataset data)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public readonly struct ClassificationScores : System.IEquatable<NetGen.ClassificationScores>
    {
        public ClassificationScores(double Precision, double Recall, double F1) { }
        public double F1 { get; init; }
        public double Precision { get; init; }
        public double Recall { get; init; }
        public override string ToString() { }
    }
    public abstract class Cluster : System.IDisposable
    {
        protected Cluster() { }
        public abstract int Rank { get; }
        public abstract int Size { get; }
        public abstract void Abort(string reason);
        public void Dispose() { }
        protected virtual void Dispose(bool disposing) { }
        public abstract void Exchange(System.ReadOnlySpan<byte> sent, int? to, System.Span<byte> received, int? from);
    }
    public sealed class ClusterMismatchException : System.Exception
    {
        public ClusterMismatchException(string message) { }
    }
    public sealed class ConfusionMatrix
    {
        public ConfusionMatrix(System.ReadOnlySpan<int> actual, System.ReadOnlySpan<int> predicted, int classes) { }
        public double Accuracy { get; }
        public int Classes { get; }
        public int Count { get; }
        public int this[int actual, int predicted] { get; }
        public NetGen.ClassificationScores Macro { get; }
        public NetGen.ClassificationScores Micro { get; }
        public NetGen.ClassificationScores Weighted { get; }
        public double F1(int label) { }
        public double Precision(int label) { }
        public double Recall(int label) { }
        public int Support(int label) { }
        public override string ToString() { }
    }
    public sealed class ConstantRate : NetGen.TimedSchedule
    {
        public ConstantRate() { }
        public override double LearningRateAt(double learningRate, int epoch) { }
        public override string ToString() { }
    }
    public sealed class CosineRestarts : NetGen.TimedSchedule
    {
        public CosineRestarts(int epochs, int factor = 1, double minLearningRate = 0) { }
        public int Epochs { get; }
        public int Factor { get; }
        public double MinLearningRate { get; }
        public override double LearningRateAt(double learningRate, int epoch) { }
        public override string ToString() { }
    }
    public sealed class Dataset
    {
        public Dataset(System.ReadOnlySpan<double> inputs, System.ReadOnlySpan<double> targets, int inputSize, int targetSize) { }
        public Dataset(System.ReadOnlySpan<float> inputs, System.ReadOnlySpan<float> targets, int inputSize, int targetSize) { }
        public int Classes { get; }
        public int Count { get; }
        public bool HasLabels { get; }
        public int InputSize { get; }
        public System.ReadOnlySpan<float> Inputs { get; }
        public System.ReadOnlySpan<double> InputsAsDouble { get; }
        public System.ReadOnlySpan<int> Labels { get; }
        public System.ReadOnlySpan<double> SampleWeights { get; }
        public int TargetSize { get; }
        public System.ReadOnlySpan<float> Targets { get; }
        public System.ReadOnlySpan<double> TargetsAsDouble { get; }
        public NetGen.Dataset Shuffle(int seed) { }
        public NetGen.Dataset Slice(int start, int count) { }
        [return: System.Runtime.CompilerServices.TupleElementNames(new string[] {
                "First",
                "Second"})]
        public System.ValueTuple<NetGen.Dataset, NetGen.Dataset> Split(double fraction, int seed) { }
        public NetGen.Dataset Take(int count) { }
        public override string ToString() { }
        public static NetGen.Dataset FromLabels(System.ReadOnlySpan<double> inputs, System.ReadOnlySpan<int> labels, int inputSize, int classes) { }
        public static NetGen.Dataset FromLabels(System.ReadOnlySpan<float> inputs, System.ReadOnlySpan<int> labels, int inputSize, int classes) { }
    }
    public static class DatasetFolds
    {
        [return: System.Runtime.CompilerServices.TupleElementNames(new string[] {
                "Train",
                "Test"})]
        public static System.ValueTuple<NetGen.Dataset, NetGen.Dataset>[] KFold(this NetGen.Dataset data, int k, int seed) { }
    }
    public static class DatasetWeights
    {
        public static double[] BalancedClassWeights(this NetGen.Dataset data) { }
        public static NetGen.Dataset WithSampleWeights(this NetGen.Dataset data, System.ReadOnlySpan<double> weights) { }
        public static NetGen.Dataset WithSampleWeights(this NetGen.Dataset data, System.ReadOnlySpan<float> weights) { }
    }
    public sealed class EarlyStopping
    {
        public EarlyStopping(int patience = 10, double minDelta = 0, bool restoreBest = true) { }
        public double MinDelta { get; }
        public int Patience { get; }
        public bool RestoreBest { get; }
        public override string ToString() { }
    }
    public readonly struct EpochRecord : System.IEquatable<NetGen.EpochRecord>
    {
        public EpochRecord(int Epoch, double Loss, double Accuracy, double ValidationLoss, double ValidationAccuracy, double LearningRate, double GradientNorm, System.TimeSpan Duration) { }
        public double Accuracy { get; init; }
        public System.TimeSpan Duration { get; init; }
        public int Epoch { get; init; }
        public double GradientNorm { get; init; }
        public double LearningRate { get; init; }
        public double Loss { get; init; }
        public double ValidationAccuracy { get; init; }
        public double ValidationLoss { get; init; }
        public override string ToString() { }
    }
    public sealed class ExponentialDecay : NetGen.TimedSchedule
    {
        public ExponentialDecay(double gamma) { }
        public double Gamma { get; }
        public override double LearningRateAt(double learningRate, int epoch) { }
        public override string ToString() { }
    }
    public static class GradientCheck
    {
        public static NetGen.GradientCheckReport Run<T>(NetGen.ITrainableNetwork<T> network, NetGen.Dataset data, double tolerance = 1E-06, int budget = 40000, int seed = 0)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public sealed class GradientCheckReport
    {
        public const double PrecisionTolerance = 0.001D;
        public int Checked { get; }
        public bool IsSample { get; }
        public System.Collections.Generic.IReadOnlyList<string> Kinks { get; }
        public double MaxRelativeError { get; }
        public bool Passed { get; }
        public double PrecisionError { get; }
        public int? SuspectLayer { get; }
        public System.Collections.Generic.IReadOnlyList<NetGen.TensorCheck> Tensors { get; }
        public double Tolerance { get; }
        public NetGen.ParameterCheck? Worst { get; }
        public override string ToString() { }
    }
    public static class GradientClipping
    {
        public static double ClipNorm<T>(System.Span<T> gradients, double maxNorm)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ClipValue<T>(System.Span<T> gradients, double maxValue)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public interface IActivation
    {
        T Derivative<T>(T z, T a)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>;
        T Value<T>(T z)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>;
    }
    public interface IClassifierNetwork<T> : NetGen.INetwork<T>, NetGen.ITrainableNetwork<T>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T Backward(System.ReadOnlySpan<T> inputs, System.ReadOnlySpan<int> labels, System.ReadOnlySpan<T> weights = default, System.Span<T> inputGradients = default);
        T ComputeLoss(System.ReadOnlySpan<T> inputs, System.ReadOnlySpan<int> labels, System.ReadOnlySpan<T> weights = default, System.Span<T> outputs = default);
    }
    public interface INetwork<T>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        NetGen.NetworkInfo Info { get; }
        System.Span<T> Parameters { get; }
        System.Span<T> Statistics { get; }
        void Forward(System.ReadOnlySpan<T> inputs, System.Span<T> outputs);
        void Trace(System.ReadOnlySpan<T> input, System.Span<T> values);
    }
    public interface ITrainableNetwork<T> : NetGen.INetwork<T>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int DropoutSeed { get; set; }
        long DropoutStep { get; set; }
        System.Span<T> Gradients { get; }
        int Threads { get; set; }
        T Backward(System.ReadOnlySpan<T> inputs, System.ReadOnlySpan<T> targets, System.ReadOnlySpan<T> weights = default, System.Span<T> inputGradients = default);
        void BackwardFrom(System.ReadOnlySpan<T> inputs, System.ReadOnlySpan<T> outputGradients, System.Span<T> inputGradients = default);
        T ComputeLoss(System.ReadOnlySpan<T> inputs, System.ReadOnlySpan<T> targets, System.ReadOnlySpan<T> weights = default, System.Span<T> outputs = default);
        void Jacobian(System.ReadOnlySpan<T> input, System.Span<T> jacobian);
        NetGen.ITrainableNetwork<double> ToDouble();
        void TraceInTraining(System.ReadOnlySpan<T> input, int sample, System.Span<T> values);
    }
    public interface IVectorActivation : NetGen.IActivation
    {
        System.Runtime.Intrinsics.Vector256<T> Derivative<T>(System.Runtime.Intrinsics.Vector256<T> z, System.Runtime.Intrinsics.Vector256<T> a)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>;
        System.Runtime.Intrinsics.Vector256<T> Value<T>(System.Runtime.Intrinsics.Vector256<T> z)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>;
    }
    public sealed class Lamb : NetGen.Optimizer
    {
        public Lamb(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-06, double weightDecay = 0.01) { }
        public double Beta1 { get; }
        public double Beta2 { get; }
        public double Eps { get; }
        public double WeightDecay { get; }
        public override NetGen.OptimizerState<double> CreateDouble(NetGen.NetworkInfo network) { }
        public override NetGen.OptimizerState<float> CreateSingle(NetGen.NetworkInfo network) { }
        public override string ToString() { }
    }
    public sealed class LayerInfo
    {
        public LayerInfo(int index, string kind, int[] inputShape, int[] outputShape, NetGen.Activation activation, int zOffset, int aOffset, params NetGen.ParameterInfo[] parameters) { }
        public int AOffset { get; }
        public NetGen.Activation Activation { get; }
        public double? Alpha { get; init; }
        public string? CustomActivation { get; init; }
        public double Dropout { get; init; }
        public bool DropsChannels { get; init; }
        public System.Collections.Generic.IReadOnlyList<NetGen.ParameterInfo> FrozenParameters { get; init; }
        public int Index { get; }
        public System.Collections.Generic.IReadOnlyList<int> InputShape { get; }
        public int InputSize { get; }
        public bool IsFrozen { get; }
        public bool IsSynchronized { get; init; }
        public string Kind { get; }
        public double? Max { get; init; }
        public double? Min { get; init; }
        public string? Name { get; init; }
        public System.Collections.Generic.IReadOnlyList<int> OutputShape { get; }
        public int OutputSize { get; }
        public System.Collections.Generic.IReadOnlyList<NetGen.ParameterInfo> Parameters { get; }
        public int? PlacesOffset { get; init; }
        public string? Setting { get; init; }
        public int ZOffset { get; }
        public override string ToString() { }
    }
    public sealed class LinearWarmUp : NetGen.Schedule
    {
        public LinearWarmUp(int steps = 5, NetGen.Schedule? then = null, double startFactor = 0.3333333333333333) { }
        public double StartFactor { get; }
        public int Steps { get; }
        public NetGen.Schedule Then { get; }
        public override NetGen.ScheduleState Start(NetGen.ScheduleStart start) { }
        public override string ToString() { }
    }
    public sealed class LoadOptions
    {
        public LoadOptions() { }
        public System.Func<string, string> Names { get; init; }
        public bool Strict { get; init; }
    }
    public readonly struct Metrics : System.IEquatable<NetGen.Metrics>
    {
        public Metrics(double Loss, double Accuracy) { }
        public double Accuracy { get; init; }
        public double Loss { get; init; }
        public override string ToString() { }
    }
    public static class NetworkExtensions
    {
        public static System.Span<T> BiasGradients<T>(this NetGen.ITrainableNetwork<T> network, int layer)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static System.Span<T> Biases<T>(this NetGen.INetwork<T> network, int layer)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static NetGen.WeightMatrix<T> WeightGradients<T>(this NetGen.ITrainableNetwork<T> network, int layer)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static NetGen.WeightMatrix<T> Weights<T>(this NetGen.INetwork<T> network, int layer)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public sealed class NetworkInfo
    {
        public NetworkInfo(string name, NetGen.Precision precision, NetGen.Loss loss, params NetGen.LayerInfo[] layers) { }
        public int FrozenParameterCount { get; }
        public string? Graph { get; init; }
        public bool HasRunningStatistics { get; }
        public double InputDropout { get; init; }
        public bool InputDropsChannels { get; init; }
        public int InputSize { get; }
        public System.Collections.Generic.IReadOnlyList<NetGen.LayerInfo> Layers { get; }
        public NetGen.Loss Loss { get; }
        public string Name { get; }
        public int OutputSize { get; }
        public int ParameterCount { get; }
        public NetGen.Precision Precision { get; }
        public System.Collections.Generic.IReadOnlyList<NetGen.ParameterInfo> Statistics { get; init; }
        public int TraceSize { get; }
        public string ToMermaid() { }
        public override string ToString() { }
    }
    public sealed class OneCycle : NetGen.Schedule
    {
        public OneCycle(double maxLearningRate, long? steps = default, double riseShare = 0.3, double divFactor = 25, double finalDivFactor = 10000) { }
        public double DivFactor { get; }
        public double FinalDivFactor { get; }
        public double MaxLearningRate { get; }
        public double RiseShare { get; }
        public long? Steps { get; }
        public override NetGen.ScheduleState Start(NetGen.ScheduleStart start) { }
        public override string ToString() { }
    }
    public sealed class OnnxException : System.Exception
    {
        public OnnxException(string file, params string[] faults) { }
        public System.Collections.Generic.IReadOnlyList<string> Faults { get; }
    }
    public static class OnnxExtensions
    {
        public static void SaveOnnx<T>(this NetGen.INetwork<T> network, System.IO.Stream stream)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void SaveOnnx<T>(this NetGen.INetwork<T> network, string path)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public abstract class Optimizer
    {
        protected Optimizer(double learningRate) { }
        public double LearningRate { get; }
        public abstract NetGen.OptimizerState<double> CreateDouble(NetGen.NetworkInfo network);
        public abstract NetGen.OptimizerState<float> CreateSingle(NetGen.NetworkInfo network);
        public override string ToString() { }
    }
    public sealed class OptimizerSlot<T>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        public string Name { get; }
        public System.Span<T> Values { get; }
    }
    public abstract class OptimizerState<T>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        protected OptimizerState(NetGen.Optimizer rule, NetGen.NetworkInfo network, params string[] slots) { }
        public double LearningRate { get; set; }
        public System.Collections.Generic.IReadOnlyList<NetGen.OptimizerSlot<T>> Slots { get; }
        public long StepCount { get; }
        public int Threads { get; set; }
        protected abstract void Move(System.Span<T> parameters, System.ReadOnlySpan<T> gradients);
        public void Restore(long stepCount, double learningRate) { }
        public void Step(System.Span<T> parameters, System.ReadOnlySpan<T> gradients) { }
    }
    public sealed class ParameterCheck : System.IEquatable<NetGen.ParameterCheck>
    {
        public ParameterCheck(int Layer, string Name, double Analytic, double Numeric, double RelativeError) { }
        public double Analytic { get; init; }
        public int Layer { get; init; }
        public string Name { get; init; }
        public double Numeric { get; init; }
        public double RelativeError { get; init; }
    }
    public sealed class ParameterInfo
    {
        public ParameterInfo(string name, NetGen.ParameterRole role, int[] shape, int[] strides, int offset, NetGen.Initializer initializer, int fanIn, int fanOut, double initialValue = 0) { }
        public int FanIn { get; }
        public int FanOut { get; }
        public string FileName { get; init; }
        public double InitialValue { get; }
        public NetGen.Initializer Initializer { get; }
        public bool IsFrozen { get; init; }
        public bool IsRunning { get; }
        public bool IsStatistic { get; }
        public int Length { get; }
        public string Name { get; }
        public int Offset { get; }
        public NetGen.ParameterRole Role { get; }
        public System.Collections.Generic.IReadOnlyList<int> Shape { get; }
        public System.Collections.Generic.IReadOnlyList<int> Strides { get; }
        public string NameOf(int position) { }
        public override string ToString() { }
    }
    public enum ParameterRole
    {
        Weight = 0,
        Bias = 1,
        Gain = 2,
        Mean = 3,
        Scale = 4,
        RunningMean = 5,
        RunningVariance = 6,
    }
    public sealed class PolynomialDecay : NetGen.TimedSchedule
    {
        public PolynomialDecay(int epochs = 5, double power = 1) { }
        public int Epochs { get; }
        public double Power { get; }
        public override double LearningRateAt(double learningRate, int epoch) { }
        public override string ToString() { }
    }
    public static class PredictionExtensions
    {
        public static T[] Predict<T>(this NetGen.INetwork<T> network, System.ReadOnlySpan<T> inputs)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static int PredictClass<T>(this NetGen.INetwork<T> network, System.ReadOnlySpan<T> input)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static int[] PredictClasses<T>(this NetGen.INetwork<T> network, System.ReadOnlySpan<T> inputs)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public sealed class ReduceOnPlateau : NetGen.Schedule
    {
        public ReduceOnPlateau(double factor = 0.1, int patience = 10, double threshold = 0.0001, bool isAbsolute = false, int cooldown = 0, double minLearningRate = 0, double eps = 1E-08) { }
        public int Cooldown { get; }
        public double Eps { get; }
        public double Factor { get; }
        public bool IsAbsolute { get; }
        public double MinLearningRate { get; }
        public int Patience { get; }
        public double Threshold { get; }
        public override NetGen.ScheduleState Start(NetGen.ScheduleStart start) { }
        public override string ToString() { }
    }
    public static class RegressionMetrics
    {
        public static double MeanAbsoluteError(System.ReadOnlySpan<double> targets, System.ReadOnlySpan<double> predictions) { }
        public static double MeanAbsoluteError(System.ReadOnlySpan<float> targets, System.ReadOnlySpan<float> predictions) { }
        public static double MeanSquaredError(System.ReadOnlySpan<double> targets, System.ReadOnlySpan<double> predictions) { }
        public static double MeanSquaredError(System.ReadOnlySpan<float> targets, System.ReadOnlySpan<float> predictions) { }
        public static double R2(System.ReadOnlySpan<double> targets, System.ReadOnlySpan<double> predictions, int outputs = 1) { }
        public static double R2(System.ReadOnlySpan<float> targets, System.ReadOnlySpan<float> predictions, int outputs = 1) { }
    }
    public sealed class RegressionReport
    {
        public NetGen.RegressionScores Mean { get; }
        public System.Collections.Generic.IReadOnlyList<NetGen.RegressionScores> Outputs { get; }
        public override string ToString() { }
        public static NetGen.RegressionReport Of<T>(NetGen.INetwork<T> network, NetGen.Dataset data)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public readonly struct RegressionScores : System.IEquatable<NetGen.RegressionScores>
    {
        public RegressionScores(double MeanSquaredError, double MeanAbsoluteError, double R2) { }
        public double MeanAbsoluteError { get; init; }
        public double MeanSquaredError { get; init; }
        public double R2 { get; init; }
        public override string ToString() { }
    }
    public sealed class RmsProp : NetGen.Optimizer
    {
        public RmsProp(double learningRate = 0.01, double alpha = 0.99, double eps = 1E-08, double momentum = 0, bool centered = false) { }
        public double Alpha { get; }
        public bool Centered { get; }
        public double Eps { get; }
        public double Momentum { get; }
        public override NetGen.OptimizerState<double> CreateDouble(NetGen.NetworkInfo network) { }
        public override NetGen.OptimizerState<float> CreateSingle(NetGen.NetworkInfo network) { }
        public override string ToString() { }
    }
    public sealed class SafeTensor
    {
        public SafeTensor(string name, NetGen.SafeTensorType type, System.Collections.Generic.IReadOnlyList<long> shape, System.ReadOnlyMemory<byte> data) { }
        public System.ReadOnlyMemory<byte> Data { get; }
        public string Name { get; }
        public System.Collections.Generic.IReadOnlyList<long> Shape { get; }
        public NetGen.SafeTensorType Type { get; }
        public void CopyTo<T>(System.Span<T> values)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static NetGen.SafeTensor Create<T>(string name, System.Collections.Generic.IReadOnlyList<long> shape, System.ReadOnlySpan<T> values)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public enum SafeTensorType
    {
        BOOL = 0,
        F4 = 1,
        F6_E2M3 = 2,
        F6_E3M2 = 3,
        U8 = 4,
        I8 = 5,
        F8_E5M2 = 6,
        F8_E4M3 = 7,
        F8_E8M0 = 8,
        F8_E4M3FNUZ = 9,
        F8_E5M2FNUZ = 10,
        I16 = 11,
        U16 = 12,
        F16 = 13,
        BF16 = 14,
        I32 = 15,
        U32 = 16,
        F32 = 17,
        C64 = 18,
        F64 = 19,
        I64 = 20,
        U64 = 21,
    }
    public sealed class SafeTensorsException : System.Exception
    {
        public SafeTensorsException(string file, params string[] faults) { }
        public System.Collections.Generic.IReadOnlyList<string> Faults { get; }
    }
    public sealed class SafeTensorsFile
    {
        public SafeTensorsFile(System.Collections.Generic.IEnumerable<NetGen.SafeTensor> tensors, System.Collections.Generic.IReadOnlyDictionary<string, string>? metadata = null) { }
        public System.Collections.Generic.IReadOnlyDictionary<string, string> Metadata { get; }
        public System.Collections.Generic.IReadOnlyList<NetGen.SafeTensor> Tensors { get; }
        public NetGen.SafeTensor? Find(string name) { }
        public void Write(System.IO.Stream stream) { }
        public void Write(string path) { }
        public static NetGen.SafeTensorsFile Read(System.IO.Stream stream) { }
        public static NetGen.SafeTensorsFile Read(string path) { }
    }
    public abstract class Schedule
    {
        protected Schedule() { }
        public abstract NetGen.ScheduleState Start(NetGen.ScheduleStart start);
        public override string ToString() { }
    }
    public readonly struct ScheduleStart : System.IEquatable<NetGen.ScheduleStart>
    {
        public ScheduleStart(double LearningRate, int Epochs, long StepsPerEpoch) { }
        public int Epochs { get; init; }
        public double LearningRate { get; init; }
        public long StepsPerEpoch { get; init; }
    }
    public abstract class ScheduleState
    {
        protected ScheduleState() { }
        public virtual System.Span<double> Memory { get; }
        public virtual void CompleteEpoch(double loss) { }
        public abstract double LearningRateAt(int epoch, long step);
        public abstract override string ToString() { }
    }
    public static class Search
    {
        public static NetGen.SearchResult<TConfig, T> CrossValidate<TConfig, T>(System.Collections.Generic.IReadOnlyList<TConfig> configurations, NetGen.Dataset data, System.Func<TConfig, NetGen.ITrainableNetwork<T>> createNetwork, System.Func<TConfig, NetGen.TrainingOptions> createOptions, NetGen.SearchOptions? options = null)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static TConfig[] Draw<TConfig>(int count, int seed, System.Func<NetGen.SearchSampler, TConfig> draw) { }
    }
    public sealed class SearchOptions
    {
        public SearchOptions() { }
        public System.Threading.CancellationToken CancellationToken { get; init; }
        public int DegreeOfParallelism { get; init; }
        public int Folds { get; init; }
        public System.IProgress<NetGen.SearchProgress>? Progress { get; init; }
        public NetGen.SearchScore? Score { get; init; }
        public int Seed { get; init; }
    }
    public readonly struct SearchProgress : System.IEquatable<NetGen.SearchProgress>
    {
        public SearchProgress(int Completed, int Total, System.TimeSpan Elapsed, System.TimeSpan Remaining) { }
        public int Completed { get; init; }
        public System.TimeSpan Elapsed { get; init; }
        public System.TimeSpan Remaining { get; init; }
        public int Total { get; init; }
        public override string ToString() { }
    }
    public class SearchResult<TConfig>
    {
        public NetGen.SearchRow<TConfig> Best { get; }
        public System.Collections.Generic.IReadOnlyList<NetGen.SearchRow<TConfig>> Rows { get; }
        public NetGen.SearchScore Score { get; }
        public override string ToString() { }
    }
    public sealed class SearchResult<TConfig, T> : NetGen.SearchResult<TConfig>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        [return: System.Runtime.CompilerServices.TupleElementNames(new string[] {
                "Network",
                "History"})]
        public System.ValueTuple<NetGen.ITrainableNetwork<T>, NetGen.TrainingHistory> Refit() { }
    }
    public sealed class SearchRow<TConfig> : System.IEquatable<NetGen.SearchRow<TConfig>>
    {
        public SearchRow(TConfig Configuration, int Index, System.Collections.Generic.IReadOnlyList<double> Scores, double Mean, double Deviation, System.Exception? Error, System.TimeSpan Duration) { }
        public TConfig Configuration { get; init; }
        public double Deviation { get; init; }
        public System.TimeSpan Duration { get; init; }
        public System.Exception? Error { get; init; }
        public int Index { get; init; }
        public double Mean { get; init; }
        public System.Collections.Generic.IReadOnlyList<double> Scores { get; init; }
        public override string ToString() { }
    }
    public sealed class SearchSampler
    {
        public TValue Choice<TValue>(params TValue[] values) { }
        public int Integer(int min, int max) { }
        public double LogUniform(double min, double max) { }
        public double Uniform(double min, double max) { }
    }
    public abstract class SearchScore
    {
        public bool IsHigherBetter { get; }
        public string Name { get; }
        public static NetGen.SearchScore Accuracy { get; }
        public static NetGen.SearchScore LogLoss { get; }
        public static NetGen.SearchScore Loss { get; }
        public static NetGen.SearchScore MacroF1 { get; }
        public static NetGen.SearchScore MacroPrecision { get; }
        public static NetGen.SearchScore MacroRecall { get; }
        public static NetGen.SearchScore MeanAbsoluteError { get; }
        public static NetGen.SearchScore MeanSquaredError { get; }
        public static NetGen.SearchScore R2 { get; }
        public static NetGen.SearchScore RocAuc { get; }
        public static NetGen.SearchScore WeightedF1 { get; }
        public override string ToString() { }
        public static NetGen.SearchScore Of<T>(string name, System.Func<NetGen.ITrainableNetwork<T>, NetGen.Dataset, double> score, bool isHigherBetter = true)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static NetGen.SearchScore OfClassification(string name, System.Func<NetGen.ClassificationReport, double> score, bool isHigherBetter = true) { }
        public static NetGen.SearchScore OfRegression(string name, System.Func<NetGen.RegressionReport, double> score, bool isHigherBetter = true) { }
        public static NetGen.SearchScore TopKAccuracy(int k) { }
    }
    public sealed class Sgd : NetGen.Optimizer
    {
        public Sgd(double learningRate, double momentum = 0, double dampening = 0, bool nesterov = false) { }
        public double Dampening { get; }
        public double Momentum { get; }
        public bool Nesterov { get; }
        public override NetGen.OptimizerState<double> CreateDouble(NetGen.NetworkInfo network) { }
        public override NetGen.OptimizerState<float> CreateSingle(NetGen.NetworkInfo network) { }
        public override string ToString() { }
    }
    public static class ShardExtensions
    {
        public static NetGen.Dataset AsShard(this NetGen.Dataset data, NetGen.ShardRange range) { }
        public static NetGen.ShardRange RangeOf(this NetGen.Cluster cluster, int total, int shards = 8) { }
        public static NetGen.Dataset Shard(this NetGen.Dataset data, NetGen.Cluster cluster, int shards = 8) { }
    }
    public readonly struct ShardRange : System.IEquatable<NetGen.ShardRange>
    {
        public ShardRange(int Total, int Shards, int First, int Count) { }
        public int Count { get; init; }
        public int First { get; init; }
        public int Shards { get; init; }
        public int Total { get; init; }
    }
    public static class StandardizationExtensions
    {
        public static void FitStandardization<T>(this NetGen.INetwork<T> network, NetGen.Dataset data)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void FitStandardization<T>(this NetGen.INetwork<T> network, System.ReadOnlySpan<T> inputs)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public sealed class StepDecay : NetGen.TimedSchedule
    {
        public StepDecay(int epochs, double gamma = 0.1) { }
        public int Epochs { get; }
        public double Gamma { get; }
        public override double LearningRateAt(double learningRate, int epoch) { }
        public override string ToString() { }
    }
    public enum StopReason
    {
        Completed = 0,
        EarlyStopping = 1,
        Callback = 2,
        Canceled = 3,
        Diverged = 4,
    }
    public sealed class TensorCheck : System.IEquatable<NetGen.TensorCheck>
    {
        public TensorCheck(int Layer, string Name, int Checked, int Size, System.Collections.Generic.IReadOnlyList<string> Kinks, NetGen.ParameterCheck? Worst, double PrecisionError) { }
        public int Checked { get; init; }
        public bool IsSample { get; }
        public System.Collections.Generic.IReadOnlyList<string> Kinks { get; init; }
        public int Layer { get; init; }
        public string Name { get; init; }
        public double PrecisionError { get; init; }
        public int Size { get; init; }
        public NetGen.ParameterCheck? Worst { get; init; }
    }
    public abstract class TimedSchedule : NetGen.Schedule
    {
        protected TimedSchedule() { }
        public abstract double LearningRateAt(double learningRate, int epoch);
        public override sealed NetGen.ScheduleState Start(NetGen.ScheduleStart start) { }
    }
    public static class Trainer
    {
        public static NetGen.Metrics Evaluate<T>(NetGen.ITrainableNetwork<T> network, NetGen.Dataset data)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static NetGen.TrainingHistory Fit<T>(NetGen.ITrainableNetwork<T> network, NetGen.Dataset data, NetGen.TrainingOptions? options = null)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static System.Threading.Tasks.Task<NetGen.TrainingHistory> FitAsync<T>(NetGen.ITrainableNetwork<T> network, NetGen.Dataset data, NetGen.TrainingOptions? options = null, System.Threading.CancellationToken cancellationToken = default)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public sealed class TrainingCanceledException : System.OperationCanceledException
    {
        public NetGen.TrainingHistory History { get; }
    }
    public sealed class TrainingDivergedException : System.Exception
    {
        public TrainingDivergedException(int epoch, int batch, double loss) { }
        public int Batch { get; }
        public int Epoch { get; }
        public NetGen.TrainingHistory History { get; }
        public double Loss { get; }
    }
    public sealed class TrainingHistory
    {
        public NetGen.EpochRecord Best { get; }
        public System.Collections.Generic.IReadOnlyList<NetGen.EpochRecord> Epochs { get; }
        public NetGen.EpochRecord Last { get; }
        public NetGen.StopReason StopReason { get; }
        public override string ToString() { }
    }
    public sealed class TrainingOptions : System.IEquatable<NetGen.TrainingOptions>
    {
        public TrainingOptions() { }
        public int AccumulateBatches { get; init; }
        public int BatchSize { get; init; }
        public System.Threading.CancellationToken CancellationToken { get; init; }
        public int CheckpointEvery { get; init; }
        public string? CheckpointPath { get; init; }
        public System.Collections.Generic.IReadOnlyList<double>? ClassWeights { get; init; }
        public double? ClipNorm { get; init; }
        public double? ClipValue { get; init; }
        public NetGen.Cluster? Cluster { get; init; }
        public NetGen.EarlyStopping? EarlyStopping { get; init; }
        public int Epochs { get; init; }
        public double L1 { get; init; }
        public double L2 { get; init; }
        public double LabelSmoothing { get; init; }
        public bool MeasureAccuracy { get; init; }
        public System.Func<NetGen.TrainingProgress, NetGen.TrainingSignal>? OnBatch { get; init; }
        public System.Func<NetGen.EpochRecord, NetGen.TrainingSignal>? OnEpoch { get; init; }
        public NetGen.Optimizer Optimizer { get; init; }
        public System.IProgress<NetGen.TrainingProgress>? Progress { get; init; }
        public bool Resume { get; init; }
        public NetGen.Schedule? Schedule { get; init; }
        public int Seed { get; init; }
        public int? Shards { get; init; }
        public bool Shuffle { get; init; }
        public int Threads { get; init; }
        public NetGen.Dataset? Validation { get; init; }
        public double? ValidationFraction { get; init; }
        public bool Equals(NetGen.TrainingOptions? other) { }
        public override int GetHashCode() { }
        public override string ToString() { }
    }
    public readonly struct TrainingProgress : System.IEquatable<NetGen.TrainingProgress>
    {
        public TrainingProgress(int Epoch, int Epochs, int Batch, int Batches, double Loss, double LearningRate, System.TimeSpan Elapsed, System.TimeSpan Remaining, NetGen.EpochRecord? Completed) { }
        public int Batch { get; init; }
        public int Batches { get; init; }
        public NetGen.EpochRecord? Completed { get; init; }
        public System.TimeSpan Elapsed { get; init; }
        public int Epoch { get; init; }
        public int Epochs { get; init; }
        public double LearningRate { get; init; }
        public double Loss { get; init; }
        public System.TimeSpan Remaining { get; init; }
        public override string ToString() { }
    }
    public enum TrainingSignal
    {
        Continue = 0,
        Stop = 1,
    }
    public static class WeightExtensions
    {
        public static void LoadWeights<T>(this NetGen.INetwork<T> network, NetGen.SafeTensorsFile file, NetGen.LoadOptions? options = null)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void LoadWeights<T>(this NetGen.INetwork<T> network, System.IO.Stream stream, NetGen.LoadOptions? options = null)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void LoadWeights<T>(this NetGen.INetwork<T> network, string path, NetGen.LoadOptions? options = null)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Save<T>(this NetGen.INetwork<T> network, System.IO.Stream stream, System.Collections.Generic.IReadOnlyDictionary<string, string>? metadata = null)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Save<T>(this NetGen.INetwork<T> network, string path, System.Collections.Generic.IReadOnlyDictionary<string, string>? metadata = null)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static System.Collections.Generic.IReadOnlyList<NetGen.SafeTensor> ToTensors<T>(this NetGen.INetwork<T> network)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public readonly ref struct WeightMatrix<T>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        public WeightMatrix(System.Span<T> values, int outputs, int inputs, bool isByNeuron = false) { }
        public int Inputs { get; }
        public T& this[int output, int input] { get; }
        public int Outputs { get; }
        public void CopyFrom(System.ReadOnlySpan<T> rows) { }
        public void CopyTo(System.Span<T> rows) { }
    }
}
namespace NetGen.CompilerServices
{
    public static class Affine
    {
        public static void Forward<T>(System.ReadOnlySpan<T> u, int uStride, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> b, System.Span<T> z, int stride, int pixels, int n)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Gradients<T>(System.ReadOnlySpan<T> delta, System.ReadOnlySpan<T> u, int uStride, System.Span<T> dgain, System.Span<T> db, bool isFirst, int stride, int pixels, int n, int lanes = 0)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void InputGradient<T>(System.ReadOnlySpan<T> delta, System.ReadOnlySpan<T> gain, System.Span<T> du, int stride, int pixels, int n, bool adds)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public sealed class AlignedArray<T>
        where T :  unmanaged
    {
        public AlignedArray(int length) { }
        public int Length { get; }
        public System.Span<T> Span { get; }
        public NetGen.CompilerServices.AlignedArray<T> Copy() { }
        public System.Span<T> Slice(int start, int length) { }
        public static System.ReadOnlySpan<T> op_Implicit(NetGen.CompilerServices.AlignedArray<T> array) { }
    }
    public static class BatchNormalization
    {
        public static void Apply<T>(System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> b, System.ReadOnlySpan<T> mean, System.ReadOnlySpan<T> r, System.Span<T> z, int pixels, int n, int threads = 1, bool rectifies = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ApplyOne<T>(System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> b, System.ReadOnlySpan<T> mean, System.ReadOnlySpan<T> r, System.Span<T> z, int pixels)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ApplyRows<T>(System.ReadOnlySpan<T> x, int xStride, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> b, System.ReadOnlySpan<T> mean, System.ReadOnlySpan<T> r, System.Span<T> z, int stride, int n, bool rectifies = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Backward<T>(System.ReadOnlySpan<T> delta, System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> mean, System.ReadOnlySpan<T> r, System.Span<T> dGain, System.Span<T> dB, bool isFirst, System.Span<T> dx, int pixels, int n, int threads = 1, bool adds = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void BackwardRows<T>(System.ReadOnlySpan<T> delta, System.ReadOnlySpan<T> x, int xStride, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> mean, System.ReadOnlySpan<T> r, System.Span<T> dGain, System.Span<T> dB, bool isFirst, System.Span<T> dx, int stride, int n, int threads = 1, bool adds = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Forward<T>(System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> b, double epsilon, System.Span<T> running, double momentum, System.Span<T> mean, System.Span<T> r, System.Span<T> z, int pixels, int n, int threads = 1, bool rectifies = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ForwardRows<T>(System.ReadOnlySpan<T> x, int xStride, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> b, double epsilon, System.Span<T> running, double momentum, System.Span<T> mean, System.Span<T> r, System.Span<T> z, int stride, int n, int threads = 1, bool rectifies = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Gradients<T>(System.ReadOnlySpan<T> delta, System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> mean, System.ReadOnlySpan<T> r, System.Span<T> dGain, System.Span<T> dB, bool isFirst, int pixels, int n, int threads = 1)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void GradientsRows<T>(System.ReadOnlySpan<T> delta, int stride, System.ReadOnlySpan<T> x, int xStride, System.ReadOnlySpan<T> mean, System.ReadOnlySpan<T> r, System.Span<T> dGain, System.Span<T> dB, bool isFirst, int n, int threads = 1)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Infer<T>(System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> b, System.ReadOnlySpan<T> running, double epsilon, System.Span<T> z, int pixels, int n, int threads = 1, bool rectifies = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void InferOne<T>(System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> b, System.ReadOnlySpan<T> running, double epsilon, System.Span<T> z, int pixels)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void InferRows<T>(System.ReadOnlySpan<T> x, int xStride, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> b, System.ReadOnlySpan<T> running, double epsilon, System.Span<T> z, int stride, int n, bool rectifies = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void InputGradient<T>(System.ReadOnlySpan<T> delta, System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> mean, System.ReadOnlySpan<T> r, System.Span<T> dx, bool isTraining, int pixels, int n, int threads = 1, bool adds = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void InputGradientRows<T>(System.ReadOnlySpan<T> delta, System.ReadOnlySpan<T> x, int xStride, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> mean, System.ReadOnlySpan<T> r, System.Span<T> dx, int stride, bool isTraining, int n, int threads = 1, bool adds = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Statistics<T>(System.ReadOnlySpan<T> running, double epsilon, System.Span<T> mean, System.Span<T> r)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public static class Batches
    {
        public static void Add<T>(System.ReadOnlySpan<T> source, int stride, System.Span<T> sum, int sumStride, int width, int n)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Copy<T>(System.ReadOnlySpan<T> source, int stride, System.Span<T> destination, int width) { }
        public static void Copy<T>(System.ReadOnlySpan<T> source, int stride, System.Span<T> destination, int destinationStride, int width, int n) { }
    }
    public static class Block
    {
        public static System.Runtime.Intrinsics.Vector256<float> Dots(NetGen.CompilerServices.Numbers<float> w, NetGen.CompilerServices.Numbers<float> rows, int size) { }
        public static void DotsInLanes(NetGen.CompilerServices.Numbers<float> w, NetGen.CompilerServices.Numbers<float> lanes, nint length, int size, NetGen.CompilerServices.Numbers<float> sums) { }
        public static System.Runtime.Intrinsics.Vector256<float> First(NetGen.CompilerServices.Numbers<float> numbers, int count) { }
        public static nint Gather(System.ReadOnlySpan<float> samples, int first, int size, NetGen.CompilerServices.Numbers<float> lanes) { }
        public static System.Runtime.Intrinsics.Vector256<float> Label(int label, int size) { }
        public static float Largest(System.Runtime.Intrinsics.Vector256<float> values, int count) { }
        public static System.Runtime.Intrinsics.Vector256<float> OfSamples(System.Runtime.Intrinsics.Vector256<float> losses, in NetGen.CompilerServices.Pass<float> pass, int first) { }
        public static void OutputGradients(in NetGen.CompilerServices.Pass<float> pass, int first, int size, NetGen.CompilerServices.Numbers<float> da) { }
        public static NetGen.CompilerServices.Numbers<float> Rows(System.ReadOnlySpan<float> samples, int first, int size, NetGen.CompilerServices.Numbers<float> room, out int count) { }
        public static void Scatter(NetGen.CompilerServices.Numbers<float> lanes, nint length, int size, System.Span<float> samples, int first) { }
        public static System.Runtime.Intrinsics.Vector256<float> Sums(System.Runtime.Intrinsics.Vector256<float> v0) { }
        public static System.Runtime.Intrinsics.Vector256<float> Sums(System.Runtime.Intrinsics.Vector256<float> v0, System.Runtime.Intrinsics.Vector256<float> v1, System.Runtime.Intrinsics.Vector256<float> v2 = default, System.Runtime.Intrinsics.Vector256<float> v3 = default) { }
        public static System.Runtime.Intrinsics.Vector256<float> Sums(System.Runtime.Intrinsics.Vector256<float> v0, System.Runtime.Intrinsics.Vector256<float> v1, System.Runtime.Intrinsics.Vector256<float> v2, System.Runtime.Intrinsics.Vector256<float> v3, System.Runtime.Intrinsics.Vector256<float> v4, System.Runtime.Intrinsics.Vector256<float> v5 = default, System.Runtime.Intrinsics.Vector256<float> v6 = default, System.Runtime.Intrinsics.Vector256<float> v7 = default) { }
        public static System.Runtime.Intrinsics.Vector256<float> Targets(System.ReadOnlySpan<float> targets, int size) { }
        public static void Targets(in NetGen.CompilerServices.Pass<float> pass, int first, int size, NetGen.CompilerServices.Numbers<float> y) { }
        public static System.Runtime.Intrinsics.Vector256<float> Weights(in NetGen.CompilerServices.Pass<float> pass, int first) { }
    }
    public static class Convolution
    {
        public static void Forward<T>(System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> W, System.ReadOnlySpan<T> b, System.Span<T> z, in NetGen.CompilerServices.SlidingWindow window, int n, int threads, bool rectifies = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ForwardOne<T>(System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> W, System.ReadOnlySpan<T> b, System.Span<T> z, in NetGen.CompilerServices.SlidingWindow window)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ForwardOnePooled<T>(System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> W, System.ReadOnlySpan<T> b, System.Span<T> a, in NetGen.CompilerServices.SlidingWindow window, bool rectifies)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ForwardPooled<T>(System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> W, System.ReadOnlySpan<T> b, System.Span<T> places, System.Span<T> a, in NetGen.CompilerServices.SlidingWindow window, int n, int threads, bool rectifies)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void InputGradient<T>(System.ReadOnlySpan<T> delta, System.ReadOnlySpan<T> W, System.Span<T> dx, in NetGen.CompilerServices.SlidingWindow window, int n, int threads, bool adds)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void SpreadPooled<T>(System.ReadOnlySpan<T> delta2, System.ReadOnlySpan<T> a, System.ReadOnlySpan<T> places, System.Span<T> delta, in NetGen.CompilerServices.SlidingWindow window, int n, int threads, bool rectifies)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void WeightGradient<T>(System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> delta, System.Span<T> dW, System.Span<T> db, in NetGen.CompilerServices.SlidingWindow window, bool isFirst, int n, int threads)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public static class Dense
    {
        public const int Padding = 16;
        public static void BiasGradient<T>(System.ReadOnlySpan<T> delta, int deltaStride, System.Span<T> db, bool isFirst, int n)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Forward<T>(System.ReadOnlySpan<T> x, int xStride, System.ReadOnlySpan<T> W, System.ReadOnlySpan<T> b, System.Span<T> z, int zStride, int n, int inputs, int outputs, int threads = 1)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void InputGradient<T>(System.ReadOnlySpan<T> delta, int deltaStride, System.ReadOnlySpan<T> W, System.Span<T> dx, int dxStride, int n, int inputs, int outputs, int threads = 1, bool adds = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void InputGradientInPlace<T>(System.ReadOnlySpan<T> delta, int deltaStride, System.ReadOnlySpan<T> W, System.Span<T> dx, int dxStride, int n, int inputs, int outputs, int threads = 1, bool adds = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Transpose<T>(System.ReadOnlySpan<T> W, System.Span<T> transposed, int stride, int inputs, int outputs)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void WeightGradient<T>(System.ReadOnlySpan<T> x, int xStride, System.ReadOnlySpan<T> delta, int deltaStride, System.Span<T> dW, bool isFirst, int n, int inputs, int outputs, int threads = 1)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public static class Functions
    {
        public static double ClampedLog(double a) { }
        public static float ClampedLog(float a) { }
        public static double Density(double z) { }
        public static float Density(float z) { }
        public static double Exp(double z) { }
        public static float Exp(float z) { }
        public static double ExpM1(double z) { }
        public static float ExpM1(float z) { }
        public static double ExpM1OfNegative(double z) { }
        public static float ExpM1OfNegative(float z) { }
        public static double ExpOfNegative(double z) { }
        public static float ExpOfNegative(float z) { }
        public static double Log(double a) { }
        public static float Log(float a) { }
        public static double LogOfSum(double a) { }
        public static float LogOfSum(float a) { }
        public static double Phi(double z) { }
        public static float Phi(float z) { }
        public static double Sigmoid(double z) { }
        public static float Sigmoid(float z) { }
        public static double Softplus(double z) { }
        public static float Softplus(float z) { }
        public static double Tanh(double z) { }
        public static float Tanh(float z) { }
    }
    public static class Guard
    {
        public static int Batch(int inputsLength, int inputSize, int otherLength, int otherSize, string otherName, int weightsLength = 0) { }
        public static void InputGradients(int length, int inputsLength) { }
        public static void Jacobian(int inputLength, int inputSize, int jacobianLength, int outputSize) { }
        public static int Labels(int inputsLength, int inputSize, System.ReadOnlySpan<int> labels, int classes, int weightsLength = 0) { }
        public static void Outputs(int length, int n, int outputSize) { }
        public static int Threads(int threads) { }
        public static void Trace(int inputLength, int inputSize, int valuesLength, int traceSize) { }
        public static void WholeBatch(int n, int perSample, int once) { }
    }
    public static class HalfByHalf
    {
        public static System.Runtime.Intrinsics.Vector512<T> Derivative<TActivation, T>(System.Runtime.Intrinsics.Vector512<T> z, System.Runtime.Intrinsics.Vector512<T> a)
            where TActivation : NetGen.IVectorActivation
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static System.Runtime.Intrinsics.Vector512<T> Value<TActivation, T>(System.Runtime.Intrinsics.Vector512<T> z)
            where TActivation : NetGen.IVectorActivation
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public interface IBatchTrace<T>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        void TraceBatch(System.ReadOnlySpan<T> inputs, System.Span<T> values);
    }
    public interface ICompiledForward<T>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        void Forward(in NetGen.CompilerServices.Pass<T> pass);
    }
    public interface ICompiledPass<T> : NetGen.CompilerServices.ICompiledForward<T>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T Backward(in NetGen.CompilerServices.Pass<T> pass);
        T Loss(in NetGen.CompilerServices.Pass<T> pass);
    }
    public interface ICompiledSample<T>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        void ForwardOne(System.ReadOnlySpan<T> parameters, System.ReadOnlySpan<T> x, System.Span<T> outputs, System.Span<T> scratch);
    }
    public interface ICompiledTrace<T>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        void Trace(in NetGen.CompilerServices.Pass<T> pass);
    }
    public interface IOnnxSource
    {
        void Describe(NetGen.CompilerServices.OnnxGraph graph);
    }
    public interface ISynchronizedNetwork<T> : NetGen.INetwork<T>, NetGen.ITrainableNetwork<T>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        NetGen.ITrainableNetwork<T> Replica();
    }
    public static class Images
    {
        public static void ClearRest<T>(System.Span<T> lanes, int size, int n)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static int Lanes<T>() { }
        public static void ToLanes<T>(System.ReadOnlySpan<T> rows, int stride, System.Span<T> lanes, int size, int n, bool adds = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ToRows<T>(System.ReadOnlySpan<T> lanes, System.Span<T> rows, int stride, int size, int n, bool adds = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static int Whole<T>(int n) { }
    }
    public readonly ref struct JacobianRows<T>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        public JacobianRows(System.ReadOnlySpan<T> input, int outputs) { }
        public int Most { get; }
        public void Dispose() { }
        public System.ReadOnlySpan<T> Inputs(int count) { }
        public System.ReadOnlySpan<T> OutputGradients(int first, int count) { }
    }
    public readonly ref struct LabelTargets<T>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        public LabelTargets(System.ReadOnlySpan<int> labels, int outputSize) { }
        public System.ReadOnlySpan<T> Values { get; }
        public void Dispose() { }
    }
    public static class LaneByLane
    {
        public static System.Runtime.Intrinsics.Vector256<T> Derivative<TActivation, T>(System.Runtime.Intrinsics.Vector256<T> z, System.Runtime.Intrinsics.Vector256<T> a)
            where TActivation : NetGen.IActivation
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static System.Runtime.Intrinsics.Vector512<T> Derivative<TActivation, T>(System.Runtime.Intrinsics.Vector512<T> z, System.Runtime.Intrinsics.Vector512<T> a)
            where TActivation : NetGen.IActivation
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static System.Runtime.Intrinsics.Vector256<T> Value<TActivation, T>(System.Runtime.Intrinsics.Vector256<T> z)
            where TActivation : NetGen.IActivation
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static System.Runtime.Intrinsics.Vector512<T> Value<TActivation, T>(System.Runtime.Intrinsics.Vector512<T> z)
            where TActivation : NetGen.IActivation
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public static class Lanes
    {
        public static void AddSums<T>(System.ReadOnlySpan<System.Runtime.Intrinsics.Vector256<T>> vectors, T factor, System.Span<T> numbers)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Gather<T>(System.ReadOnlySpan<T> samples, System.Span<System.Runtime.Intrinsics.Vector256<T>> lanes)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static System.Runtime.Intrinsics.Vector256<T> Gather<T>(System.ReadOnlySpan<T> values, int start, int stride)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void GatherRest<T>(System.ReadOnlySpan<T> samples, int first, System.Span<System.Runtime.Intrinsics.Vector256<T>> lanes, bool repeats)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static T Largest<T>(System.Runtime.Intrinsics.Vector256<T> values)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Scatter<T>(System.ReadOnlySpan<System.Runtime.Intrinsics.Vector256<T>> lanes, System.Span<T> samples)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ScatterRest<T>(System.ReadOnlySpan<System.Runtime.Intrinsics.Vector256<T>> lanes, System.Span<T> samples, int first)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static T Sum<T>(System.Runtime.Intrinsics.Vector256<T> values)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public static class LayerNormalization
    {
        public static void Forward<T>(System.ReadOnlySpan<T> x, int xStride, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> b, double epsilon, System.Span<T> xhat, System.Span<T> r, System.Span<T> z, int stride, int n)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Gradients<T>(System.ReadOnlySpan<T> delta, System.ReadOnlySpan<T> xhat, System.Span<T> dgain, System.Span<T> db, bool isFirst, int stride, int n)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void InputGradient<T>(System.ReadOnlySpan<T> delta, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> xhat, System.ReadOnlySpan<T> r, System.Span<T> dx, int stride, int n, bool adds)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public readonly struct Masks
    {
        public Masks(int seed, long step) { }
        public static NetGen.CompilerServices.Masks None { get; }
        public void Apply<T>(int layer, double rate, int sample, System.ReadOnlySpan<T> a, System.Span<T> m, System.Span<T> h, int width, int stride, int n)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public void ApplyInLanes<T>(int layer, double rate, int sample, System.ReadOnlySpan<T> a, System.Span<T> m, System.Span<T> h, int size, int n)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public void ApplyToChannels<T>(int layer, double rate, int sample, System.ReadOnlySpan<T> a, System.Span<T> m, System.Span<T> h, int channels, int pixels, int stride, int n)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public void ApplyToChannelsInLanes<T>(int layer, double rate, int sample, System.ReadOnlySpan<T> a, System.Span<T> m, System.Span<T> h, int channels, int pixels, int n)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public void Draw<T>(int layer, double rate, int sample, System.Span<System.Runtime.Intrinsics.Vector256<T>> m)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public void Draw<T>(int layer, double rate, int sample, System.Span<T> m)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public void DrawChannels<T>(int layer, double rate, int sample, System.Span<System.Runtime.Intrinsics.Vector256<T>> m, int pixels)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public void DrawChannels<T>(int layer, double rate, int sample, System.Span<T> m, int pixels)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public NetGen.CompilerServices.Masks From(int sample) { }
    }
    public readonly ref struct Numbers<T>
        where T :  unmanaged
    {
        public Numbers(System.ReadOnlySpan<T> buffer, int length) { }
        public T& this[System.IntPtr at] { get; }
        public System.Span<T> AsSpan(int length) { }
        public NetGen.CompilerServices.Numbers<T> From(nint at) { }
        public System.Runtime.Intrinsics.Vector256<T> Load(nint at) { }
        public System.Runtime.Intrinsics.Vector512<T> LoadWide(nint at) { }
        public void Store(System.Runtime.Intrinsics.Vector256<T> lanes, nint at) { }
        public void Store(System.Runtime.Intrinsics.Vector512<T> lanes, nint at) { }
    }
    public static class OneHot
    {
        public static void Write<T>(System.ReadOnlySpan<int> labels, System.Span<T> targets, int classes)
            where T :  unmanaged, System.Numerics.INumberBase<T> { }
    }
    public sealed class OnnxGraph
    {
        public NetGen.CompilerServices.OnnxOperator Node(string type, string output, params string[] inputs) { }
        public string Number(double value) { }
        public void Refuse(int layer, string activation) { }
        public string Reshaped(string tensor, params int[] shape) { }
    }
    public sealed class OnnxOperator
    {
        public NetGen.CompilerServices.OnnxOperator Float(string name, double value) { }
        public NetGen.CompilerServices.OnnxOperator Int(string name, int value) { }
        public NetGen.CompilerServices.OnnxOperator Ints(string name, params int[] values) { }
    }
    public sealed class OnnxSource
    {
        public OnnxSource(string file, string output, long fingerprint) { }
        [System.Runtime.CompilerServices.TupleElementNames(new string[] {
                "Name",
                "Value"})]
        public System.Collections.Generic.IReadOnlyList<System.ValueTuple<string, double>> Constants { get; init; }
        public System.Collections.Generic.IReadOnlyList<NetGen.CompilerServices.OnnxTensorSource> Tensors { get; init; }
        public void Load<T>(NetGen.INetwork<T> network, System.IO.Stream stream)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public void Load<T>(NetGen.INetwork<T> network, string path)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public sealed class OnnxTensorSource
    {
        public OnnxTensorSource(string parameter, string tensor, long[] shape) { }
        public double Factor { get; init; }
        public bool IsReciprocal { get; init; }
        public string Parameter { get; }
        public System.Collections.Generic.IReadOnlyList<long> Shape { get; }
        public System.Collections.Generic.IReadOnlyList<int>? Strides { get; init; }
        public string Tensor { get; }
    }
    public static class ParameterInitializer
    {
        public static void Fill<T>(NetGen.NetworkInfo info, System.Span<T> parameters, int seed)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Fill<T>(NetGen.NetworkInfo info, System.Span<T> parameters, System.Span<T> statistics, int seed)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public ref struct Pass<T>
        where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        public int Count { get; init; }
        public System.Span<T> Gradients { get; init; }
        public System.Span<T> InputGradients { get; init; }
        public System.ReadOnlySpan<T> Inputs { get; init; }
        public bool IsTraining { get; init; }
        public System.ReadOnlySpan<int> Labels { get; init; }
        public NetGen.CompilerServices.Masks Masks { get; init; }
        public T Mean { get; set; }
        public System.ReadOnlySpan<T> OutputGradients { get; init; }
        public System.Span<T> Outputs { get; init; }
        public System.ReadOnlySpan<T> Parameters { get; init; }
        public System.Span<T> Scratch { get; set; }
        public System.Span<T> Statistics { get; init; }
        public System.ReadOnlySpan<T> Targets { get; init; }
        public int Threads { get; init; }
        public System.ReadOnlySpan<T> Weights { get; init; }
        public System.ReadOnlySpan<int> LabelsOf(int first, int count) { }
        public System.ReadOnlySpan<T> TargetsOf(int first, int count, int size) { }
        public System.ReadOnlySpan<T> WeightsOf(int first, int count) { }
    }
    public static class Pooling
    {
        public static void Average<T>(System.ReadOnlySpan<T> x, System.Span<T> z, in NetGen.CompilerServices.SlidingWindow window, bool countsPadding, int n, int threads = 1)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void AverageGradient<T>(System.ReadOnlySpan<T> delta, System.Span<T> dx, in NetGen.CompilerServices.SlidingWindow window, bool countsPadding, int n, int threads = 1, bool adds = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void AverageOne<T>(System.ReadOnlySpan<T> x, System.Span<T> z, in NetGen.CompilerServices.SlidingWindow window, bool countsPadding)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Expand<T>(System.ReadOnlySpan<T> x, System.Span<T> z, int channels, int size, int n, int threads = 1)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ExpandGradient<T>(System.ReadOnlySpan<T> delta, System.Span<T> dx, int channels, int size, int n, int threads = 1, bool adds = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ExpandOne<T>(System.ReadOnlySpan<T> x, System.Span<T> z, int channels, int size)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void GlobalAverage<T>(System.ReadOnlySpan<T> x, System.Span<T> z, int stride, int channels, int size, int n, int threads = 1)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void GlobalAverageGradient<T>(System.ReadOnlySpan<T> delta, int stride, System.Span<T> dx, int channels, int size, int n, int threads = 1, bool adds = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void GlobalAverageOne<T>(System.ReadOnlySpan<T> x, System.Span<T> z, int channels, int size)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Max<T>(System.ReadOnlySpan<T> x, System.Span<T> places, System.Span<T> z, in NetGen.CompilerServices.SlidingWindow window, int n, int threads = 1)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void MaxGradient<T>(System.ReadOnlySpan<T> delta, System.ReadOnlySpan<T> places, System.Span<T> dx, in NetGen.CompilerServices.SlidingWindow window, int n, int threads = 1, bool adds = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void MaxOne<T>(System.ReadOnlySpan<T> x, System.Span<T> places, System.Span<T> z, in NetGen.CompilerServices.SlidingWindow window)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public static class Scratch
    {
        public static T Backward<TPass, T>(ref NetGen.CompilerServices.Pass<T> pass, int length)
            where TPass : NetGen.CompilerServices.ICompiledPass<T>
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Forward<TPass, T>(System.ReadOnlySpan<T> parameters, System.ReadOnlySpan<T> inputs, System.Span<T> outputs, int count, int length)
            where TPass : NetGen.CompilerServices.ICompiledForward<T>
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ForwardFew<TPass, T>(System.ReadOnlySpan<T> parameters, System.ReadOnlySpan<T> inputs, System.Span<T> outputs, int count, int length)
            where TPass : NetGen.CompilerServices.ICompiledSample<T>
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ForwardOne<TPass, T>(System.ReadOnlySpan<T> parameters, System.ReadOnlySpan<T> x, System.Span<T> outputs, int length)
            where TPass : NetGen.CompilerServices.ICompiledSample<T>
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static T Loss<TPass, T>(ref NetGen.CompilerServices.Pass<T> pass, int length)
            where TPass : NetGen.CompilerServices.ICompiledPass<T>
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Trace<TPass, T>(ref NetGen.CompilerServices.Pass<T> pass, int length)
            where TPass : NetGen.CompilerServices.ICompiledTrace<T>
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public static class ShallowCopy
    {
        public static T Of<T>(T instance)
            where T :  class { }
    }
    public static class Shards
    {
        public static T Backward<TPass, T>(ref NetGen.CompilerServices.Pass<T> pass, ref T[] scratch, int scratchLength, int least)
            where TPass : NetGen.CompilerServices.ICompiledPass<T>
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static T Loss<TPass, T>(ref NetGen.CompilerServices.Pass<T> pass, int scratchLength, int least)
            where TPass : NetGen.CompilerServices.ICompiledPass<T>
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public readonly struct SlidingWindow
    {
        public SlidingWindow(
                    int channels,
                    int height,
                    int width,
                    int filters,
                    int outHeight,
                    int outWidth,
                    int kernelHeight,
                    int kernelWidth,
                    int strideY = 1,
                    int strideX = 1,
                    int top = 0,
                    int left = 0,
                    int dilation = 1,
                    int groups = 1,
                    int? bottom = default,
                    int? right = default,
                    int? dilationX = default) { }
        public int Bottom { get; }
        public int Channels { get; }
        public int DilationX { get; }
        public int DilationY { get; }
        public int Filters { get; }
        public int Groups { get; }
        public int Height { get; }
        public int InputSize { get; }
        public int KernelHeight { get; }
        public int KernelWidth { get; }
        public int Left { get; }
        public int OutHeight { get; }
        public int OutWidth { get; }
        public int OutputSize { get; }
        public int Right { get; }
        public int StrideX { get; }
        public int StrideY { get; }
        public int Top { get; }
        public int Width { get; }
    }
    public static class Softmax
    {
        public static void Activate<T>(System.ReadOnlySpan<T> z, System.Span<T> a, int stride, int n, int width)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ActivateLog<T>(System.ReadOnlySpan<T> z, System.Span<T> a, int stride, int n, int width)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static T CrossEntropy<T>(System.ReadOnlySpan<T> z, System.ReadOnlySpan<T> targets, System.ReadOnlySpan<int> labels, System.ReadOnlySpan<T> weights, System.Span<T> delta, T mean, int stride, int n, int width)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void OutputDelta<T>(System.ReadOnlySpan<T> a, System.ReadOnlySpan<T> da, System.Span<T> delta, int stride, int n, int width)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void OutputDeltaOfLog<T>(System.ReadOnlySpan<T> a, System.ReadOnlySpan<T> da, System.Span<T> delta, int stride, int n, int width)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public static class Standardization
    {
        public static void Apply<T>(System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> mean, System.ReadOnlySpan<T> scale, System.Span<T> xhat, int stride, int n)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ApplyToChannels<T>(System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> mean, System.ReadOnlySpan<T> scale, System.Span<T> xhat, int channels, int pixels, int stride, int n)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public static class SynchronizedBatchNormalization
    {
        public static void Backward<T>(System.ReadOnlySpan<T> delta, System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> mean, System.ReadOnlySpan<T> r, System.Span<T> dGain, System.Span<T> dB, bool isFirst, System.Span<T> dx, int pixels, int n, int threads = 1, bool adds = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void BackwardRows<T>(System.ReadOnlySpan<T> delta, System.ReadOnlySpan<T> x, int xStride, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> mean, System.ReadOnlySpan<T> r, System.Span<T> dGain, System.Span<T> dB, bool isFirst, System.Span<T> dx, int stride, int n, int threads = 1, bool adds = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void Forward<T>(System.ReadOnlySpan<T> x, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> b, double epsilon, System.Span<T> running, double momentum, System.Span<T> mean, System.Span<T> r, System.Span<T> z, int pixels, int n, int threads = 1, bool rectifies = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
        public static void ForwardRows<T>(System.ReadOnlySpan<T> x, int xStride, System.ReadOnlySpan<T> gain, System.ReadOnlySpan<T> b, double epsilon, System.Span<T> running, double momentum, System.Span<T> mean, System.Span<T> r, System.Span<T> z, int stride, int n, int threads = 1, bool rectifies = false)
            where T :  unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> { }
    }
    public static class VectorFunctions
    {
        public static System.Runtime.Intrinsics.Vector256<double> ClampedLog(System.Runtime.Intrinsics.Vector256<double> a) { }
        public static System.Runtime.Intrinsics.Vector256<float> ClampedLog(System.Runtime.Intrinsics.Vector256<float> a) { }
        public static System.Runtime.Intrinsics.Vector256<double> Density(System.Runtime.Intrinsics.Vector256<double> z) { }
        public static System.Runtime.Intrinsics.Vector256<float> Density(System.Runtime.Intrinsics.Vector256<float> z) { }
        public static System.Runtime.Intrinsics.Vector256<double> Exp(System.Runtime.Intrinsics.Vector256<double> z) { }
        public static System.Runtime.Intrinsics.Vector256<float> Exp(System.Runtime.Intrinsics.Vector256<float> z) { }
        public static System.Runtime.Intrinsics.Vector256<double> ExpM1(System.Runtime.Intrinsics.Vector256<double> z) { }
        public static System.Runtime.Intrinsics.Vector256<float> ExpM1(System.Runtime.Intrinsics.Vector256<float> z) { }
        public static System.Runtime.Intrinsics.Vector256<double> ExpM1OfNegative(System.Runtime.Intrinsics.Vector256<double> z) { }
        public static System.Runtime.Intrinsics.Vector256<float> ExpM1OfNegative(System.Runtime.Intrinsics.Vector256<float> z) { }
        public static System.Runtime.Intrinsics.Vector256<double> ExpOfNegative(System.Runtime.Intrinsics.Vector256<double> z) { }
        public static System.Runtime.Intrinsics.Vector256<float> ExpOfNegative(System.Runtime.Intrinsics.Vector256<float> z) { }
        public static System.Runtime.Intrinsics.Vector256<double> Fma(System.Runtime.Intrinsics.Vector256<double> a, System.Runtime.Intrinsics.Vector256<double> b, System.Runtime.Intrinsics.Vector256<double> c) { }
        public static System.Runtime.Intrinsics.Vector256<float> Fma(System.Runtime.Intrinsics.Vector256<float> a, System.Runtime.Intrinsics.Vector256<float> b, System.Runtime.Intrinsics.Vector256<float> c) { }
        public static System.Runtime.Intrinsics.Vector256<double> Log(System.Runtime.Intrinsics.Vector256<double> a) { }
        public static System.Runtime.Intrinsics.Vector256<float> Log(System.Runtime.Intrinsics.Vector256<float> a) { }
        public static System.Runtime.Intrinsics.Vector256<double> LogOfSum(System.Runtime.Intrinsics.Vector256<double> a) { }
        public static System.Runtime.Intrinsics.Vector256<float> LogOfSum(System.Runtime.Intrinsics.Vector256<float> a) { }
        public static System.Runtime.Intrinsics.Vector256<double> Phi(System.Runtime.Intrinsics.Vector256<double> z) { }
        public static System.Runtime.Intrinsics.Vector256<float> Phi(System.Runtime.Intrinsics.Vector256<float> z) { }
        public static System.Runtime.Intrinsics.Vector256<double> Sigmoid(System.Runtime.Intrinsics.Vector256<double> z) { }
        public static System.Runtime.Intrinsics.Vector256<float> Sigmoid(System.Runtime.Intrinsics.Vector256<float> z) { }
        public static System.Runtime.Intrinsics.Vector256<double> Softplus(System.Runtime.Intrinsics.Vector256<double> z) { }
        public static System.Runtime.Intrinsics.Vector256<float> Softplus(System.Runtime.Intrinsics.Vector256<float> z) { }
        public static System.Runtime.Intrinsics.Vector256<double> Tanh(System.Runtime.Intrinsics.Vector256<double> z) { }
        public static System.Runtime.Intrinsics.Vector256<float> Tanh(System.Runtime.Intrinsics.Vector256<float> z) { }
    }
    public static class WideFunctions
    {
        public static System.Runtime.Intrinsics.Vector512<double> ClampedLog(System.Runtime.Intrinsics.Vector512<double> a) { }
        public static System.Runtime.Intrinsics.Vector512<float> ClampedLog(System.Runtime.Intrinsics.Vector512<float> a) { }
        public static System.Runtime.Intrinsics.Vector512<double> Density(System.Runtime.Intrinsics.Vector512<double> z) { }
        public static System.Runtime.Intrinsics.Vector512<float> Density(System.Runtime.Intrinsics.Vector512<float> z) { }
        public static System.Runtime.Intrinsics.Vector512<double> Exp(System.Runtime.Intrinsics.Vector512<double> z) { }
        public static System.Runtime.Intrinsics.Vector512<float> Exp(System.Runtime.Intrinsics.Vector512<float> z) { }
        public static System.Runtime.Intrinsics.Vector512<double> ExpM1(System.Runtime.Intrinsics.Vector512<double> z) { }
        public static System.Runtime.Intrinsics.Vector512<float> ExpM1(System.Runtime.Intrinsics.Vector512<float> z) { }
        public static System.Runtime.Intrinsics.Vector512<double> ExpM1OfNegative(System.Runtime.Intrinsics.Vector512<double> z) { }
        public static System.Runtime.Intrinsics.Vector512<float> ExpM1OfNegative(System.Runtime.Intrinsics.Vector512<float> z) { }
        public static System.Runtime.Intrinsics.Vector512<double> ExpOfNegative(System.Runtime.Intrinsics.Vector512<double> z) { }
        public static System.Runtime.Intrinsics.Vector512<float> ExpOfNegative(System.Runtime.Intrinsics.Vector512<float> z) { }
        public static System.Runtime.Intrinsics.Vector512<double> Fma(System.Runtime.Intrinsics.Vector512<double> a, System.Runtime.Intrinsics.Vector512<double> b, System.Runtime.Intrinsics.Vector512<double> c) { }
        public static System.Runtime.Intrinsics.Vector512<float> Fma(System.Runtime.Intrinsics.Vector512<float> a, System.Runtime.Intrinsics.Vector512<float> b, System.Runtime.Intrinsics.Vector512<float> c) { }
        public static System.Runtime.Intrinsics.Vector512<double> Log(System.Runtime.Intrinsics.Vector512<double> a) { }
        public static System.Runtime.Intrinsics.Vector512<float> Log(System.Runtime.Intrinsics.Vector512<float> a) { }
        public static System.Runtime.Intrinsics.Vector512<double> LogOfSum(System.Runtime.Intrinsics.Vector512<double> a) { }
        public static System.Runtime.Intrinsics.Vector512<float> LogOfSum(System.Runtime.Intrinsics.Vector512<float> a) { }
        public static System.Runtime.Intrinsics.Vector512<double> Phi(System.Runtime.Intrinsics.Vector512<double> z) { }
        public static System.Runtime.Intrinsics.Vector512<float> Phi(System.Runtime.Intrinsics.Vector512<float> z) { }
        public static System.Runtime.Intrinsics.Vector512<double> Sigmoid(System.Runtime.Intrinsics.Vector512<double> z) { }
        public static System.Runtime.Intrinsics.Vector512<float> Sigmoid(System.Runtime.Intrinsics.Vector512<float> z) { }
        public static System.Runtime.Intrinsics.Vector512<double> Softplus(System.Runtime.Intrinsics.Vector512<double> z) { }
        public static System.Runtime.Intrinsics.Vector512<float> Softplus(System.Runtime.Intrinsics.Vector512<float> z) { }
        public static System.Runtime.Intrinsics.Vector512<double> Tanh(System.Runtime.Intrinsics.Vector512<double> z) { }
        public static System.Runtime.Intrinsics.Vector512<float> Tanh(System.Runtime.Intrinsics.Vector512<float> z) { }
    }
}
