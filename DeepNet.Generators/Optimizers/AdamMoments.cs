using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Operations.Updates;

namespace DeepNet.Generators.Optimizers;

/// <summary>The decaying averages of gradients and of their squares, which Adam and its relatives keep.</summary>
internal sealed class AdamMoments
{
    private readonly Expression _keep1;
    private readonly Expression _add1;
    private readonly Expression _keep2;
    private readonly Expression _add2;

    /// <summary>Declares the states and the coefficients.</summary>
    public AdamMoments(RuleBuilder rule)
    {
        Beta1 = rule.Number("Beta1");
        Beta2 = rule.Number("Beta2");
        _keep1 = rule.Coefficient("beta1", Beta1);
        _add1 = rule.Coefficient("oneMinusBeta1", 1 - (Expression)Beta1);
        _keep2 = rule.Coefficient("beta2", Beta2);
        _add2 = rule.Coefficient("oneMinusBeta2", 1 - (Expression)Beta2);
        Epsilon = rule.Number("Epsilon");
        First = rule.State("m");
        Second = rule.State("v", isNeverNegative: true);
    }

    /// <summary>The decay of <see cref="First"/>.</summary>
    public double Beta1 { get; }

    /// <summary>The decay of <see cref="Second"/>.</summary>
    public double Beta2 { get; }

    /// <summary>What makes a mean of <see cref="First"/>, which begins at 0, up to a step: <c>1 - β1ᵗ</c>.</summary>
    public Expression FirstShare => 1 - Expression.Pow(Beta1, StepVariables.Step);

    /// <summary>The same for the root of <see cref="Second"/>, as a factor: <c>1 / √(1 - β2ᵗ)</c>.</summary>
    public Expression RootCorrection => 1 / Expression.Sqrt(1 - Expression.Pow(Beta2, StepVariables.Step));

    /// <summary>What the divisor is never less than.</summary>
    public double Epsilon { get; }

    public Expression First { get; }

    public Expression Second { get; }

    public static void Check(LayerContext context)
    {
        context.Fraction("Beta1");
        context.Fraction("Beta2");
        context.Positive("Epsilon");
    }

    /// <summary>Adds the gradient to both averages.</summary>
    public void Assign(RuleBuilder rule)
    {
        rule.Formula("m = β1 m + (1 - β1) g; v = β2 v + (1 - β2) g²");
        rule.AssignAverage("m", _keep1 * First + _add1 * RuleBuilder.Gradient);
        rule.AssignSquareAverage("v", _keep2 * Second + _add2 * RuleBuilder.Gradient * RuleBuilder.Gradient);
    }
}
