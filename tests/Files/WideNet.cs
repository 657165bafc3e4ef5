namespace NetGen.Files;

/// <summary>A network whose files take several writes.</summary>
[Network(16, Loss = Loss.CrossEntropy)]
[Dense(1024, Activation.ReLU)]
[Dense(4, Activation.Softmax)]
public sealed partial class WideNet;
