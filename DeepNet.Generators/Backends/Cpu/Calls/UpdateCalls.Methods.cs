using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Updates;
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
            WriteNextCoefficients(writer, "NextCoefficients", plan.Optimizer!.Kernel, optimizer.Rule, scale + factor);
            if (Options.ClipNorm > 0)
            {
                writer.Line().Line("/// <summary>Updates one parameter tensor, with its gradient clipped to a norm.</summary>");
                using (writer.Method($"private void UpdateTensor(int offset, int length{scale}{factor})"))
                {
                    WriteTensorFactor(writer);
                    WriteUpdateOf(writer, plan.Optimizer!.Kernel, "offset", "length", $"NextCoefficients({scaleValue}gradientScale)");
                }
            }
        }

        if (optimizer.Directed.Count == 0)
        {
            return;
        }

        WriteNextCoefficients(writer, "NextDirectionCoefficients", plan.Optimizer!.Direction!, optimizer.Direction!, factor);
        WriteNextCoefficients(writer, "NextStepCoefficients", plan.Optimizer!.Step!, optimizer.Step!, $"{scale}, double directionScale");
        writer.Line().Line("/// <summary>Writes the direction of a parameter's next step into the workspace.</summary>");
        using (writer.Method($"private void FindDirection(int offset, int length{factor})"))
        {
            if (Options.ClipNorm > 0)
            {
                WriteTensorFactor(writer);
            }

            WriteUpdateOf(writer, plan.Optimizer!.Direction!, "offset", "length", $"NextDirectionCoefficients({(Options.ScalesGradients ? "gradientScale" : "")})");
        }

        writer.Line().Line("/// <summary>Changes a parameter by the direction in the workspace.</summary>");
        using (writer.Method($"private void TakeStep(int offset, int length{scale}, double directionScale)"))
        {
            WriteUpdateOf(writer, plan.Optimizer!.Step!, "offset", "length", $"NextStepCoefficients({scaleValue}directionScale)", "Offset.Workspace");
        }
    }

    /// <summary>The C# of what gradients of a <c>norm</c> are multiplied by.</summary>
    private static string Factor(double maximum) =>
        maximum > 0 ? $"global::DeepNet.CompilerServices.GradientNorm.ClipFactor(norm, {ElementType.Double.Literal(maximum)})" : "global::DeepNet.CompilerServices.GradientNorm.UnitFactor(norm)";

    private void WriteTensorFactor(SourceWriter writer)
    {
        writer.Line("double norm = gradientScale * global::System.Math.Sqrt(global::DeepNet.CompilerServices.GradientNorm.SumOfSquares(Slice(Offset.Gradients + offset, length)));");
        writer.Line($"gradientScale *= {Factor(Options.ClipNorm)};");
    }

    private static void WriteNextCoefficients(SourceWriter writer, string name, OptimizerKernel kernel, RulePlan rule, string parameters)
    {
        string type = $"{kernel.FullName}.Coefficients";
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
}
