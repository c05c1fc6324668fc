using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Normalization;

/// <summary>Normalisation of rows of <paramref name="Width"/> elements: by mean and deviation, or by the root mean square alone.</summary>
/// <param name="Element">The element type.</param>
/// <param name="Width">The elements of a row.</param>
/// <param name="Centered">Whether the mean is subtracted, and beta added.</param>
/// <param name="Affine">Whether there is a gamma.</param>
internal sealed record RowNormKernel(ElementType Element, int Width, bool Centered, bool Affine) : KernelSpec(Element)
{
    public override string ClassName => FormattableString.Invariant($"{(Centered ? "LayerNorm" : "RmsNorm")}_{Width}{(Affine ? "_Affine" : "")}") + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"Normalises rows of {Width} by {(Centered ? "mean and deviation" : "the root mean square")}.");

    /// <summary>Rows whose terms are summed before they are added to the gradients of the parameters, where there are more.</summary>
    private const int BlockRows = 64;

    /// <summary>The numbers of scratch that the gradients of the parameters need for each element of a row.</summary>
    public int BlockNumbers => HasBeta ? 4 : 2;

    private string Keyword => Element.Keyword();

    private bool HasBeta => Centered && Affine;

    public override BatchSplit? Split(int size) => new(8L * size);

    public override void Emit(SourceWriter writer)
    {
        writer.Line(FormattableString.Invariant($"private const int Width = {Width};"));
        if (Affine)
        {
            writer.Line(FormattableString.Invariant($"private const int BlockRows = {BlockRows}; // summed before they are added to the gradients of the parameters"));
        }

        writer.Line();
        Forward(writer);
        Backward(writer, "Backward", "=");
        Backward(writer, "Accumulate", "+=");
        if (Affine)
        {
            ParameterGradients(writer);
            AddBlock(writer);
        }

        References(writer);
    }

    private string Parameters(params (string Name, bool IsThere)[] names) =>
        string.Join(", ", names.Where(n => n.IsThere).Select(n => $"ref {Keyword} {n.Name}")) + ", int rows";

    private string ForwardParameters => Parameters(("output", true), ("mean", Centered), ("inverse", true), ("input", true), ("gamma", Affine), ("beta", HasBeta)) + $", {Keyword} epsilon";

    private string BackwardParameters => Parameters(("dInput", true), ("dGamma", Affine), ("dBeta", HasBeta), ("blocks", Affine), ("input", true), ("mean", Centered), ("inverse", true), ("dOutput", true), ("gamma", Affine));

    private string Difference(Target t) => Centered ? $"({t.Load("input", "i")} - {t.Broadcast("center")})" : t.Load("input", "i");

    private void Forward(SourceWriter writer)
    {
        RowLoops loops = new(writer, Element, Width);
        writer.Line($"/// <summary>Normalises <c>rows</c> rows; {(Centered ? "mean and " : "")}inverse {(Centered ? "deviation" : "root mean square")} of each are kept.</summary>");
        using (writer.Method($"internal static void Forward({ForwardParameters})"))
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            if (Centered)
            {
                writer.Line("// Differences from the first element: the size of the mean costs no digits.").Line($"{Keyword} pivot = input;");
                loops.Sum("sum", t => $"{t.Load("input", "i")} - {t.Broadcast("pivot")}");
                writer.Line($"{Keyword} center = pivot + sum / Width;");
            }

            loops.Sum("squares", t =>
            {
                writer.Line($"{t.Type} difference = {Difference(t)};");
                return "difference * difference";
            });
            writer.Line($"{Keyword} factor = {Element.Literal(1)} / {Keyword}.Sqrt(squares / Width + epsilon);");
            loops.SquaresAgain(loops.IsInfinite("squares"), true, Difference, $"factor = Unit / {Keyword}.Sqrt(scaled / Width);");
            loops.Each(t =>
            {
                string value = $"{Difference(t)} * {t.Broadcast("factor")}";
                value = HasBeta ? t.MultiplyAdd(value, t.Load("gamma", "i"), t.Load("beta", "i")) : Affine ? $"({value} * {t.Load("gamma", "i")})" : $"({value})";
                writer.Line(t.Store(value, "output", "i"));
            });
            Keep(writer, "center", "mean", Centered);
            Keep(writer, "factor", "inverse", true);
            loops.Advance("input", "output");
        }

        writer.Line();
    }

    private static void Keep(SourceWriter writer, string local, string kept, bool isThere)
    {
        if (isThere)
        {
            writer.Line($"{kept} = {local};").Line($"{kept} = ref Unsafe.Add(ref {kept}, 1);");
        }
    }

    private void Statistics(SourceWriter writer)
    {
        if (Centered)
        {
            writer.Line($"{Keyword} center = mean;").Line("mean = ref Unsafe.Add(ref mean, 1);");
        }

        writer.Line($"{Keyword} factor = inverse;").Line("inverse = ref Unsafe.Add(ref inverse, 1);");
    }

    private void Backward(SourceWriter writer, string method, string assign)
    {
        RowLoops loops = new(writer, Element, Width);
        string Times(Target t) => Affine ? " * " + t.Load("gamma", "i") : "";
        string formula = $"dInput {assign} inverse · (g {(Centered ? "- mean(g) " : "")}- x̂ · mean(g · x̂))</c> with <c>g = dOutput{(Affine ? " · gamma" : "")}";
        writer.Line($"/// <summary>The inputs' gradients{(Affine ? ", and adds to those of the parameters" : "")}: <c>{formula}</c>; dInput may be dOutput.</summary>");
        using (writer.Method($"internal static void {method}({BackwardParameters})"))
        {
            BeginBlocks(writer);
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                Statistics(writer);
                if (Centered)
                {
                    loops.Sum("sum", t => t.Load("dOutput", "i") + Times(t));
                    writer.Line($"{Keyword} offset = sum / Width;");
                }

                loops.Sum("product", t => $"{t.Load("dOutput", "i")}{Times(t)} * {Difference(t)}");
                writer.Line($"{Keyword} slope = product * factor * factor / Width;");
                loops.Each(t =>
                {
                    writer.Line($"{t.Type} difference = {Difference(t)};").Line($"{t.Type} dy = {t.Load("dOutput", "i")};");
                    ParameterTerms(writer, t);
                    string rest = $"dy{Times(t)} {(Centered ? $"- {t.Broadcast("offset")} " : "")}- difference * {t.Broadcast("slope")}";
                    writer.Line(t.Store($"({(assign == "=" ? "" : t.Load("dInput", "i") + " + ")}({rest}) * {t.Broadcast("factor")})", "dInput", "i"));
                });
                EndBlock(writer);
                loops.Advance("dInput", "input", "dOutput");
            }
        }

        writer.Line();
    }

    /// <summary>The gradients of few rows are added to those of the parameters one by one. Of many rows, blocks are summed first, and what the additions of blocks lose is kept.</summary>
    private void BeginBlocks(SourceWriter writer)
    {
        if (!Affine)
        {
            return;
        }

        writer.Line("bool hasBlocks = rows > BlockRows;");
        foreach ((string name, string gradient, int at) in Sums)
        {
            writer.Line($"ref {Keyword} {name}Sum = ref hasBlocks ? ref Unsafe.Add(ref blocks, {at} * Width) : ref {gradient};");
        }

        using (writer.Block("if (hasBlocks)"))
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref blocks, {BlockNumbers} * Width).Clear();");
        }

        writer.Line();
    }

    private void EndBlock(SourceWriter writer)
    {
        if (!Affine)
        {
            return;
        }

        using (writer.Block("if (hasBlocks && (row % BlockRows == BlockRows - 1 || row == rows - 1))"))
        {
            foreach ((string name, string gradient, int at) in Sums)
            {
                writer.Line($"AddBlock(ref {gradient}, ref Unsafe.Add(ref blocks, {at + 1} * Width), ref {name}Sum);");
            }
        }

        writer.Line();
    }

    private IEnumerable<(string Name, string Gradient, int At)> Sums => HasBeta ? [("gamma", "dGamma", 0), ("beta", "dBeta", 2)] : [("gamma", "dGamma", 0)];

    private void AddBlock(SourceWriter writer)
    {
        writer.Line("/// <summary>Adds the sums of a block to those of all rows, and clears them; what that loses is added by the next block (Kahan 1965).</summary>");
        using (writer.Method($"private static void AddBlock(ref {Keyword} total, ref {Keyword} totalLost, ref {Keyword} block)"))
        {
            new RowLoops(writer, Element, Width).Each(t =>
            {
                writer.Line($"CompensatedSum.Add(ref total, ref totalLost, i, {t.Load("block", "i")});");
                writer.Line(t.Store(t.Constant(0), "block", "i"));
            });
        }

        writer.Line();
    }

    private void ParameterTerms(SourceWriter writer, Target t)
    {
        if (Affine)
        {
            writer.Line(t.Store(t.MultiplyAdd("dy", $"difference * {t.Broadcast("factor")}", t.Load("gammaSum", "i")), "gammaSum", "i"));
        }

        if (HasBeta)
        {
            writer.Line(t.Store($"({t.Load("betaSum", "i")} + dy)", "betaSum", "i"));
        }
    }

    private void ParameterGradients(SourceWriter writer)
    {
        RowLoops loops = new(writer, Element, Width);
        string parameters = Parameters(("dGamma", true), ("dBeta", HasBeta), ("blocks", true), ("input", true), ("mean", Centered), ("inverse", true), ("dOutput", true));
        writer.Line($"/// <summary>Adds to the gradients of gamma{(HasBeta ? " and beta" : "")}.</summary>");
        using (writer.Method($"internal static void ParameterGradients({parameters})"))
        {
            BeginBlocks(writer);
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                Statistics(writer);
                loops.Each(t =>
                {
                    writer.Line($"{t.Type} difference = {Difference(t)};").Line($"{t.Type} dy = {t.Load("dOutput", "i")};");
                    ParameterTerms(writer, t);
                });
                EndBlock(writer);
                loops.Advance("input", "dOutput");
            }
        }

        writer.Line();
    }

    private void References(SourceWriter writer)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        string center = Centered ? " - center" : "";
        string mean = $$"""
            {{Keyword}} center = 0;
            for (int i = 0; i < Width; i++)
            {
                center += Unsafe.Add(ref input, row * Width + i) / Width;
            }

            Unsafe.Add(ref mean, row) = center;
            """;
        writer.Line("/// <summary>The same as <see cref=\"Forward\"/>, one element at a time.</summary>");
        using (writer.Method($"internal static void ForwardReference({ForwardParameters})"))
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line(Centered ? mean : "").Line($$"""
                {{Keyword}} squares = 0;
                for (int i = 0; i < Width; i++)
                {
                    {{Keyword}} difference = Unsafe.Add(ref input, row * Width + i){{center}};
                    squares += difference * difference / Width;
                }

                {{Keyword}} factor = 1 / {{Keyword}}.Sqrt(squares + epsilon);
                Unsafe.Add(ref inverse, row) = factor;
                for (int i = 0; i < Width; i++)
                {
                    Unsafe.Add(ref output, row * Width + i) = (Unsafe.Add(ref input, row * Width + i){{center}}) * factor{{(Affine ? " * Unsafe.Add(ref gamma, i)" : "")}}{{(HasBeta ? " + Unsafe.Add(ref beta, i)" : "")}};
                }
                """);
        }

        writer.Line();
        BackwardReference(writer, "Backward", "=");
        writer.Line();
        BackwardReference(writer, "Accumulate", "+=");
    }

    private void BackwardReference(SourceWriter writer, string method, string assign)
    {
        string center = Centered ? " - Unsafe.Add(ref mean, row)" : "";
        string gamma = Affine ? " * Unsafe.Add(ref gamma, i)" : "";
        List<string> gradients = [];
        if (Affine)
        {
            gradients.Add("        Unsafe.Add(ref dGamma, i) += dy * normalized;\n");
        }

        if (HasBeta)
        {
            gradients.Add("        Unsafe.Add(ref dBeta, i) += dy;\n");
        }

        writer.Line($"/// <summary>The same as <see cref=\"{method}\"/>, one element at a time, with the formula as it is written.</summary>");
        using (writer.Method($"internal static void {method}Reference({BackwardParameters})"))
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line($$"""
                {{Keyword}} factor = Unsafe.Add(ref inverse, row);
                {{Keyword}} sum = 0;
                {{Keyword}} product = 0;
                for (int i = 0; i < Width; i++)
                {
                    {{Keyword}} dy = Unsafe.Add(ref dOutput, row * Width + i);
                    {{Keyword}} normalized = (Unsafe.Add(ref input, row * Width + i){{center}}) * factor;
                {{string.Concat(gradients)}}    sum += dy{{gamma}} / Width;
                    product += dy{{gamma}} * normalized / Width;
                }

                for (int i = 0; i < Width; i++)
                {
                    {{Keyword}} normalized = (Unsafe.Add(ref input, row * Width + i){{center}}) * factor;
                    Unsafe.Add(ref dInput, row * Width + i) {{assign}} factor * (Unsafe.Add(ref dOutput, row * Width + i){{gamma}}{{(Centered ? " - sum" : "")}} - normalized * product);
                }
                """);
        }
    }
}
