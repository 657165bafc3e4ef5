namespace Iris;

/// <summary>The network at one moment of its training.</summary>
/// <param name="Epoch">The number of epochs behind it.</param>
/// <param name="Accuracy">The part of the test flowers that it gets right.</param>
/// <param name="Map">Its probabilities for each pixel of the map.</param>
internal sealed record Panel(int Epoch, double Accuracy, float[] Map);
