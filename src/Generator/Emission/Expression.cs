namespace NetGen.Generator.Emission;

/// <summary>C# expressions, formatted as a person would write them.</summary>
internal static class Expression
{
    /// <summary>The place <paramref name="k"/> in row <paramref name="i"/> of rows of <paramref name="size"/>: <c>i * 2 + 1</c>, or <c>i</c>.</summary>
    public static string Index(string i, int size, int k = 0) =>
        Times(i, size) + (k == 0 ? "" : $" + {k}");

    /// <summary>A count times a constant: <c>n * 32</c>, <c>n</c> or <c>0</c>.</summary>
    public static string Times(string count, int factor) =>
        factor == 0 || count == "0" ? "0" : factor == 1 ? count : count.Contains(" ") && !count.EndsWith(")") ? $"({count}) * {factor}" : $"{count} * {factor}";

    /// <summary>A constant and a sum: <c>320 + m * 32</c>, or whichever of the two is not 0.</summary>
    public static string Plus(int constant, string count) =>
        constant == 0 ? count : count == "0" ? $"{constant}" : $"{constant} + {count}";

    /// <summary>As a factor of a product: in parentheses, unless it is a single term or a product that begins with parentheses.</summary>
    public static string Factor(string expression) =>
        expression.Contains(" ") && (expression[0] != '(' || HasSum(expression)) ? $"({expression})" : expression;

    /// <summary>Without the outer parentheses, which a right-hand side does not need.</summary>
    public static string Unwrap(string expression)
    {
        if (expression[0] != '(')
            return expression;

        int depth = 0;
        for (int i = 0; i < expression.Length; i++)
        {
            depth += expression[i] == '(' ? 1 : expression[i] == ')' ? -1 : 0;
            if (depth == 0)
                return i == expression.Length - 1 ? expression.Substring(1, i - 1) : expression;
        }

        return expression;
    }

    /// <summary>Whether it adds or subtracts anything outside of parentheses and brackets.</summary>
    private static bool HasSum(string expression)
    {
        int depth = 0;
        for (int i = 0; i < expression.Length; i++)
        {
            depth += expression[i] is '(' or '[' ? 1 : expression[i] is ')' or ']' ? -1 : 0;
            if (depth == 0 && i > 0 && expression[i] is '+' or '-' && expression[i - 1] == ' ')
                return true;
        }

        return false;
    }
}
