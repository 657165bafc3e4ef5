using Microsoft.AspNetCore.Http.HttpResults;
using NetGen;

namespace NetGen_Api;

/// <summary>One flower: length and width of its sepals, length and width of its petals, in cm.</summary>
public sealed record PredictionRequest(float[]? Inputs);

/// <summary>The most probable species, and the probability of each.</summary>
public sealed record PredictionResponse(string Species, float[] Probabilities);

internal static class Prediction
{
    public static Results<Ok<PredictionResponse>, ValidationProblem> Of(IrisNet net, PredictionRequest request)
    {
        if (Fault(request.Inputs) is { } fault)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["inputs"] = [fault] });

        // The network allocates nothing: this array is the answer.
        var probabilities = new float[IrisNet.OutputSize];
        net.Forward(request.Inputs, probabilities);
        int best = Array.IndexOf(probabilities, probabilities.Max());
        return TypedResults.Ok(new PredictionResponse(IrisNet.Species[best], probabilities));
    }

    private static string? Fault(float[]? inputs)
    {
        if (inputs is null || inputs.Length != IrisNet.InputSize)
            return $"Expected {IrisNet.InputSize} numbers, but got {inputs?.Length ?? 0}.";

        int index = Array.FindIndex(inputs, input => !float.IsFinite(input));
        return index < 0 ? null : $"Expected finite numbers, but number {index + 1} is {inputs[index]}.";
    }
}
