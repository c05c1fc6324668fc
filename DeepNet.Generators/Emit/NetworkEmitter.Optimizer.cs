using DeepNet.Generators.Backends.Cpu.Calls;
using DeepNet.Generators.Members;
using DeepNet.Generators.Optimizers;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

/// <summary>The update of the parameters, for networks whose optimizer does not do all of it in backward as well as for the others' ApplyGradients.</summary>
internal sealed partial class NetworkEmitter
{
    private OptimizerOptions Options => _plan.Optimizer!.Options;

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
    private void EmitApplyGradients(MemberWriter members)
    {
        members.Method(UpdateMembers.ApplyGradients, writer =>
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
        });
        if (Options.Accumulates)
        {
            EmitApplyAccumulated(members);
            members.Method(UpdateMembers.UpdateParameters, EmitUpdates);
            members.Method(UpdateMembers.ZeroGradients, writer => writer.Line("Gradients.Clear();").Line("_accumulated = 0;"));
        }
        else
        {
            members.Write(UpdateMembers.ZeroGradients, " => Gradients.Clear();");
        }

        if (Options.HasAverage)
        {
            EmitAverages(members);
        }
    }

    private void EmitApplyAccumulated(MemberWriter members) => members.Method(UpdateMembers.ApplyAccumulatedGradients, writer =>
    {
        using (writer.Block("if (_accumulated == 0)"))
        {
            writer.Line("return;");
        }

        writer.Line();
        EmitTrainedParameters(writer);
        writer.Line("UpdateParameters(1.0 / _accumulated);").Line("_accumulated = 0;");
    });

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
            _updates.WriteUpdates(writer);
        }

        writer.Line("_step++;");
    }

    /// <summary>Writes the property that exchanges the parameters and their averages.</summary>
    private void EmitAverages(MemberWriter members) => members.Block(UpdateMembers.UsesAverages, writer =>
    {
        writer.Line("get => _usesAverages;");
        using (writer.Block("set"))
        {
            using (writer.Block("if (value != _usesAverages && _step > 0)"))
            {
                foreach (ParameterRange range in _plan.TrainedRanges)
                {
                    string average = BlockPlace.OfState(OptimizerOptions.Average) + (range.Offset == 0 ? "" : " + " + Text(range.Offset));
                    writer.Line($"global::DeepNet.CompilerServices.WeightAverages.Exchange(Slice({Text(range.Offset)}, {Text(range.Count)}), Slice({average}, {Text(range.Count)}));");
                }
            }

            writer.Line().Line("_usesAverages = value;");
        }
    });
}
