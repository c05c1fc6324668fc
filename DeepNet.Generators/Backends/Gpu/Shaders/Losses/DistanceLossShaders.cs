using System;
using System.Collections.Generic;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders.Losses;

/// <summary>
/// Kullback-Leibler divergence. With <c>u = log q - log p</c> it is <c>Σ p (exp(u) - 1 - u)</c>, of which no term is negative, so that distributions which are nearly the same lose
/// nothing by a difference of logarithms.
/// </summary>
internal sealed record KLDivergenceShader(KLDivergence Function, LossScale Scale, bool WithGradient) : RowLossShader(Scale, WithGradient)
{
    protected override string Title => FormattableString.Invariant($"KLDivergence_{Function.Classes}") + NumberName.Mark("_Temperature", Function.Temperature, 1) + (Function.LogitTargets ? "_Logits" : "");

    public override string Summary => FormattableString.Invariant($"The divergence of a softmax over {Function.Classes} classes from targets, the loss of each row{(WithGradient ? ", and the gradient" : "")}.");

    protected override IReadOnlyList<(string Name, bool IsInteger)> Inputs => [("logits", false), ("targets", false)];

    protected override void EmitFunctions(SourceWriter writer)
    {
        HlslExpressionWriter.WriteFunctions(writer, [Expression.Log1p(Expression.Variable("x")), Expression.Expm1(Expression.Variable("x"))]);

        // exp(u) - 1 - u by its series where the difference would lose digits; its next term is u⁸ / 40320.
        writer.Line("float Excess(float u) { float p = 1.0f / 5040.0f; p = p * u + 1.0f / 720.0f; p = p * u + 1.0f / 120.0f; p = p * u + 1.0f / 24.0f; p = p * u + 1.0f / 6.0f; p = p * u + 0.5f; return p * u * u; }").Line();
    }

    protected override void EmitRow(SourceWriter writer)
    {
        string classes = FormattableString.Invariant($"{Function.Classes}u");
        string inverse = HlslExpressionWriter.Literal(1 / Function.Temperature);
        string x = $"((logits[first + j] - most) * {inverse})";
        string t = $"((targets[first + j] - targetMost) * {inverse})";
        EmitMost(writer, Function.Classes);
        writer.Line("float total = 0.0f;").Line($"for (uint j = 0u; j < {classes}; j++) {{ total += exp({x}); }}").Line("float targetSum = 0.0f;");
        if (Function.LogitTargets)
        {
            writer.Line("float targetMost = targets[first];").Line($"for (uint j = 1u; j < {classes}; j++) {{ targetMost = max(targetMost, targets[first + j]); }}");
            writer.Line($"for (uint j = 0u; j < {classes}; j++) {{ targetSum += exp({t}); }}");

            // The logarithm of the sums' quotient: of sums that are nearly the same, their difference is the sum of the differences.
            writer.Line("float apart = 0.0f;");
            writer.Line($"for (uint j = 0u; j < {classes}; j++) {{ float d = {t} - {x}; apart += abs(d) < 0.3f ? exp({x}) * Expm1(d) : exp({t}) - exp({x}); }}");
            writer.Line("float shift = Log1p(apart / total);");
        }
        else
        {
            writer.Line($"for (uint j = 0u; j < {classes}; j++) {{ targetSum += targets[first + j]; }}").Line("float logTotal = log(total);");
        }

        writer.Line("float divergence = 0.0f;");
        using (writer.Block($"for (uint j = 0u; j < {classes}; j++)"))
        {
            writer.Line($"float q = exp({x}) / total;");
            writer.Line(Function.LogitTargets ? $"float p = exp({t}) / targetSum;" : "float p = targets[first + j];");
            writer.Line(Function.LogitTargets
                ? $"float u = shift - ({t} - {x});"
                : $"float u = {x} - logTotal - (p > 0.0f ? log(p) : p < 0.0f ? 0.0f : -1e30f);");
            writer.Line("divergence += abs(u) < 0.3f ? p * Excess(u) : q - p - (p == 0.0f ? 0.0f : p * u);");
            if (WithGradient)
            {
                string difference = Function.LogitTargets ? "(abs(u) < 0.3f ? p * Expm1(u) : q - p)" : "(q * targetSum - p)";
                writer.Line($"dLogits[first + j] = {difference} * (scale * {HlslExpressionWriter.Literal(Function.Temperature)});");
            }
        }

        string whole = Function.LogitTargets ? "divergence" : "(divergence + (targetSum - 1.0f))";
        writer.Line($"{Takes} {whole} * {HlslExpressionWriter.Literal(Function.Temperature * Function.Temperature)};");
    }
}

/// <summary>Cosine distance. It is summed from differences of the rows' directions, because 1 minus a cosine near 1 would have few digits.</summary>
internal sealed record CosineLossShader(CosineDistance Function, LossScale Scale, bool WithGradient) : RowLossShader(Scale, WithGradient)
{
    private const double Floor = 1e-12;

    protected override string Title => FormattableString.Invariant($"CosineLoss_{Function.Width}");

    public override string Summary => FormattableString.Invariant($"One minus the cosine of the angle between rows of {Function.Width}{(WithGradient ? ", and the gradient" : "")}.");

    protected override IReadOnlyList<(string Name, bool IsInteger)> Inputs => [("logits", false), ("targets", false)];

    protected override void EmitRow(SourceWriter writer)
    {
        string width = FormattableString.Invariant($"{Function.Width}u");
        string floor = HlslExpressionWriter.Literal(Floor);
        writer.Line($"uint first = i * {width};").Line($"float square = {floor};").Line($"float targetSquare = {floor};");
        writer.Line($"for (uint j = 0u; j < {width}; j++) {{ square += logits[first + j] * logits[first + j]; targetSquare += targets[first + j] * targets[first + j]; }}");
        writer.Line("float inverse = 1.0f / sqrt(square);").Line("float targetInverse = 1.0f / sqrt(targetSquare);").Line("float apart = 0.0f;").Line("float along = 0.0f;");
        using (writer.Block($"for (uint j = 0u; j < {width}; j++)"))
        {
            writer.Line("float direction = logits[first + j] * inverse;").Line("float difference = direction - targets[first + j] * targetInverse;");
            writer.Line("apart += difference * difference;").Line("along += difference * direction;");
        }

        writer.Line($"{Takes} 0.5f * (apart + {floor} / square + {floor} / targetSquare);");
        if (WithGradient)
        {
            writer.Line($"along += {floor} / square;");
            using (writer.Block($"for (uint j = 0u; j < {width}; j++)"))
            {
                writer.Line("float direction = logits[first + j] * inverse;");
                writer.Line("dLogits[first + j] = (direction - targets[first + j] * targetInverse - direction * along) * (scale * inverse);");
            }
        }
    }
}

/// <summary>Triplet loss of three rows. As in PyTorch each difference is 1e-6 more where a root follows, so that the distance of equal rows has a gradient.</summary>
internal sealed record TripletShader(TripletDistance Function, LossScale Scale, bool WithGradient) : RowLossShader(Scale, WithGradient)
{
    protected override string Title => FormattableString.Invariant($"Triplet_{Function.Width}") + NumberName.Mark("_Margin", Function.Margin, 1) + (Function.IsSquared ? "_Squared" : "");

    public override string Summary => FormattableString.Invariant($"Triplet loss of rows of {Function.Width}{(WithGradient ? ", and the gradients" : "")}.");

    protected override IReadOnlyList<(string Name, bool IsInteger)> Inputs => [("anchor", false), ("positive", false), ("negative", false)];

    protected override IReadOnlyList<string> Gradients => ["dAnchor", "dPositive", "dNegative"];

    protected override void EmitRow(SourceWriter writer)
    {
        string width = FormattableString.Invariant($"{Function.Width}u");
        string shift = Function.IsSquared ? "" : " + 1e-6f";
        string toPositive = $"(anchor[first + j] - positive[first + j]{shift})";
        string toNegative = $"(anchor[first + j] - negative[first + j]{shift})";
        writer.Line($"uint first = i * {width};").Line("float positiveDistance = 0.0f;").Line("float negativeDistance = 0.0f;");
        writer.Line($"for (uint j = 0u; j < {width}; j++) {{ positiveDistance += {toPositive} * {toPositive}; negativeDistance += {toNegative} * {toNegative}; }}");
        if (!Function.IsSquared)
        {
            writer.Line("positiveDistance = sqrt(positiveDistance);").Line("negativeDistance = sqrt(negativeDistance);");
        }

        // Compared in this direction, so that NaN does not count as a satisfied triplet.
        writer.Line($"float violation = positiveDistance - negativeDistance + {HlslExpressionWriter.Literal(Function.Margin)};").Line("bool isViolated = !(violation <= 0.0f);").Line($"{Takes} isViolated ? violation : 0.0f;");
        if (!WithGradient)
        {
            return;
        }

        writer.Line(Function.IsSquared ? "float nearFactor = 2.0f * scale;" : "float nearFactor = positiveDistance == 0.0f ? 0.0f : scale / positiveDistance;");
        writer.Line(Function.IsSquared ? "float farFactor = 2.0f * scale;" : "float farFactor = negativeDistance == 0.0f ? 0.0f : scale / negativeDistance;");
        using (writer.Block($"for (uint j = 0u; j < {width}; j++)"))
        {
            writer.Line($"float toPositive = isViolated ? {toPositive} * nearFactor : 0.0f;").Line($"float toNegative = isViolated ? {toNegative} * farFactor : 0.0f;");
            writer.Line("dAnchor[first + j] = toPositive - toNegative;").Line("dPositive[first + j] = -toPositive;").Line("dNegative[first + j] = toNegative;");
        }
    }
}
