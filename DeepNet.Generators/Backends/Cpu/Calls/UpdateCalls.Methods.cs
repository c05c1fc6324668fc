using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Updates;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Calls;

internal sealed partial class UpdateCalls
{
    /// <summary>Writes the private methods of the update: coefficients, and the steps of a parameter as a whole.</summary>
    public void WriteMethods(SourceWriter writer)
    {
        OptimizerPlan optimizer = _network.Optimizer!;
        string scale = _network.HasLearningRateScales ? ", double learningRateScale" : "";
        string factor = Options.ScalesGradients ? ", double gradientScale" : "";
        string scaleValue = _network.HasLearningRateScales ? "learningRateScale, " : "";
        if (_network.UpdatedRanges.Count > 0)
        {
            WriteNextCoefficients(writer, "NextCoefficients", optimizer.Rule, scale + factor);
            if (Limit is not null)
            {
                writer.Line().Line("/// <summary>Updates one parameter tensor, with its gradient clipped to a norm.</summary>");
                using (writer.Method($"private void UpdateTensor(int offset, int length{scale}{factor})"))
                {
                    WriteTensorFactor(writer);
                    WriteUpdateOf(writer, plan.Optimizer!.Kernel, "offset", "length", $"NextCoefficients({scaleValue}gradientScale)");
                }
            }
        }

        if (!optimizer.HasDirected)
        {
            return;
        }

        WriteNextCoefficients(writer, "NextDirectionCoefficients", optimizer.Direction!, factor);
        WriteNextCoefficients(writer, "NextStepCoefficients", optimizer.Step!, $"{scale}, double directionScale");
        writer.Line().Line("/// <summary>Writes the direction of a parameter's next step into the workspace.</summary>");
        using (writer.Method($"private void FindDirection(int offset, int length{factor})"))
        {
            if (Limit is not null)
            {
                WriteTensorFactor(writer);
            }

            WriteUpdateOf(writer, KernelOf(optimizer.Direction!), "offset", "length", $"NextDirectionCoefficients({(Options.ScalesGradients ? "gradientScale" : "")})");
        }

        writer.Line().Line("/// <summary>Changes a parameter by the direction in the workspace.</summary>");
        using (writer.Method($"private void TakeStep(int offset, int length{scale}, double directionScale)"))
        {
            WriteUpdateOf(writer, KernelOf(optimizer.Step!), "offset", "length", $"NextStepCoefficients({scaleValue}directionScale)", "Offset.Workspace");
        }
    }

    private OptimizerKernel KernelOf(RulePlan rule) => new(plan.Element, rule.Rule);

    private void WriteTensorFactor(SourceWriter writer) =>
        WriteScaling(writer, Limit!, "global::DeepNet.CompilerServices.GradientNorm.SumOfSquares(Slice(Offset.Gradients + offset, length))");

    private void WriteNextCoefficients(SourceWriter writer, string name, RulePlan rule, string parameters)
    {
        string type = $"{KernelOf(rule).FullName}.Coefficients";
        HashSet<string> used = [.. rule.Values.SelectMany(v => v.Variables)];
        writer.Line().Line("/// <summary>The optimizer's values that are the same for all parameters in the next step.</summary>");
        using (writer.Method($"private {type} {name}({parameters.TrimStart(',', ' ')})"))
        {
            if (used.Contains(StepVariables.LearningRate.Name))
            {
                writer.Line($"double learningRate = _learningRate * (Schedule?.Factor(_step) ?? 1.0){(parameters.Contains("learningRateScale") ? " * learningRateScale" : "")};");
            }

            if (used.Contains(StepVariables.Step.Name))
            {
                writer.Line("double step = _step + 1;");
            }

            ScalarWriter scalars = new(writer);
            List<string> values = rule.Values.Select(scalars.Write).ToList();
            writer.Line($"return new {type}(");
            using (writer.Indented())
            {
                for (int i = 0; i < values.Count; i++)
                {
                    writer.Line($"{rule.Rule.Coefficients[i]}: {values[i]}{(i == values.Count - 1 ? ");" : ",")}");
                }
            }
        }
    }
}
