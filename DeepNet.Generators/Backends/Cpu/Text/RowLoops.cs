using System;
using System.Globalization;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

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

    /// <summary>The sum of what <paramref name="term"/> returns, in a new local. Wide rows are summed in blocks.</summary>
    public void Sum(string name, Func<Target, string> term)
    {
        void Body(Target target) => writer.Line($"{target.Type} term = {term(target)};");
        if (width > ElementLoop.SumBlock)
        {
            writer.Line($"double {name}Total = 0;");
            using (writer.Block())
            {
                writer.Line("nuint i = 0;");
                ElementLoop.BlockSums(writer, element, Width, Body, name + "Total");
            }

            writer.Line().Line($"{element.Keyword()} {name} = {(element.IsDouble ? "" : "(float)")}{name}Total;");
            return;
        }

        writer.Line($"{element.Keyword()} {name} = {element.Literal(0)};");
        using (writer.Block())
        {
            writer.Line("nuint i = 0;");
            ElementLoop.VectorLoops(writer, element, Width, Body, name);
            ElementLoop.TailLoop(writer, new Target(Isa.Scalar, element), Width, Body, name);
        }

        writer.Line();
    }

    /// <summary>
    /// Sums the squares of what <paramref name="term"/> returns again, in a local <c>scaled</c>, where they have left the range of the element type: of numbers times a
    /// power of two, the constant <c>Unit</c>. Then comes the statement <paramref name="then"/>.
    /// </summary>
    public void SquaresAgain(string condition, bool areHuge, Func<Target, string> term, string then)
    {
        int exponent = (element.IsDouble ? 600 : 80) * (areHuge ? -1 : 1);
        using (writer.Block($"if ({condition})"))
        {
            writer.Line($"const {element.Keyword()} Unit = {element.Literal(Math.Pow(2, exponent))};");
            Sum("scaled", t =>
            {
                writer.Line($"{t.Type} ofUnit = {term(t)} * {t.Broadcast("Unit")};");
                return "ofUnit * ofUnit";
            });
            writer.Line(then);
        }

        writer.Line();
    }

    /// <summary>Whether a local is infinite.</summary>
    public string IsInfinite(string name) => $"{name} > {element.Keyword()}.MaxValue";

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
