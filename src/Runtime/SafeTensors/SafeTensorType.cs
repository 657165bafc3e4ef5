namespace NetGen;

/// <summary>
/// The number types of the safetensors format, with its names and in its order, by ascending alignment.
/// Weights can be loaded from <see cref="BF16"/>, <see cref="F16"/>, <see cref="F32"/> and <see cref="F64"/>.
/// </summary>
public enum SafeTensorType
{
    /// <summary>A Boolean in one byte.</summary>
    BOOL,

    /// <summary>A 4-bit floating-point number.</summary>
    F4,

    /// <summary>A 6-bit floating-point number with 2 bits of exponent and 3 of mantissa.</summary>
    F6_E2M3,

    /// <summary>A 6-bit floating-point number with 3 bits of exponent and 2 of mantissa.</summary>
    F6_E3M2,

    /// <summary>An unsigned 8-bit integer.</summary>
    U8,

    /// <summary>A signed 8-bit integer.</summary>
    I8,

    /// <summary>An 8-bit floating-point number with 5 bits of exponent and 2 of mantissa.</summary>
    F8_E5M2,

    /// <summary>An 8-bit floating-point number with 4 bits of exponent and 3 of mantissa.</summary>
    F8_E4M3,

    /// <summary>A power of two in 8 bits of exponent.</summary>
    F8_E8M0,

    /// <summary><see cref="F8_E4M3"/> without infinities and without a negative zero.</summary>
    F8_E4M3FNUZ,

    /// <summary><see cref="F8_E5M2"/> without infinities and without a negative zero.</summary>
    F8_E5M2FNUZ,

    /// <summary>A signed 16-bit integer.</summary>
    I16,

    /// <summary>An unsigned 16-bit integer.</summary>
    U16,

    /// <summary>Half precision: <see cref="System.Half"/>.</summary>
    F16,

    /// <summary>The upper half of an <see cref="F32"/>.</summary>
    BF16,

    /// <summary>A signed 32-bit integer.</summary>
    I32,

    /// <summary>An unsigned 32-bit integer.</summary>
    U32,

    /// <summary>Single precision: <see cref="float"/>.</summary>
    F32,

    /// <summary>A complex number of two <see cref="F32"/>.</summary>
    C64,

    /// <summary>Double precision: <see cref="double"/>.</summary>
    F64,

    /// <summary>A signed 64-bit integer.</summary>
    I64,

    /// <summary>An unsigned 64-bit integer.</summary>
    U64,
}
