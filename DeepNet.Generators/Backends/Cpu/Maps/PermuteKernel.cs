using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Maps;

/// <summary>Copies samples with their axes in another order: output axis <c>i</c> is input axis <c>Axes[i]</c>.</summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The sizes of the input.</param>
/// <param name="Axes">The input's axis for each axis of the output.</param>
internal sealed record PermuteKernel(ElementType Element, EquatableArray<int> Sizes, EquatableArray<int> Axes) : KernelSpec(Element)
{
    public override string ClassName => $"Permute_{string.Join("x", Sizes)}_{string.Join("", Axes)}" + Element.Suffix();

    public override string Summary => $"Samples [{string.Join(", ", Sizes)}] with their axes in the order {string.Join(", ", Axes)}.";

    public override void Emit(SourceWriter writer)
    {
        EmitMethod(writer, "Copy", "Copies <c>n</c> samples.", false, false);
        EmitMethod(writer, "Accumulate", "Adds <c>n</c> samples to the existing values.", true, false);
        if (writer.HasTwins)
        {
            EmitMethod(writer, "CopyReference", "The same as <see cref=\"Copy\"/>, one element at a time.", false, true);
            EmitMethod(writer, "AccumulateReference", "The same as <see cref=\"Accumulate\"/>, one element at a time.", true, true);
        }
    }

    private void EmitMethod(SourceWriter writer, string name, string summary, bool accumulates, bool reference)
    {
        int rank = Sizes.Count;
        int[] strides = new int[rank];
        for (int axis = rank - 1, stride = 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Sizes[axis];
        }

        // A last axis that stays last is copied as a whole.
        bool keepsLast = !reference && Axes[rank - 1] == rank - 1;
        int loops = keepsLast ? rank - 1 : rank;
        int run = keepsLast ? Sizes[rank - 1] : 1;
        string size = Text(Sizes.Aggregate(1, (product, s) => product * s));
        string keyword = Element.Keyword();
        writer.Line($"/// <summary>{summary}</summary>");
        using (writer.Method($"internal static void {name}(ref {keyword} output, ref {keyword} input, int n)"))
        using (writer.Block("for (int sample = 0; sample < n; sample++)"))
        {
            writer.Line($"ref {keyword} target = ref Unsafe.Add(ref output, sample * {size});").Line($"ref {keyword} source = ref Unsafe.Add(ref input, sample * {size});");
            Stack<SourceWriter.Scope> open = new();
            List<string> place = [];
            for (int i = 0; i < loops; i++)
            {
                char index = (char)('i' + i);
                open.Push(writer.Block($"for (int {index} = 0; {index} < {Text(Sizes[Axes[i]])}; {index}++)"));
                place.Add($"{index} * {Text(strides[Axes[i]])}");
            }

            string from = place.Count == 0 ? "0" : string.Join(" + ", place);
            if (keepsLast)
            {
                writer.Line($"ref {keyword} row = ref Unsafe.Add(ref source, {from});").Line("nuint element = 0;");
                void Body(Target t) => writer.Line(t.Store(accumulates ? $"({t.Load("target", "element")} + {t.Load("row", "element")})" : t.Load("row", "element"), "target", "element"));
                ElementLoop.VectorLoops(writer, Element, Text(run), Body, index: "element");
                ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), Text(run), Body, index: "element");
            }
            else
            {
                writer.Line($"target {(accumulates ? "+=" : "=")} Unsafe.Add(ref source, {from});");
            }

            writer.Line($"target = ref Unsafe.Add(ref target, {Text(run)});");
            while (open.Count > 0)
            {
                open.Pop().Dispose();
            }
        }

        if (name != "AccumulateReference")
        {
            writer.Line();
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
