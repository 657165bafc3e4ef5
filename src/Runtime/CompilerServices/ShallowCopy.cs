using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.CompilerServices;

/// <summary>Copies a network field by field, whatever members its class declares. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ShallowCopy
{
    /// <summary>Returns the result of <see cref="object.MemberwiseClone"/>, even if the class has a member with that name.</summary>
    /// <typeparam name="T">The static type of the object.</typeparam>
    /// <param name="instance">The object.</param>
    /// <returns>An object of the same class, whose fields have the same values.</returns>
    public static T Of<T>(T instance)
        where T : class => (T)Clone(instance);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "MemberwiseClone")]
    private static extern object Clone(object instance);
}
