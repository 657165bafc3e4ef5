namespace NetGen;

/// <summary>What configurations of a search are compared by.</summary>
public enum SearchScore
{
    /// <summary>The mean loss over a fold's samples (<see cref="Metrics.Loss"/>): the lowest is best.</summary>
    Loss,

    /// <summary>The accuracy on a fold (<see cref="Metrics.Accuracy"/>): the highest is best.</summary>
    Accuracy,
}
