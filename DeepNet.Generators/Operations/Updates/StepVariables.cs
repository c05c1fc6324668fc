using DeepNet.Generators.Expressions;

namespace DeepNet.Generators.Operations.Updates;

/// <summary>The numbers of a step of training that coefficients are computed from. All are of double precision.</summary>
internal static class StepVariables
{
    /// <summary>The number of the step, from 1 on.</summary>
    public static Variable Step { get; } = new("step");

    /// <summary>The learning rate of the step, with the schedule's factor and that of the parameter.</summary>
    public static Variable LearningRate { get; } = new("learningRate");

    /// <summary>What gradients are multiplied by: see <see cref="GradientScaling"/>.</summary>
    public static Variable GradientScale { get; } = new("gradientScale");

    /// <summary>What the direction of a parameter's step is multiplied by, beside the learning rate.</summary>
    public static Variable DirectionScale { get; } = new("directionScale");

    /// <summary>The norm that a <see cref="GradientScaling"/> takes.</summary>
    public static Variable Norm { get; } = new("norm");

    /// <summary>What <see cref="TrustRatio"/> finds.</summary>
    public static Variable TrustRatio { get; } = new("trustRatio");
}
