using System;
using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>
/// Reads the JSON of a header token by token. A header is two levels deep and all its numbers are sizes, so a
/// small reader suffices. The generator shares it, and no nesting can overflow its stack.
/// </summary>
internal sealed class HeaderText(string text, string file)
{
    private int _at;

    public SafeTensorsException Fault(string message) => new(file, message);

    /// <summary>Starts an object. Returns whether it has a member, whose <see cref="Name"/> and value come next.</summary>
    public bool BeginsObject() => Begins('{', '}');

    /// <summary>Called after a member: returns whether the object has another one.</summary>
    public bool ContinuesObject() => Continues('}');

    /// <summary>Starts an array. Returns whether it has an element, which comes next.</summary>
    public bool BeginsArray() => Begins('[', ']');

    /// <summary>Called after an element: returns whether the array has another one.</summary>
    public bool ContinuesArray() => Continues(']');

    /// <summary>Reads the name of a member.</summary>
    public string Name()
    {
        string name = String();
        Take(':');
        return name;
    }

    public string String()
    {
        Take('"');
        StringBuilder? value = null;
        while (true)
        {
            int run = _at;
            while (_at < text.Length && text[_at] is not ('"' or '\\') && text[_at] >= ' ')
                _at++;

            if (_at == text.Length || text[_at] < ' ')
                throw Unexpected("the end of a string");

            bool isEnd = text[_at] == '"';
            if (isEnd && value is null)
                return text.Substring(run, _at++ - run);

            value ??= new StringBuilder();
            value.Append(text, run, _at - run);
            if (isEnd)
            {
                _at++;
                return value.ToString();
            }

            Escape(value);
        }
    }

    /// <summary>Reads an integer of 0 or more, without sign, fraction and exponent.</summary>
    public long Size()
    {
        SkipSpace();
        int start = _at;
        long value = 0;
        while (_at < text.Length && text[_at] is >= '0' and <= '9')
        {
            int digit = text[_at] - '0';
            if (value > (long.MaxValue - digit) / 10)
                throw Fault($"Expected a number below 2^63 at character {start} of the header, but got more.");

            value = value * 10 + digit;
            _at++;
        }

        // The character after the number is checked here, so that 1.5 and 1e3 are not read as 1.
        bool hasLeadingZero = _at > start + 1 && text[start] == '0';
        if (_at == start || hasLeadingZero || (_at < text.Length && text[_at] is '.' or 'e' or 'E'))
        {
            _at = start;
            throw Unexpected("an integer of 0 or more");
        }

        return value;
    }

    /// <summary>Throws unless only padding is left.</summary>
    public void End()
    {
        SkipSpace();
        if (_at < text.Length)
            throw Unexpected("only spaces");
    }

    private void Escape(StringBuilder value)
    {
        char first = Unit();
        if (char.IsLowSurrogate(first) || (char.IsHighSurrogate(first) && !(_at < text.Length && text[_at] == '\\')))
            throw Unexpected("a surrogate pair");

        value.Append(first);
        if (!char.IsHighSurrogate(first))
            return;

        char second = Unit();
        if (!char.IsLowSurrogate(second))
            throw Unexpected("a surrogate pair");

        value.Append(second);
    }

    /// <summary>Reads an escape: a UTF-16 code unit.</summary>
    private char Unit()
    {
        _at++;
        char kind = _at < text.Length ? text[_at] : '\0';
        if (kind == 'u' && _at + 4 < text.Length && IsHex(_at + 1) && IsHex(_at + 2) && IsHex(_at + 3) && IsHex(_at + 4))
        {
            _at += 5;
            return (char)int.Parse(text.Substring(_at - 4, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        const string kinds = "\"\\/bfnrt", values = "\"\\/\b\f\n\r\t";
        int index = kinds.IndexOf(kind);
        if (index < 0)
            throw Unexpected("a JSON escape");

        _at++;
        return values[index];
    }

    private bool IsHex(int at) => text[at] is >= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F';

    private bool Begins(char first, char last)
    {
        Take(first);
        return !TryTake(last);
    }

    private bool Continues(char last)
    {
        if (TryTake(','))
            return true;

        Take(last);
        return false;
    }

    private void Take(char token)
    {
        if (!TryTake(token))
            throw Unexpected($"'{token}'");
    }

    private bool TryTake(char token)
    {
        SkipSpace();
        if (_at == text.Length || text[_at] != token)
            return false;

        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n')
            _at++;
    }

    private SafeTensorsException Unexpected(string expected) =>
        Fault($"Expected {expected} at character {_at} of the header, but {(_at >= text.Length ? "it ends there" : text[_at] < ' ' ? $"got the control character {(int)text[_at]}" : $"got '{text[_at]}'")}.");
}
