using System;
using System.Globalization;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu.Text;

/// <summary>Writes loops over one row of constant width: vectors, then the rest one by one, so that nothing past the row is touched.</summary>
internal sealed class RowLoops(SourceWriter writer, ElementType element, int width)
{
    private string Width => width.ToString(CultureInfo.InvariantCulture);

    /// <summary>A loop without a result.</summary>
    public void Each(Action<Target> body)
    {
        using (writer.Block())
        {
            writer.Line("nuint i = 0;");
            ElementLoop.VectorLoops(writer, element, Width, body);
            ElementLoop.TailLoop(writer, new Target(Isa.Scalar, element), Width, body);
        }

        writer.Line();
    }

    /// <summary>The sum of what <paramref name="term"/> returns, in a new local.</summary>
    public void Sum(string name, Func<Target, string> term)
    {
        writer.Line($"{element.Keyword()} {name} = {element.Literal(0)};");
        using (writer.Block())
        {
            void Body(Target target) => writer.Line($"{target.Type} term = {term(target)};");
            writer.Line("nuint i = 0;");
            ElementLoop.VectorLoops(writer, element, Width, Body, name);
            ElementLoop.TailLoop(writer, new Target(Isa.Scalar, element), Width, Body, name);
        }

        writer.Line();
    }

    /// <summary>The largest of what <paramref name="value"/> returns, in a new local.</summary>
    public void Max(string name, Func<Target, string> value)
    {
        string keyword = element.Keyword();
        writer.Line($"{keyword} {name} = {keyword}.NegativeInfinity;");
        using (writer.Block($"for (nuint i = 0; i < {Width}; i++)"))
        {
            writer.Line($"{name} = {keyword}.Max({name}, {value(new Target(Isa.Scalar, element))});");
        }

        writer.Line();
    }

    /// <summary>Moves references to the next row.</summary>
    public void Advance(params string[] references)
    {
        foreach (string reference in references)
        {
            writer.Line($"{reference} = ref Unsafe.Add(ref {reference}, {Width});");
        }
    }
}
