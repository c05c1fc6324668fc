using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Updates;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Optimizers;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Emit;

/// <summary>The update of the parameters, for networks whose optimizer does not do all of it in backward as well as for the others' ApplyGradients.</summary>
internal sealed partial class NetworkEmitter
{
    private OptimizerOptions Options => _plan.Optimizer!.Options;

    /// <summary>Whether the coefficients of a step depend on the parameter's factor of the learning rate.</summary>
    private bool HasScales => _plan.LearningRateScales.Any(s => s != 1);

    /// <summary>Writes what follows the forward pass in TrainStep where no update can be done in backward.</summary>
    private void EmitUpdateAfterBackward(SourceWriter writer)
    {
        if (!Options.Accumulates)
        {
            writer.Line("ZeroGradients();");
            EmitSpanCall(writer, "RunBackward", InputTensors);
            writer.Line("_pass++;").Line("ApplyGradients();").Line("return loss;");
            return;
        }

        using (writer.Block("if (_accumulated == 0)"))
        {
            writer.Line("Gradients.Clear();");
        }

        writer.Line();
        EmitSpanCall(writer, "RunBackward", InputTensors);
        writer.Line("_pass++;").Line("_accumulated++;");
        using (writer.Block($"if (_accumulated >= {Text(Options.AccumulationSteps)})"))
        {
            writer.Line("ApplyAccumulatedGradients();");
        }

        writer.Line().Line("return loss;");
    }

    /// <summary>Writes ApplyGradients, ZeroGradients and what they call.</summary>
    private void EmitApplyGradients(SourceWriter writer)
    {
        writer.Line().Line("/// <summary>Updates the parameters from <see cref=\"Gradients\"/>, which do not change.</summary>");
        using (writer.Method("public void ApplyGradients()"))
        {
            EmitTrainedParameters(writer);
            if (Options.Accumulates)
            {
                writer.Line("UpdateParameters(1);").Line("_accumulated = 0;");
            }
            else
            {
                EmitUpdates(writer);
            }
        }

        if (Options.Accumulates)
        {
            writer.Line().Line("/// <summary>Updates the parameters from the mean gradient of the batches that <c>TrainStep</c> has accumulated since the last update; does nothing if there are none.</summary>");
            using (writer.Method("public void ApplyAccumulatedGradients()"))
            {
                using (writer.Block("if (_accumulated == 0)"))
                {
                    writer.Line("return;");
                }

                writer.Line();
                EmitTrainedParameters(writer);
                writer.Line("UpdateParameters(1.0 / _accumulated);").Line("_accumulated = 0;");
            }

            writer.Line().Line("/// <summary>Updates the parameters from the gradients times a factor.</summary>");
            using (writer.Method("private void UpdateParameters(double gradientScale)"))
            {
                EmitUpdates(writer);
            }
        }

        writer.Line().Line("/// <summary>Sets all gradients to zero.</summary>");
        if (Options.Accumulates)
        {
            using (writer.Method("public void ZeroGradients()"))
            {
                writer.Line("Gradients.Clear();").Line("_accumulated = 0;");
            }
        }
        else
        {
            writer.Line("public void ZeroGradients() => Gradients.Clear();");
        }

        if (Options.HasAverage)
        {
            EmitAverages(writer);
        }
    }

    /// <summary>Training changes the trained parameters, not their averages.</summary>
    private void EmitTrainedParameters(SourceWriter writer)
    {
        if (_plan.Optimizer!.Options.HasAverage)
        {
            writer.Line("UsesAverages = false;");
        }
    }

    private void EmitUpdates(SourceWriter writer)
    {
        if (_plan.TrainedRanges.Count > 0)
        {
            EmitUpdatesOfTrained(writer);
        }

        writer.Line("_step++;");
    }

    private void EmitUpdatesOfTrained(SourceWriter writer)
    {
        if (Options.ScalesGradients && !Options.Accumulates)
        {
            writer.Line("double gradientScale = 1;");
        }

        if (Options.UsesGlobalNorm)
        {
            IEnumerable<string> sums = _plan.TrainedRanges.Select(r => $"global::DeepNet.CompilerServices.GradientNorm.SumOfSquares({GradientSlice(r)})");
            writer.Line($"double norm = gradientScale * global::System.Math.Sqrt({string.Join(" + ", sums)});");
            writer.Line($"gradientScale *= {Factor(Options.ClipGlobalNorm)};");
        }

        if (Options.ClipNorm > 0)
        {
            foreach (ParameterPlan parameter in _plan.Undirected)
            {
                writer.Line($"UpdateTensor({OffsetOf(parameter)}, {Text(parameter.Size)}{ScaleArgument(parameter)}, gradientScale);");
            }
        }
        else if (_plan.UpdatedRanges.Count > 0)
        {
            EmitCoefficients(writer, _plan.UpdatedRanges.Select(r => r.LearningRateScale));
            foreach (ParameterRange range in _plan.UpdatedRanges)
            {
                string count = range.Count == _plan.ParameterCount ? "ParameterCount" : Text(range.Count);
                EmitUpdateOf(writer, _cpu.Optimizer!.Kernel, Text(range.Offset), count, "in " + CoefficientsFor(range.LearningRateScale));
            }
        }

        foreach (DirectedParameter directed in _plan.Optimizer!.Directed)
        {
            EmitDirected(writer, directed);
        }
    }

    /// <summary>Writes the update of a parameter in two halves, with what stands between them.</summary>
    private void EmitDirected(SourceWriter writer, DirectedParameter directed)
    {
        ParameterPlan parameter = directed.Parameter;
        string place = $"{OffsetOf(parameter)}, {Text(parameter.Size)}";
        writer.Line($"FindDirection({place}{(Options.ScalesGradients ? ", gradientScale" : "")});");
        if (_cpu.Optimizer!.Orthogonalization(directed) is { } kernel)
        {
            writer.Line($"global::DeepNet.Generated.{kernel.ClassName}.Run(ref At(Offset.Workspace), ref At(Offset.Workspace + {Text(MemoryPlan.Align(parameter.Size))}));");
        }

        string scale = string.Format(System.Globalization.CultureInfo.InvariantCulture, directed.Scale, $"Slice({place})", $"Slice(Offset.Workspace, {Text(parameter.Size)})");
        writer.Line($"TakeStep({place}{ScaleArgument(parameter)}, {scale});");
    }

    private string ScaleArgument(ParameterPlan parameter) => HasScales ? ", " + ElementType.Double.Literal(parameter.LearningRateScale) : "";

    /// <summary>The C# of what gradients of a <c>norm</c> are multiplied by.</summary>
    private static string Factor(double maximum) =>
        maximum > 0 ? $"global::DeepNet.CompilerServices.GradientNorm.ClipFactor(norm, {ElementType.Double.Literal(maximum)})" : "global::DeepNet.CompilerServices.GradientNorm.UnitFactor(norm)";

    private string GradientSlice(ParameterRange range) =>
        range.Count == _plan.ParameterCount ? "Gradients" : $"Slice(Offset.Gradients{(range.Offset == 0 ? "" : " + " + Text(range.Offset))}, {Text(range.Count)})";

    /// <summary>Writes the call of a rule for parameters from an offset on.</summary>
    private static void EmitUpdateOf(SourceWriter writer, OptimizerKernel kernel, string offset, string count, string coefficients, string gradient = "Offset.Gradients")
    {
        string behind = offset == "0" ? "" : " + " + offset;
        IEnumerable<string> targets = new[] { $"ref At({offset})" }
            .Concat(kernel.Rule.States.Select(s => s == TensorOptimizer.Direction ? "ref At(Offset.Workspace)" : $"ref At({StateRegion(s)}{behind})"));
        string from = gradient == "Offset.Gradients" ? gradient + behind : gradient;
        writer.Call($"global::DeepNet.Generated.{kernel.ClassName}.Update", [.. targets, $"ref At({from})", count, coefficients]);
    }

    /// <summary>Writes the private methods of the update: coefficients, and the steps of a parameter as a whole.</summary>
    private void EmitUpdateMethods(SourceWriter writer)
    {
        OptimizerPlan optimizer = _plan.Optimizer!;
        string scale = HasScales ? ", double learningRateScale" : "";
        string factor = Options.ScalesGradients ? ", double gradientScale" : "";
        string scaleValue = HasScales ? "learningRateScale, " : "";
        if (_plan.UpdatedRanges.Count > 0)
        {
            EmitNextCoefficients(writer, "NextCoefficients", _cpu.Optimizer!.Kernel, optimizer.Rule, scale + factor);
            if (Options.ClipNorm > 0)
            {
                writer.Line().Line("/// <summary>Updates one parameter tensor, with its gradient clipped to a norm.</summary>");
                using (writer.Method($"private void UpdateTensor(int offset, int length{scale}{factor})"))
                {
                    EmitTensorFactor(writer);
                    EmitUpdateOf(writer, _cpu.Optimizer!.Kernel, "offset", "length", $"NextCoefficients({scaleValue}gradientScale)");
                }
            }
        }

        if (optimizer.Directed.Count == 0)
        {
            return;
        }

        EmitNextCoefficients(writer, "NextDirectionCoefficients", _cpu.Optimizer!.Direction!, optimizer.Direction!, factor);
        EmitNextCoefficients(writer, "NextStepCoefficients", _cpu.Optimizer!.Step!, optimizer.Step!, $"{scale}, double directionScale");
        writer.Line().Line("/// <summary>Writes the direction of a parameter's next step into the workspace.</summary>");
        using (writer.Method($"private void FindDirection(int offset, int length{factor})"))
        {
            if (Options.ClipNorm > 0)
            {
                EmitTensorFactor(writer);
            }

            EmitUpdateOf(writer, _cpu.Optimizer!.Direction!, "offset", "length", $"NextDirectionCoefficients({(Options.ScalesGradients ? "gradientScale" : "")})");
        }

        writer.Line().Line("/// <summary>Changes a parameter by the direction in the workspace.</summary>");
        using (writer.Method($"private void TakeStep(int offset, int length{scale}, double directionScale)"))
        {
            EmitUpdateOf(writer, _cpu.Optimizer!.Step!, "offset", "length", $"NextStepCoefficients({scaleValue}directionScale)", "Offset.Workspace");
        }
    }

    private void EmitTensorFactor(SourceWriter writer)
    {
        writer.Line("double norm = gradientScale * global::System.Math.Sqrt(global::DeepNet.CompilerServices.GradientNorm.SumOfSquares(Slice(Offset.Gradients + offset, length)));");
        writer.Line($"gradientScale *= {Factor(Options.ClipNorm)};");
    }

    private void EmitNextCoefficients(SourceWriter writer, string name, OptimizerKernel kernel, RulePlan rule, string parameters)
    {
        string type = $"global::DeepNet.Generated.{kernel.ClassName}.Coefficients";
        parameters = parameters.TrimStart(',', ' ');
        writer.Line().Line("/// <summary>The optimizer's values that are the same for all parameters in the next step.</summary>");
        using (writer.Method($"private {type} {name}({parameters})"))
        {
            List<string> names = [.. rule.Rule.Coefficients];
            List<string> values = [.. rule.Values];
            if (values.Any(v => v.Contains("learningRate")))
            {
                writer.Line($"double learningRate = _learningRate * (Schedule?.Factor(_step) ?? 1.0){(parameters.Contains("learningRateScale") ? " * learningRateScale" : "")};");
            }

            if (values.Concat(rule.Locals).Any(v => v.Contains("step")))
            {
                writer.Line("double step = _step + 1;");
            }

            foreach (string local in rule.Locals)
            {
                writer.Line(local);
            }

            writer.Line($"return new {type}(");
            using (writer.Indented())
            {
                for (int i = 0; i < names.Count; i++)
                {
                    writer.Line($"{names[i]}: {values[i].Replace("Math.", "global::System.Math.")}{(i == names.Count - 1 ? ");" : ",")}");
                }
            }
        }
    }

    /// <summary>Writes the property that exchanges the parameters and their averages.</summary>
    private void EmitAverages(SourceWriter writer)
    {
        writer.Line().Line("/// <summary>");
        writer.Line("/// Whether <see cref=\"Parameters\"/> are the averages of the trained parameters, as for evaluation. Setting it exchanges the two in place; before the first");
        writer.Line("/// update both are the same. Every training method sets it to false first.");
        writer.Line("/// </summary>");
        using (writer.Block("public bool UsesAverages"))
        {
            writer.Line("get => _usesAverages;");
            using (writer.Block("set"))
            {
                using (writer.Block("if (value != _usesAverages && _step > 0)"))
                {
                    foreach (ParameterRange range in _plan.TrainedRanges)
                    {
                        string average = StateRegion(OptimizerOptions.Average) + (range.Offset == 0 ? "" : " + " + Text(range.Offset));
                        writer.Line($"global::DeepNet.CompilerServices.WeightAverages.Exchange(Slice({Text(range.Offset)}, {Text(range.Count)}), Slice({average}, {Text(range.Count)}));");
                    }
                }

                writer.Line().Line("_usesAverages = value;");
            }
        }
    }
}
