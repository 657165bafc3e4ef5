using NetGen;

namespace NetGen_App;

/// <summary>Four measures of a flower to the probabilities of three species.</summary>
[Network(4, Loss = Loss.CrossEntropy)]
[Standardize]
[Dense(8, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
public sealed partial class IrisNet;
