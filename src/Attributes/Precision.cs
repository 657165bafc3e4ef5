namespace NetGen;

/// <summary>The number type a network is compiled for.</summary>
public enum Precision
{
    /// <summary><see cref="float"/>: 32 bits, about 7 decimal digits.</summary>
    Single,

    /// <summary><see cref="double"/>: 64 bits, about 16 decimal digits.</summary>
    Double,
}
