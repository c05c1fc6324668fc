using System.ComponentModel;

namespace DeepNet.CompilerServices;

/// <summary>What an optimizer computes from the number of the step alone. Called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StepCoefficients
{
    /// <summary>The base of NAdam's schedule (Dozat 2016), as in PyTorch.</summary>
    private const double ScheduleBase = 0.96;

    /// <summary>The terms of the series below: each is at most half of the one before.</summary>
    private const int Terms = 56;

    /// <summary>The momentum of a step in NAdam, <c>β1 (1 - ½ · 0.96^(step · decay))</c>.</summary>
    /// <param name="beta1">The momentum that the schedule tends to.</param>
    /// <param name="decay">How fast it does.</param>
    /// <param name="step">The step, from 1 on.</param>
    /// <returns>The momentum.</returns>
    public static double NAdamMomentum(double beta1, double decay, double step) => beta1 * (1 - (0.5 * Math.Pow(ScheduleBase, step * decay)));

    /// <summary>The product of <see cref="NAdamMomentum"/> over all steps up to one, without visiting them: training can resume from the step alone.</summary>
    /// <param name="beta1">The momentum that the schedule tends to.</param>
    /// <param name="decay">How fast it does.</param>
    /// <param name="step">The last step, from 1 on.</param>
    /// <returns>The product.</returns>
    /// <remarks>
    /// With <c>q = 0.96^decay</c>, <c>Σᵢ ln(1 - ½ qⁱ) = -Σₘ 2⁻ᵐ/m · Σᵢ qⁱᵐ</c>, and the inner sum is geometric. Relative error about 1e-13.
    /// </remarks>
    public static double NAdamMomentumProduct(double beta1, double decay, double step)
    {
        double rate = -decay * Math.Log(ScheduleBase);
        double logarithm = 0;
        double weight = 1;
        for (int m = 1; m <= Terms; m++)
        {
            weight *= 0.5;
            double exponent = m * rate;
            double sum = exponent > 0 ? Math.Exp(-exponent) * OneMinusExp(exponent * step) / OneMinusExp(exponent) : step;
            logarithm -= weight / m * sum;
        }

        return Math.Pow(beta1, step) * Math.Exp(logarithm);
    }

    /// <summary>
    /// The factor of RAdam's step, <c>r · √(1 - β2ᵗ)</c> with <c>r² = (ρₜ - 4)(ρₜ - 2) ρ / ((ρ - 4)(ρ - 2) ρₜ)</c>, or 0 as long as
    /// <c>ρₜ = ρ - 2t β2ᵗ / (1 - β2ᵗ)</c> is at most 5, where <c>ρ = 2 / (1 - β2) - 1</c> (Liu et al. 2020, arXiv:1908.03265).
    /// </summary>
    /// <param name="beta2">The decay of the mean of squared gradients.</param>
    /// <param name="step">The step, from 1 on.</param>
    /// <returns>The factor, 0 if the variance of the step is not known well enough.</returns>
    public static double Rectification(double beta2, double step)
    {
        double power = Math.Pow(beta2, step);
        double limit = (2 / (1 - beta2)) - 1;
        double length = limit - (2 * step * power / (1 - power));
        return length > 5
            ? Math.Sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)) * Math.Sqrt(1 - power)
            : 0;
    }

    /// <summary><c>1 - e⁻ˣ</c> for x &gt; 0, also where e⁻ˣ is nearly 1.</summary>
    private static double OneMinusExp(double x) => x > 40 ? 1 : 2 * Math.Exp(-x / 2) * Math.Sinh(x / 2);
}
