using System;
using System.Collections.Generic;
using System.Text;
using DeepNet.Generators.Expressions;

namespace DeepNet.Generators.Text;

/// <summary>Writes indented source text with <c>\n</c> line ends.</summary>
internal sealed class SourceWriter
{
    private const int IndentWidth = 4;
    private const int LineLength = 140;
    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>
    /// Whether each kernel's scalar twin is written beside it: the same formula, one element at a time, with which tests compare the kernel. Users' assemblies have none.
    /// </summary>
    public bool HasTwins { get; init; }

    /// <summary>Writes one or more lines, each indented; an empty line stays empty.</summary>
    public SourceWriter Line(string text = "")
    {
        foreach (string line in text.Split('\n'))
        {
            string trimmed = line.TrimEnd('\r');
            if (trimmed.Length > 0)
            {
                _text.Append(' ', _indent * IndentWidth).Append(trimmed);
            }

            _text.Append('\n');
        }

        return this;
    }

    /// <summary>Writes lines of XML documentation.</summary>
    public void Documentation(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Line("/// " + line);
        }
    }

    /// <summary>Writes a private constant.</summary>
    public SourceWriter Constant(string name, int value) => Line(FormattableString.Invariant($"private const int {name} = {value};"));

    /// <summary>Writes constants of a nested class as one list.</summary>
    /// <param name="type">Their C# keyword.</param>
    /// <param name="constants">Name and value of each, and the shape of what lies there, or nothing.</param>
    public void Constants(string type, IReadOnlyList<(string Name, long Value, string Shape)> constants)
    {
        Line($"internal const {type}");
        using (Indented())
        {
            for (int i = 0; i < constants.Count; i++)
            {
                (string name, long value, string shape) = constants[i];
                Line(FormattableString.Invariant($"{name} = {value}{(i == constants.Count - 1 ? ";" : ",")}{(shape.Length > 0 ? " // " : "")}{shape}"));
            }
        }
    }

    /// <summary>Writes a call; if it is too long for one line, its arguments follow on lines of their own, as many on each as fit.</summary>
    public SourceWriter Call(string function, IReadOnlyList<string> arguments, string end = ");")
    {
        string whole = $"{function}({string.Join(", ", arguments)}{end}";
        if (_indent * IndentWidth + whole.Length <= LineLength)
        {
            return Line(whole);
        }

        Line(function + "(");
        _indent++;
        string line = "";
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i] + (i == arguments.Count - 1 ? end : ",");
            if (line.Length > 0 && _indent * IndentWidth + line.Length + 1 + argument.Length > LineLength)
            {
                Line(line);
                line = "";
            }

            line += line.Length == 0 ? argument : " " + argument;
        }

        Line(line);
        _indent--;
        return this;
    }

    /// <summary>Writes a header line (if any) and a brace or bracket; disposing the result closes it.</summary>
    public Scope Block(string header = "", string close = "}", string open = "{")
    {
        if (header.Length > 0)
        {
            Line(header);
        }

        Line(open);
        _indent++;
        return new Scope(this, close);
    }

    /// <summary>
    /// Writes the header of a method and begins its body; disposing the result closes it. Integers wrap around in every body, whatever the
    /// project sets for overflow: kernels rely on it, and checks would slow their loops down.
    /// </summary>
    /// <remarks>On the line of the brace, because one more level of indentation would be 7 % of the text.</remarks>
    public Scope Method(string header) => Block(header, "} }", "{ unchecked {");

    public Scope Indented()
    {
        _indent++;
        return new Scope(this, null);
    }

    public override string ToString() =>
        _indent == 0 ? _text.ToString() : throw new InvalidOperationException($"{_indent} blocks are still open.");

    internal readonly struct Scope(SourceWriter writer, string? close) : IDisposable
    {
        public void Dispose()
        {
            writer._indent--;
            if (close is not null)
            {
                // What would have followed an empty line may not have been written.
                if (writer._text.Length > 1 && writer._text[writer._text.Length - 2] == '\n')
                {
                    writer._text.Length--;
                }

                writer.Line(close);
            }
        }
    }
}
