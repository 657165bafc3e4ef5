namespace NetGen;

/// <summary>
/// The types that numbers can have in a safetensors file, named and ordered as the format does: by rising alignment.
/// Weights can be loaded from <see cref="BF16"/>, <see cref="F16"/>, <see cref="F32"/> and <see cref="F64"/>.
/// </summary>
public enum SafeTensorType
{
    /// <summary>A truth value in a byte.</summary>
    BOOL,

    /// <summary>Floating point in 4 bits.</summary>
    F4,

    /// <summary>Floating point in 6 bits, 2 of them exponent and 3 mantissa.</summary>
    F6_E2M3,

    /// <summary>Floating point in 6 bits, 3 of them exponent and 2 mantissa.</summary>
    F6_E3M2,

    /// <summary>An unsigned integer of 8 bits.</summary>
    U8,

    /// <summary>An integer of 8 bits.</summary>
    I8,

    /// <summary>Floating point in 8 bits, 5 of them exponent and 2 mantissa.</summary>
    F8_E5M2,

    /// <summary>Floating point in 8 bits, 4 of them exponent and 3 mantissa.</summary>
    F8_E4M3,

    /// <summary>A power of two in 8 bits, all of them exponent.</summary>
    F8_E8M0,

    /// <summary><see cref="F8_E4M3"/> without infinities and without a negative zero.</summary>
    F8_E4M3FNUZ,

    /// <summary><see cref="F8_E5M2"/> without infinities and without a negative zero.</summary>
    F8_E5M2FNUZ,

    /// <summary>An integer of 16 bits.</summary>
    I16,

    /// <summary>An unsigned integer of 16 bits.</summary>
    U16,

    /// <summary>Half precision: <see cref="System.Half"/>.</summary>
    F16,

    /// <summary>The upper half of an <see cref="F32"/>.</summary>
    BF16,

    /// <summary>An integer of 32 bits.</summary>
    I32,

    /// <summary>An unsigned integer of 32 bits.</summary>
    U32,

    /// <summary>Single precision: <see cref="float"/>.</summary>
    F32,

    /// <summary>A complex number of two <see cref="F32"/>.</summary>
    C64,

    /// <summary>Double precision: <see cref="double"/>.</summary>
    F64,

    /// <summary>An integer of 64 bits.</summary>
    I64,

    /// <summary>An unsigned integer of 64 bits.</summary>
    U64,
}
