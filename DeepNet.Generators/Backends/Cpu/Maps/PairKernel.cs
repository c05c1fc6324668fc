using System;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Maps;

/// <summary>The elementwise product, difference or sum of two layers, of which the right one may be repeated along an axis.</summary>
/// <param name="Element">The element type.</param>
/// <param name="Function">The operation.</param>
/// <param name="Layout">How right lies beside left.</param>
/// <param name="Positions">The positions of a sample; 0 for <see cref="PairLayout.Same"/>, whose methods take a length instead of samples.</param>
/// <param name="Width">The elements of a position; 0 for <see cref="PairLayout.Same"/>.</param>
internal sealed record PairKernel(ElementType Element, PairFunction Function, PairLayout Layout, int Positions, int Width) : KernelSpec(Element)
{
    public override string ClassName => Name + (Layout == PairLayout.Same ? "" : FormattableString.Invariant($"_{Layout}_{Positions}x{Width}")) + Element.Suffix();

    public override string Summary => $"Elementwise <c>left {Operator} right</c>" + Layout switch
    {
        PairLayout.Row => ", with right at every position.",
        PairLayout.Column => ", with one number of right for all elements of a position.",
        _ => ".",
    };

    private string Name => Function switch { PairFunction.Multiply => "Multiply", PairFunction.Subtract => "Subtract", _ => "AddPair" };

    private char Operator => Function switch { PairFunction.Multiply => '*', PairFunction.Subtract => '-', _ => '+' };

    private string Keyword => Element.Keyword();

    private bool IsProduct => Function == PairFunction.Multiply;

    public override void Emit(SourceWriter writer)
    {
        foreach (bool reference in writer.HasTwins ? (bool[])[false, true] : [false])
        {
            string mark = reference ? "Reference" : "";
            string twin = reference ? " The same, one element at a time." : "";
            writer.Line($"/// <summary>The outputs of <c>n</c> samples.{twin}</summary>");
            Loops(writer, "Forward" + mark, "output", "left, right", reference, (t, right) => t.Store($"({t.Load("left", "i")} {Operator} {right(t)})", "output", "i"));
            foreach (string method in (string[])["BackwardLeft", "AccumulateLeft"])
            {
                bool adds = method[0] == 'A';
                writer.Line().Line($"/// <summary>The gradient of left, {(adds ? "added to the existing values" : "written")}.{twin}</summary>");
                Loops(writer, method + mark, "dLeft", IsProduct ? "right, dOutput" : "dOutput", reference, (t, right) =>
                    t.Store(Sum(t, "dLeft", adds, IsProduct ? $"{t.Load("dOutput", "i")} * {right(t)}" : t.Load("dOutput", "i")), "dLeft", "i"));
            }

            foreach (string method in (string[])["BackwardRight", "AccumulateRight"])
            {
                bool adds = method[0] == 'A';
                writer.Line().Line($"/// <summary>The gradient of right, {(adds ? "added to the existing values" : "written")}.{twin}</summary>");
                EmitRight(writer, method + mark, adds, reference);
            }

            if (!reference)
            {
                writer.Line();
            }
        }
    }

    private static string Sum(Target t, string target, bool adds, string term) => adds ? $"({t.Load(target, "i")} + {term})" : $"({term})";

    /// <summary>Writes a method that walks all elements of output and left, with the right operand where it is needed.</summary>
    private void Loops(SourceWriter writer, string name, string output, string inputs, bool reference, Func<Target, Func<Target, string>, string> statement)
    {
        string parameters = $"ref {Keyword} {output}, " + string.Join(", ", Array.ConvertAll(inputs.Split([", "], StringSplitOptions.None), i => $"ref {Keyword} {i}"));
        bool usesRight = inputs.Contains("right");
        using (writer.Method($"internal static void {name}({parameters}, int {(Layout == PairLayout.Same ? "length" : "n")})"))
        {
            string right = Layout == PairLayout.Column ? "factor" : "right";
            string Right(Target t) => Layout == PairLayout.Column ? t.Broadcast(right) : t.Load("right", "i");
            void Body(Target t) => writer.Line(statement(t, Right));
            if (Layout == PairLayout.Same)
            {
                writer.Line("nuint i = 0;").Line("nuint count = (uint)length;");
                Row(writer, "count", reference, Body);
                return;
            }

            using (writer.Block($"for (int position = 0; position < n * {Text(Positions)}; position++)"))
            {
                if (Layout == PairLayout.Column && usesRight)
                {
                    writer.Line($"{Keyword} factor = Unsafe.Add(ref right, position);");
                }

                writer.Line("nuint i = 0;");
                Row(writer, Text(Width), reference, Body);
                foreach (string moving in (output + ", " + inputs).Split([", "], StringSplitOptions.None))
                {
                    if (moving != "right")
                    {
                        writer.Line($"{moving} = ref Unsafe.Add(ref {moving}, {Text(Width)});");
                    }
                }

                if (Layout == PairLayout.Row && usesRight)
                {
                    using (writer.Block($"if ((position + 1) % {Text(Positions)} == 0)"))
                    {
                        writer.Line($"right = ref Unsafe.Add(ref right, {Text(Width)});");
                    }
                }
            }
        }
    }

    private void EmitRight(SourceWriter writer, string name, bool adds, bool reference)
    {
        string sign = Function == PairFunction.Subtract ? "-" : "";
        string Term(Target t) => IsProduct ? $"{t.Load("left", "i")} * {t.Load("dOutput", "i")}" : sign + t.Load("dOutput", "i");
        if (Layout == PairLayout.Same)
        {
            Loops(writer, name, "dRight", IsProduct ? "left, dOutput" : "dOutput", reference, (t, _) => t.Store(Sum(t, "dRight", adds, Term(t)), "dRight", "i"));
            return;
        }

        string inputs = IsProduct ? $"ref {Keyword} left, ref {Keyword} dOutput" : $"ref {Keyword} dOutput";
        using (writer.Method($"internal static void {name}(ref {Keyword} dRight, {inputs}, int n)"))
        {
            if (Layout == PairLayout.Column)
            {
                using (writer.Block($"for (int position = 0; position < n * {Text(Positions)}; position++)"))
                {
                    writer.Line($"{Keyword} sum = {Element.Literal(0)};").Line("nuint i = 0;");
                    void Body(Target t) => writer.Line($"{t.Type} term = {Term(t)};");
                    if (!reference)
                    {
                        ElementLoop.VectorLoops(writer, Element, Text(Width), Body, "sum");
                    }

                    ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), Text(Width), Body, "sum");
                    writer.Line($"Unsafe.Add(ref dRight, position) {(adds ? "+=" : "=")} sum;");
                    Advance(writer);
                }

                return;
            }

            using (writer.Block("for (int sample = 0; sample < n; sample++)"))
            {
                if (!adds)
                {
                    writer.Line($"MemoryMarshal.CreateSpan(ref dRight, {Text(Width)}).Clear();");
                }

                using (writer.Block($"for (int position = 0; position < {Text(Positions)}; position++)"))
                {
                    writer.Line("nuint i = 0;");
                    Row(writer, Text(Width), reference, t => writer.Line(t.Store(Sum(t, "dRight", true, Term(t)), "dRight", "i")));
                    Advance(writer);
                }

                writer.Line($"dRight = ref Unsafe.Add(ref dRight, {Text(Width)});");
            }
        }
    }

    private void Advance(SourceWriter writer)
    {
        if (IsProduct)
        {
            writer.Line($"left = ref Unsafe.Add(ref left, {Text(Width)});");
        }

        writer.Line($"dOutput = ref Unsafe.Add(ref dOutput, {Text(Width)});");
    }

    private void Row(SourceWriter writer, string count, bool reference, Action<Target> body)
    {
        if (!reference)
        {
            ElementLoop.VectorLoops(writer, Element, count, body);
        }

        ElementLoop.TailLoop(writer, new Target(reference ? Isa.Reference : Isa.Scalar, Element), count, body);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
