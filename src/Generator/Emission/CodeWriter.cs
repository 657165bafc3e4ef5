using System;
using System.Collections.Generic;
using System.Text;
using NetGen.Generator.Functions;

namespace NetGen.Generator.Emission;

/// <summary>Prints lines with indentation and LF endings.</summary>
/// <param name="number">The number type of the file.</param>
internal sealed class CodeWriter(Number number)
{
    private const int WrapColumn = 110;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>The number type of the file.</summary>
    public Number Number { get; } = number;

    /// <summary>An empty line, unless the line before is empty or ends with an opening brace.</summary>
    public void Line()
    {
        int end = _text.Length;
        bool afterBrace = end >= 2 && _text[end - 2] == '{';
        bool afterBlank = end >= 2 && _text[end - 1] == '\n' && _text[end - 2] == '\n';
        if (end > 0 && !afterBrace && !afterBlank)
            _text.Append('\n');
    }

    public void Line(string text) => _text.Append(' ', 4 * _depth).Append(text).Append('\n');

    /// <summary>Several lines at the current depth.</summary>
    public void Lines(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            if (line.Length == 0)
                Line();
            else
                Line(line);
        }
    }

    /// <summary>A header and a block in braces. Disposing the result closes the block.</summary>
    public Scope Block(string header)
    {
        Line(header);
        return Block();
    }

    /// <summary>A block without a header.</summary>
    public Scope Block()
    {
        Line("{");
        _depth++;
        return new Scope(this, "}");
    }

    /// <summary>The braces of an initializer, with what follows the closing one.</summary>
    public Scope Initializer(string end)
    {
        Line("{");
        _depth++;
        return new Scope(this, "}" + end);
    }

    /// <summary>A header with one indented statement and no braces.</summary>
    public void Single(string header, string statement)
    {
        Line(header);
        _depth++;
        Line(statement);
        _depth--;
    }

    /// <summary>A sum, broken into lines if it is long.</summary>
    public void Sum(string start, IReadOnlyList<string> terms, string end) =>
        Wrapped(start, terms.Count == 1 ? [Expression.Unwrap(terms[0])] : terms, " + ", end);

    /// <summary>A list with separators, broken into lines if it is long.</summary>
    public void Wrapped(string start, IReadOnlyList<string> items, string separator, string end)
    {
        string line = start;
        for (int i = 0; i < items.Count; i++)
        {
            line += items[i] + (i == items.Count - 1 ? end : separator);
            if (i == items.Count - 1 || line.Length + items[i + 1].Length > WrapColumn)
            {
                Line(line.TrimEnd());
                line = "    ";
            }
        }
    }

    public override string ToString() => _text.ToString();

    internal readonly struct Scope(CodeWriter writer, string end) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line(end);
        }
    }
}
