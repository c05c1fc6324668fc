using DeepNet.Generators.Backends.Cpu.Calls;
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
            _updates.WriteUpdates(writer);
        }

        writer.Line("_step++;");
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
                        string average = BlockPlace.OfState(OptimizerOptions.Average) + (range.Offset == 0 ? "" : " + " + Text(range.Offset));
                        writer.Line($"global::DeepNet.CompilerServices.WeightAverages.Exchange(Slice({Text(range.Offset)}, {Text(range.Count)}), Slice({average}, {Text(range.Count)}));");
                    }
                }

                writer.Line().Line("_usesAverages = value;");
            }
        }
    }
}
