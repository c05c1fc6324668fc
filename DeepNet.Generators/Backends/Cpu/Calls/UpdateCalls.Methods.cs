using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Updates;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Members;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Calls;

internal sealed partial class UpdateCalls
{
    /// <summary>Writes the private methods of the update: coefficients, and the steps of a parameter as a whole.</summary>
    public void WriteMethods(MemberWriter members)
    {
        OptimizerPlan optimizer = _network.Optimizer!;
        string scale = _network.HasLearningRateScales ? ", double learningRateScale" : "";
        string factor = Options.ScalesGradients ? ", double gradientScale" : "";
        string scaleValue = _network.HasLearningRateScales ? "learningRateScale, " : "";
        if (_network.UpdatedRanges.Count > 0)
        {
            WriteNextCoefficients(members, UpdateMembers.NextCoefficients, optimizer.Rule, scale + factor);
            if (Limit is not null)
            {
                members.Method(UpdateMembers.UpdateTensor, parameters: $"int offset, int length{scale}{factor}", body: writer =>
                {
                    WriteTensorFactor(writer);
                    WriteUpdateOf(writer, plan.Optimizer!.Kernel, "offset", "length", $"NextCoefficients({scaleValue}gradientScale)");
                });
            }
        }

        if (!optimizer.HasDirected)
        {
            return;
        }

        WriteNextCoefficients(members, UpdateMembers.NextDirectionCoefficients, optimizer.Direction!, factor);
        WriteNextCoefficients(members, UpdateMembers.NextStepCoefficients, optimizer.Step!, $"{scale}, double directionScale");
        members.Method(UpdateMembers.FindDirection, parameters: $"int offset, int length{factor}", body: writer =>
        {
            if (Limit is not null)
            {
                WriteTensorFactor(writer);
            }

            WriteUpdateOf(writer, KernelOf(optimizer.Direction!), "offset", "length", $"NextDirectionCoefficients({(Options.ScalesGradients ? "gradientScale" : "")})");
        });
        members.Method(UpdateMembers.TakeStep, parameters: $"int offset, int length{scale}, double directionScale", body: writer =>
            WriteUpdateOf(writer, KernelOf(optimizer.Step!), "offset", "length", $"NextStepCoefficients({scaleValue}directionScale)", "Offset.Workspace"));
    }

    /// <summary>Writes a local with the coefficients of a rule for the next step, for an update that is computed elsewhere.</summary>
    /// <param name="writer">The text.</param>
    /// <param name="local">The local.</param>
    /// <param name="rule">A rule of the network's optimizer.</param>
    /// <param name="learningRateScale">The factor of the learning rate.</param>
    /// <param name="gradientScale">What gradients are multiplied by.</param>
    /// <param name="directionScale">What directions are multiplied by, 1 if it is a variable; null if the rule does not know it.</param>
    /// <param name="network">What the network's members are reached by.</param>
    public void WriteNext(SourceWriter writer, string local, RulePlan rule, double learningRateScale, string gradientScale, Expression? directionScale, string network)
    {
        bool isDirection = ReferenceEquals(rule, _network.Optimizer!.Direction);
        bool isStep = directionScale is not null;
        string[] arguments =
        [
            _network.HasLearningRateScales && !isDirection ? ElementType.Double.Literal(learningRateScale) : "",
            Options.ScalesGradients && !isStep ? gradientScale : "",
            directionScale is null ? "" : directionScale is Variable ? "1" : new ScalarWriter(writer).Write(directionScale),
        ];
        writer.Call(
            $"{KernelOf(rule).FullName}.Coefficients {local} = {network}{(isStep ? "NextStepCoefficients" : isDirection ? "NextDirectionCoefficients" : "NextCoefficients")}",
            [.. arguments.Where(a => a.Length > 0)]);
    }

    private OptimizerKernel KernelOf(RulePlan rule) => new(plan.Element, rule.Rule);

    private void WriteTensorFactor(SourceWriter writer) =>
        WriteScaling(writer, Limit!, "global::DeepNet.CompilerServices.GradientNorm.SumOfSquares(Slice(Offset.Gradients + offset, length))");

    private void WriteNextCoefficients(MemberWriter members, ClassMember method, RulePlan rule, string parameters)
    {
        string type = $"{KernelOf(rule).FullName}.Coefficients";
        members.Method(method, type: type, parameters: parameters.TrimStart(',', ' '), body: writer =>
        {
            HashSet<string> used = [.. rule.Values.SelectMany(v => v.Variables)];
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
        });
    }
}
