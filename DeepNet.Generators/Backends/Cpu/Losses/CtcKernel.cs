using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Losses;

/// <summary>
/// Connectionist temporal classification (Graves et al. 2006) by forward and backward sums over alignments, in logarithms. The states of a sample are
/// blank, first label, blank, second label, ... blank: always <c>2 · TargetLength + 1</c> of them, those behind the last label being without effect.
/// A sample that cannot be aligned counts 0 and has no gradient.
/// </summary>
/// <param name="Steps">The steps of a sample.</param>
/// <param name="Classes">The classes, the blank among them.</param>
/// <param name="TargetLength">The most labels of a sample.</param>
/// <param name="Blank">The class that stands for no label.</param>
internal sealed record CtcKernel(ElementType Element, int Steps, int Classes, int TargetLength, int Blank) : KernelSpec(Element)
{
    // A row of states has two more, which are impossible, so that the states before and behind need no special case.
    private const int Margin = 2;

    public override string ClassName => $"Ctc_{Text(Steps)}_{Text(Classes)}_{Text(TargetLength)}{(Blank == 0 ? "" : "_Blank" + Text(Blank))}{Element.Suffix()}";

    public override string Summary => $"Connectionist temporal classification of up to {Text(TargetLength)} labels over {Text(Steps)} steps of {Text(Classes)} classes.";

    private int States => 2 * TargetLength + 1;

    /// <summary>The rows <c>skips</c>, <c>emissions</c> and <c>beta</c>, and those of alpha: one per step, or two in turn where nothing comes back to them.</summary>
    public int ScratchSize(bool withGradient) => (3 + (withGradient ? Steps : 2)) * (States + Margin);

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        writer.Line("private const int States = " + Text(States) + ";");
        writer.Line($"private const int Stride = States + {Text(Margin)};");
        writer.Line($"private const int Classes = {Text(Classes)};");
        writer.Line($"private const int Blank = {Text(Blank)};").Line();
        writer.Line("// The logarithm of an impossible state: finite, so that differences of two are numbers.");
        writer.Line($"private const {keyword} Never = {Element.Literal(-1e30)};").Line();
        writer.Line("/// <summary>The loss of all samples times <c>scale</c>.</summary>");
        EmitMethod(writer, "Loss", gradient: false);
        writer.Line().Line("/// <summary>The loss of all samples times <c>scale</c>, and its gradient; dLogits may be logits.</summary>");
        EmitMethod(writer, "LossAndGradient", gradient: true);
        writer.Line();
        EmitPrepare(writer, keyword);
        writer.Line();
        EmitGather(writer, keyword);
        if (writer.HasTwins)
        {
            writer.Line();
            CtcReference.Emit(writer, this);
        }
    }

    private void EmitMethod(SourceWriter writer, string method, bool gradient)
    {
        string keyword = Element.Keyword();
        string dLogits = gradient ? $"ref {keyword} dLogits, " : "";
        using (writer.Method($"internal static double {method}({dLogits}ref {keyword} logits, ref int targets, ref {keyword} scratch, int rows, {keyword} scale)"))
        {
            writer.Line($"ref {keyword} skips = ref scratch;");
            writer.Line($"ref {keyword} emissions = ref Unsafe.Add(ref scratch, Stride);");
            if (gradient)
            {
                writer.Line($"ref {keyword} beta = ref Unsafe.Add(ref scratch, 2 * Stride);");
            }

            writer.Line($"ref {keyword} alphas = ref Unsafe.Add(ref scratch, 3 * Stride);");
            writer.Line("double total = 0;");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                writer.Line("int length = Prepare(ref skips, ref targets);");
                EmitForward(writer, keyword, gradient);
                writer.Line("// The last label, or the blank after it.");
                writer.Line($"ref {keyword} last = ref Unsafe.Add(ref alphas, {AlphaRow("(" + Text(Steps) + " - 1)", gradient)} * Stride + 2 * length + {Text(Margin)});");
                writer.Line($"{keyword} before = length > 0 ? Unsafe.Add(ref last, -1) : Never;");
                writer.Line($"{keyword} most = {keyword}.Max(last, before);");
                writer.Line($"{keyword} logLikelihood = most + {keyword}.Log({keyword}.Exp(last - most) + {keyword}.Exp(before - most));");
                writer.Line("bool isPossible = !(logLikelihood < Never / 2);");
                writer.Line($"total -= isPossible ? logLikelihood : {Element.Literal(0)};");
                if (gradient)
                {
                    using (writer.Block("if (isPossible)"))
                    {
                        EmitBackward(writer, keyword);
                    }

                    using (writer.Block("else"))
                    {
                        writer.Line($"MemoryMarshal.CreateSpan(ref dLogits, {Text(Steps)} * Classes).Clear();");
                    }

                    writer.Line().Line($"dLogits = ref Unsafe.Add(ref dLogits, {Text(Steps)} * Classes);");
                }

                writer.Line($"logits = ref Unsafe.Add(ref logits, {Text(Steps)} * Classes);");
                writer.Line($"targets = ref Unsafe.Add(ref targets, {Text(TargetLength)});");
            }

            writer.Line().Line("return total * scale;");
        }
    }

    /// <summary>Alpha of a state: the likelihood of all beginnings that end in it, its own step included. With the gradient, log softmax goes to dLogits.</summary>
    private void EmitForward(SourceWriter writer, string keyword, bool gradient)
    {
        RowLoops classes = new(writer, Element, Classes);
        RowLoops states = new(writer, Element, States);
        using (writer.Block($"for (int step = 0; step < {Text(Steps)}; step++)"))
        {
            writer.Line($"ref {keyword} x = ref Unsafe.Add(ref logits, step * Classes);");
            classes.Max("max", t => t.Load("x", "i"));
            classes.Sum("sum", t => $"VectorMath.Exp({t.Load("x", "i")} - {t.Broadcast("max")})");
            writer.Line($"{keyword} logSum = {keyword}.Log(sum);");
            writer.Line("Gather(ref emissions, ref x, ref targets, length, max, logSum);");
            if (gradient)
            {
                writer.Line($"ref {keyword} logP = ref Unsafe.Add(ref dLogits, step * Classes);");
                classes.Each(t => writer.Line(t.Store($"({t.Load("x", "i")} - {t.Broadcast("max")} - {t.Broadcast("logSum")})", "logP", "i")));
            }

            writer.Line($"ref {keyword} alpha = ref Unsafe.Add(ref alphas, {AlphaRow("step", gradient)} * Stride);");
            using (writer.Block("if (step == 0)"))
            {
                writer.Line("MemoryMarshal.CreateSpan(ref alpha, Stride).Fill(Never);");
                writer.Line($"Unsafe.Add(ref alpha, {Text(Margin)}) = emissions;");
                using (writer.Block("if (length > 0)"))
                {
                    writer.Line($"Unsafe.Add(ref alpha, {Text(Margin)} + 1) = Unsafe.Add(ref emissions, 1);");
                }

                writer.Line().Line("continue;");
            }

            writer.Line();
            writer.Line($"ref {keyword} previous = ref Unsafe.Add(ref alphas, {AlphaRow("(step - 1)", gradient)} * Stride);");
            writer.Line("alpha = Never;").Line("Unsafe.Add(ref alpha, 1) = Never;");
            states.Each(t =>
            {
                writer.Line($"{t.Type} stay = {t.Load("previous", $"i + {Text(Margin)}")};");
                writer.Line($"{t.Type} next = {t.Load("previous", "i + 1")};");
                writer.Line($"{t.Type} skip = {t.Load("previous", "i")} + {t.Load("skips", "i")};");
                EmitLogSum(writer, t);
                writer.Line(t.Store($"(logSum3 + {t.Load("emissions", "i")})", "alpha", $"i + {Text(Margin)}"));
            });
        }

        writer.Line();
    }

    /// <summary>Beta of a state: the likelihood of all ends after it. Alpha and beta together tell how likely the state is, which the gradient of softmax needs.</summary>
    private void EmitBackward(SourceWriter writer, string keyword)
    {
        RowLoops classes = new(writer, Element, Classes);
        RowLoops states = new(writer, Element, States);
        writer.Line("MemoryMarshal.CreateSpan(ref beta, Stride).Fill(Never);");
        writer.Line($"Unsafe.Add(ref beta, 2 * length) = {Element.Literal(0)};");
        using (writer.Block("if (length > 0)"))
        {
            writer.Line($"Unsafe.Add(ref beta, 2 * length - 1) = {Element.Literal(0)};");
        }

        writer.Line();
        using (writer.Block($"for (int step = {Text(Steps)} - 1; step >= 0; step--)"))
        {
            using (writer.Block($"if (step < {Text(Steps)} - 1)"))
            {
                writer.Line("// In ascending order a state is written after it was read.");
                states.Each(t =>
                {
                    writer.Line($"{t.Type} stay = {t.Load("beta", "i")};");
                    writer.Line($"{t.Type} next = {t.Load("beta", "i + 1")};");
                    writer.Line($"{t.Type} skip = {t.Load("beta", "i + 2")} + {t.Load("skips", "i + 2")};");
                    EmitLogSum(writer, t);
                    writer.Line(t.Store("logSum3", "beta", "i"));
                });
            }

            writer.Line();
            writer.Line($"ref {keyword} logP = ref Unsafe.Add(ref dLogits, step * Classes);");
            writer.Line($"ref {keyword} alpha = ref Unsafe.Add(ref alphas, step * Stride + {Text(Margin)});");
            writer.Line($"Gather(ref emissions, ref logP, ref targets, length, {Element.Literal(0)}, {Element.Literal(0)});");
            states.Each(t =>
            {
                writer.Line($"{t.Type} likelihood = VectorMath.Exp({t.Load("alpha", "i")} + {t.Load("beta", "i")} - {t.Broadcast("logLikelihood")});");
                writer.Line(t.Store($"(likelihood * {t.Broadcast("scale")})", "alpha", "i"));
                writer.Line(t.Store($"({t.Load("beta", "i")} + {t.Load("emissions", "i")})", "beta", "i"));
            });
            classes.Each(t => writer.Line(t.Store($"(VectorMath.Exp({t.Load("logP", "i")}) * {t.Broadcast("scale")})", "logP", "i")));
            using (writer.Block("for (int label = 0; label < length; label++)"))
            {
                writer.Line("Unsafe.Add(ref logP, Blank) -= Unsafe.Add(ref alpha, 2 * label);");
                writer.Line("Unsafe.Add(ref logP, Unsafe.Add(ref targets, label)) -= Unsafe.Add(ref alpha, 2 * label + 1);");
            }

            writer.Line().Line("Unsafe.Add(ref logP, Blank) -= Unsafe.Add(ref alpha, 2 * length);");
        }
    }

    /// <summary>The logarithm of the sum of three numbers that are given by their logarithms.</summary>
    private static void EmitLogSum(SourceWriter writer, Target t)
    {
        string max = t.IsVector ? t.Class + ".Max" : t.Element.Keyword() + ".Max";
        writer.Line($"{t.Type} largest = {max}({max}(stay, next), skip);");
        writer.Line($"{t.Type} logSum3 = largest + VectorMath.Log(VectorMath.Exp(stay - largest) + VectorMath.Exp(next - largest) + VectorMath.Exp(skip - largest));");
    }

    /// <summary>The labels of a sample end at the first that is none; from a label to another one, the blank between may be left out.</summary>
    private void EmitPrepare(SourceWriter writer, string keyword)
    {
        writer.Line("/// <summary>Counts the labels of a sample and tells from which states the state two further can be reached: 0 where it can, <see cref=\"Never\"/> where not.</summary>");
        writer.Line($$"""
            private static int Prepare(ref {{keyword}} skips, ref int targets)
            { unchecked {
                MemoryMarshal.CreateSpan(ref skips, Stride).Fill(Never);
                int length = 0;
                while (length < {{Text(TargetLength)}} && Unsafe.Add(ref targets, length) >= 0 && Unsafe.Add(ref targets, length) != Blank)
                {
                    if (length > 0 && Unsafe.Add(ref targets, length) != Unsafe.Add(ref targets, length - 1))
                    {
                        Unsafe.Add(ref skips, 2 * length + 1) = 0;
                    }

                    length++;
                }

                return length;
            } }
            """);
    }

    private void EmitGather(SourceWriter writer, string keyword)
    {
        writer.Line("/// <summary>");
        writer.Line("/// The logarithm of each state's probability in one step; a state after the last label counts as blank. First the maximum is subtracted, so that the size of the");
        writer.Line("/// logits costs no digits. A probability of 0 is <see cref=\"Never\"/>.");
        writer.Line("/// </summary>");
        writer.Line($$"""
            private static void Gather(ref {{keyword}} emissions, ref {{keyword}} values, ref int targets, int length, {{keyword}} max, {{keyword}} logSum)
            { unchecked {
                MemoryMarshal.CreateSpan(ref emissions, States).Fill({{keyword}}.Max(Unsafe.Add(ref values, Blank) - max - logSum, Never));
                for (int label = 0; label < length; label++)
                {
                    Unsafe.Add(ref emissions, 2 * label + 1) = {{keyword}}.Max(Unsafe.Add(ref values, Unsafe.Add(ref targets, label)) - max - logSum, Never);
                }
            } }
            """);
    }

    private static string AlphaRow(string step, bool gradient) => gradient ? step : $"({step} & 1)";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
