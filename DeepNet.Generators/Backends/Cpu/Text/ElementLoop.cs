using System;
using System.Globalization;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Text;

/// <summary>Writes the loops over the elements of one or more spans: vectors of the widest kind the hardware has, then single elements.</summary>
internal static class ElementLoop
{
    /// <summary>The elements whose sum is in the element type; sums of such blocks are added as doubles.</summary>
    public const int SumBlock = 512;

    /// <summary>Writes a whole method: its vector form with a scalar tail, and its scalar twin where twins are written.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="element">The element type.</param>
    /// <param name="name">The method's name; the twin's is <c>nameReference</c>.</param>
    /// <param name="parameters">The parameters before <c>int length</c>.</param>
    /// <param name="trailing">The parameters after it, or empty.</param>
    /// <param name="body">Writes the statements for the elements at <c>i</c>.</param>
    /// <param name="returnsSum">Whether <paramref name="body"/> adds to a local <c>sum</c>, which the method returns as a double, times <c>scale</c>.</param>
    /// <param name="isWide">Whether there is a loop of 512-bit vectors, too.</param>
    public static void Method(
        SourceWriter writer, ElementType element, string name, string parameters, string trailing, Action<Target> body, bool returnsSum = false, bool isWide = false)
    {
        string signature = $"({parameters}, int length{(trailing.Length == 0 ? "" : ", " + trailing)})";
        string type = returnsSum ? "double" : "void";
        using (writer.Method($"internal static {type} {name}{signature}"))
        {
            if (returnsSum)
            {
                writer.Line("nuint i = 0;").Line("nuint count = (uint)length;").Line("double total = 0;");
                BlockSums(writer, element, "count", body, "total");
                writer.Line().Line("return total * scale;");
            }
            else
            {
                writer.Line("nuint i = 0;").Line("nuint count = (uint)length;");
                VectorLoops(writer, element, "count", body, isWide: isWide);
                TailLoop(writer, new Target(Isa.Scalar, element), "count", body);
            }
        }

        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line($"/// <summary>The same as <see cref=\"{name}\"/>, one element at a time with the base library's mathematics.</summary>");
        using (writer.Method($"internal static {type} {name}Reference{signature}"))
        {
            if (returnsSum)
            {
                writer.Line("double total = 0;");
            }

            using (writer.Block("for (nuint i = 0; i < (uint)length; i++)"))
            {
                WriteBody(writer, new Target(Isa.Reference, element), body, returnsSum ? "total" : null);
            }

            if (returnsSum)
            {
                writer.Line().Line("return total * scale;");
            }
        }
    }

    /// <summary>Writes a sum of the elements from <c>i</c> up to <paramref name="count"/>, block by block: a long sum keeps its digits, and vectors stay vectors.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="element">The element type.</param>
    /// <param name="count">The end: a local or a constant.</param>
    /// <param name="body">Writes the local <c>term</c> of the elements at <c>i</c>.</param>
    /// <param name="total">The local of type double to which the sum is added; the block's locals begin with its name.</param>
    public static void BlockSums(SourceWriter writer, ElementType element, string count, Action<Target> body, string total)
    {
        using (writer.Block($"while (i < {count})"))
        {
            writer.Line($"nuint {total}End = nuint.Min(i + {Text(SumBlock)}, {count});").Line($"{element.Keyword()} {total}OfBlock = {element.Literal(0)};");
            VectorLoops(writer, element, total + "End", body, total + "OfBlock");
            TailLoop(writer, new Target(Isa.Scalar, element), total + "End", body, total + "OfBlock");
            writer.Line().Line($"{total} += {total}OfBlock;");
        }
    }

    /// <summary>Writes the vector loops from <c>i</c> up to <paramref name="count"/>; <c>i</c> is left at the first element of the tail. What <paramref name="before"/> writes stands before each loop.</summary>
    /// <remarks>
    /// A loop of 512-bit vectors comes first where <paramref name="isWide"/> says that an element is enough work for it: a step of Adam takes 0.6 of the time on an EPYC 9005 (benchmarks/RESULTS.md).
    /// What it leaves goes through the narrower ones.
    /// </remarks>
    public static void VectorLoops(
        SourceWriter writer, ElementType element, string count, Action<Target> body, string? total = null, Action<Target>? before = null, string index = "i", bool isWide = false)
    {
        // A row shorter than a vector has no use for that kind.
        int most = int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int constant) ? constant : int.MaxValue;
        string otherwise = "";
        foreach (Isa isa in isWide ? [Isa.Vector512, .. Target.VectorIsas] : Target.VectorIsas)
        {
            Target target = new(isa, element);
            if (target.Lanes > most)
            {
                continue;
            }

            using (writer.Block($"{otherwise}if ({target.IsSupported})"))
            {
                before?.Invoke(target);
                if (total is not null)
                {
                    writer.Line($"{target.Type} sums = {target.Type}.Zero;");
                }

                using (writer.Block($"for (; {index} + {Text(target.Lanes)} <= {count}; {index} += {Text(target.Lanes)})"))
                {
                    WriteBody(writer, target, body, total is null ? null : "sums");
                }

                if (total is not null)
                {
                    writer.Line().Line($"{total} += {target.Sum("sums")};");
                }
            }

            // The widest loop leaves elements for the next, unless it is known that it does not.
            bool leaves = isa == Isa.Vector512 && (most == int.MaxValue || most % target.Lanes != 0);
            otherwise = leaves ? "" : "else ";
            if (leaves)
            {
                writer.Line();
            }
        }

        if (otherwise.Length > 0)
        {
            writer.Line();
        }
    }

    public static void TailLoop(SourceWriter writer, Target scalar, string count, Action<Target> body, string? total = null, string index = "i")
    {
        using (writer.Block($"for (; {index} < {count}; {index}++)"))
        {
            WriteBody(writer, scalar, body, total);
        }
    }

    private static void WriteBody(SourceWriter writer, Target target, Action<Target> body, string? total)
    {
        body(target);
        if (total is not null)
        {
            writer.Line($"{total} += term;");
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
