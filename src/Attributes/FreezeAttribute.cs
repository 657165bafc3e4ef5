using System.Diagnostics;

namespace NetGen;

/// <summary>
/// Freezes all layers above it: training leaves their parameters as they are. It stands between the layers of a trained backbone and those of
/// a new head, which alone is trained (fine-tuning). Above and below are meant by the order of the attributes.
/// <para>
/// Frozen parameters have no gradients, and <c>Backward</c> computes no delta below the first trained layer, unless dL/dx is requested. They are
/// part of <c>Statistics</c>, not of <c>Parameters</c>; in files they have the same names as without <c>[Freeze]</c>. A frozen
/// <see cref="BatchNormAttribute"/> uses its running mean and variance in training and does not update them. A <see cref="DropoutAttribute"/>
/// above <c>[Freeze]</c> drops nothing. <see cref="StandardizeAttribute"/> is not affected.
/// </para>
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Conditional(NetworkAttribute.KeepAttributes)]
public sealed class FreezeAttribute : Attribute;
