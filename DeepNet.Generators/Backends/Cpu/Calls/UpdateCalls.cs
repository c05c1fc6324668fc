using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Updates;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Optimizers;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Calls;

/// <summary>Writes updates of parameters into the network's class: the coefficients of a step, and the calls of the optimizer's kernels.</summary>
internal sealed partial class UpdateCalls(CpuPlan plan)
{
    private readonly NetworkPlan _network = plan.Network;

    private OptimizerOptions Options => _network.Optimizer!.Options;

    /// <summary>The local that holds the coefficients for a parameter.</summary>
    public string CoefficientsFor(ParameterPlan parameter) => CoefficientsFor(parameter.LearningRateScale);

    /// <summary>The local that holds the coefficients for a factor of the learning rate.</summary>
    public string CoefficientsFor(double scale)
    {
        int index = _network.LearningRateScales.ToList().IndexOf(scale);
        return index <= 0 ? "coefficients" : "coefficients" + Text(index + 1);
    }

    /// <summary>Writes the locals with the coefficients of the next step, for each factor of the learning rate that is used.</summary>
    /// <param name="writer">The text.</param>
    /// <param name="used">The factors.</param>
    public void WriteCoefficients(SourceWriter writer, IEnumerable<double> used)
    {
        HashSet<double> scales = [.. used];
        foreach (double scale in _network.LearningRateScales.Where(scales.Contains))
        {
            IEnumerable<string> arguments = new[] { _network.HasLearningRateScales ? ElementType.Double.Literal(scale) : "", Options.ScalesGradients ? "gradientScale" : "" }.Where(a => a.Length > 0);
            writer.Line($"{plan.Optimizer!.Kernel.FullName}.Coefficients {CoefficientsFor(scale)} = NextCoefficients({string.Join(", ", arguments)});");
        }
    }

    /// <summary>References to what an update changes: a parameter and its states.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="network">What the network's members are reached by.</param>
    /// <param name="moved">What is added to the places.</param>
    public IEnumerable<string> Targets(ParameterPlan parameter, string network = "", string moved = "")
    {
        string place = BlockPlace.Of(parameter);
        return new[] { place }.Concat(_network.States.Select(s => $"{BlockPlace.OfState(s)} + {place}")).Select(p => $"ref {network}At({p}{moved})");
    }

    /// <summary>Writes the update of one parameter from the gradient at a reference.</summary>
    public void WriteUpdate(SourceWriter writer, ParameterPlan parameter, string gradient) =>
        writer.Call($"{plan.Optimizer!.Kernel.FullName}.Update", [.. Targets(parameter), gradient, Text(parameter.Size), "in " + CoefficientsFor(parameter)]);

    /// <summary>Writes the statements that update all parameters from the gradients in the block.</summary>
    public void WriteUpdates(SourceWriter writer)
    {
        if (Options.ScalesGradients && !Options.Accumulates)
        {
            writer.Line("double gradientScale = 1;");
        }

        bool hasRanges = false;
        Dictionary<string, string> found = [];
        foreach (Operation operation in _network.Training!.Update)
        {
            switch (operation)
            {
                case GradientScaling { IsOfOne: false } scaling:
                    IEnumerable<string> sums = ParameterRange.Of(scaling.Parameters, byRate: false).Select(r => $"global::DeepNet.CompilerServices.GradientNorm.SumOfSquares({GradientSlice(r)})");
                    WriteScaling(writer, scaling, string.Join(" + ", sums));
                    break;
                case GradientScaling:
                    // A part of the methods for one parameter.
                    break;
                case Update { Direction: null, Gradient: null } update when Limit is not null:
                    writer.Line($"UpdateTensor({Place(update.Parameter)}{ScaleArgument(update.Parameter)}, gradientScale);");
                    break;
                case Update { Direction: null, Gradient: null }:
                    // Neighbours are one range, so all are written with the first.
                    if (!hasRanges)
                    {
                        WriteRanges(writer);
                    }

                    hasRanges = true;
                    break;
                case Update { Gradient: null } update:
                    writer.Line($"FindDirection({Place(update.Parameter)}{(Options.ScalesGradients ? ", gradientScale" : "")});");
                    break;
                case Update update:
                    writer.Line($"TakeStep({Place(update.Parameter)}{ScaleArgument(update.Parameter)}, {new ScalarWriter(writer, found).Write(update.DirectionScale!)});");
                    break;
                case Orthogonalization matrix:
                    writer.Line($"{plan.Optimizer!.KernelOf(matrix).FullName}.Run(ref At(Offset.Workspace), ref At(Offset.Workspace + {Text(MemoryPlan.Align(matrix.Matrix.Size))}));");
                    break;
                case TrustRatio ratio:
                    found[StepVariables.TrustRatio.Name] = $"global::DeepNet.CompilerServices.GradientNorm.TrustRatio(Slice({Place(ratio.Parameter)}), Slice(Offset.Workspace, {Text(ratio.Direction.Size)}))";
                    break;
                default:
                    throw new NotSupportedException(operation.GetType().Name);
            }
        }
    }

    /// <summary>What is done to the gradient of each parameter before its update, or null.</summary>
    private GradientScaling? Limit => _network.Training!.Update.OfType<GradientScaling>().FirstOrDefault(s => s.IsOfOne);

    private static string Place(ParameterPlan parameter) => $"{BlockPlace.Of(parameter)}, {Text(parameter.Size)}";

    private static void WriteScaling(SourceWriter writer, GradientScaling scaling, string squares)
    {
        writer.Line($"double norm = gradientScale * double.Sqrt({squares});");
        writer.Line($"gradientScale *= {new ScalarWriter(writer).Write(scaling.Factor)};");
    }

    private void WriteRanges(SourceWriter writer)
    {
        WriteCoefficients(writer, _network.UpdatedRanges.Select(r => r.LearningRateScale));
        foreach (ParameterRange range in _network.UpdatedRanges)
        {
            string count = range.Count == _network.ParameterCount ? "ParameterCount" : Text(range.Count);
            WriteUpdateOf(writer, plan.Optimizer!.Kernel, Text(range.Offset), count, "in " + CoefficientsFor(range.LearningRateScale));
        }
    }

    private string ScaleArgument(ParameterPlan parameter) => _network.HasLearningRateScales ? ", " + ElementType.Double.Literal(parameter.LearningRateScale) : "";

    private string GradientSlice(ParameterRange range) =>
        range.Count == _network.ParameterCount ? "Gradients" : $"Slice(Offset.Gradients{(range.Offset == 0 ? "" : " + " + Text(range.Offset))}, {Text(range.Count)})";

    /// <summary>Writes the call of a rule for parameters from an offset on.</summary>
    private static void WriteUpdateOf(SourceWriter writer, OptimizerKernel kernel, string offset, string count, string coefficients, string gradient = "Offset.Gradients")
    {
        string behind = offset == "0" ? "" : " + " + offset;
        IEnumerable<string> targets = new[] { $"ref At({offset})" }
            .Concat(kernel.Rule.States.Select(s => s == OptimizerRule.Direction ? "ref At(Offset.Workspace)" : $"ref At({BlockPlace.OfState(s)}{behind})"));
        string from = gradient == "Offset.Gradients" ? gradient + behind : gradient;
        writer.Call($"{kernel.FullName}.Update", [.. targets, $"ref At({from})", count, coefficients]);
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
