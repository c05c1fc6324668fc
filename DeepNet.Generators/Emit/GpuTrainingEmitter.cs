using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Gpu;
using DeepNet.Generators.Backends.Gpu.Updates;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

/// <summary>Writes how a network trains on a device: members and their order are those of the network itself.</summary>
internal sealed partial class NetworkEmitter
{
    private void EmitGpuTraining(SourceWriter writer)
    {
        EmitGpuRates(writer);
        List<Tensor> given = [.. InputTensors, .. TargetTensors];
        string parameters = Spans(given, "ReadOnlySpan");
        string sums = Options.Accumulates ? $" The parameters are updated from the mean gradient of every {Text(Options.AccumulationSteps)} batches." : " The gradients on the device are those of this batch afterwards.";
        writer.Line($"/// <summary>Forward, backward and update in {(_plan.NanTrap ? "two submissions, with the loss checked between them" : "one submission")}.{sums}</summary>");
        writer.Documentation(TargetDocs("The loss of the batch before the update.", " No parameter has changed.", trapsLoss: true));
        using (writer.Method($"public float TrainStep({parameters})"))
        {
            EmitGpuBatch(writer, given);
            if (Options.Accumulates)
            {
                using (writer.Block($"if (_network._accumulated + 1 < {Text(Options.AccumulationSteps)})"))
                {
                    writer.Line($"Run({(Options.AccumulationSteps == 2 ? "FirstGradients" : "_network._accumulated == 0 ? FirstGradients : Backpropagation")}, n);").Line("_network._accumulated++;").Line("_network._pass++;").Line("return ReadbackFloats[0];");
                }

                writer.Line();
            }

            EmitGpuCoefficients(writer, "1.0 / (_network._accumulated + 1)");
            writer.Line($"Run({(Options.Accumulates ? "LastGradients" : "Training")}, n);").Line("_network._pass++;");
            EmitGpuUpdated(writer);
            writer.Line("return ReadbackFloats[0];");
        }

        writer.Line().Line("/// <summary>Forward in training mode and backward; adds to the gradients on the device and changes no parameter.</summary>");
        writer.Documentation(TargetDocs("The loss of the batch.", "", trapsLoss: true));
        using (writer.Method($"public float Backward({parameters})"))
        {
            EmitGpuBatch(writer, given);
            writer.Line("Run(Backpropagation, n);").Line("_network._pass++;").Line("return ReadbackFloats[0];");
        }

        writer.Line().Line("/// <summary>Computes the loss without changing anything. Dropout is off.</summary>");
        writer.Documentation(TargetDocs("The mean loss of the batch.", ""));
        using (writer.Method($"public float Evaluate({parameters})"))
        {
            EmitTargetChecks(writer);
            EmitGpuUploads(writer, given);
            writer.Line("Run(Evaluation, n);").Line("return ReadbackFloats[0];");
        }

        EmitGpuApplications(writer);
        if (HasAverage)
        {
            EmitGpuAverages(writer);
        }
    }

    /// <summary>Writes what belongs to the network and is the same on the device.</summary>
    private void EmitGpuRates(SourceWriter writer)
    {
        foreach ((string type, string name, string summary) in ((string, string, string)[])[
            ("float", "LearningRate", "The learning rate of the next update, before the factor of <see cref=\"Schedule\"/>: the network's own."),
            ("global::DeepNet.Training.LearningRateSchedule?", "Schedule", "The learning rate over the course of training: the network's own."),
            ("long", "EpochsTrained", "The epochs that the network was trained for: the network's own."),
        ])
        {
            writer.Line($"/// <summary>{summary}</summary>");
            using (writer.Block($"public {type} {name}"))
            {
                writer.Line($"get => _network.{name};").Line($"set => _network.{name} = value;");
            }

            writer.Line();
        }
    }

    /// <summary>Writes what comes before a pass of training: checks, and what the device is given. Where losses are trapped, it is also the way forward.</summary>
    private void EmitGpuBatch(SourceWriter writer, IReadOnlyList<Tensor> given)
    {
        EmitTargetChecks(writer);
        EmitAverageKeeping(writer);
        EmitTrainedParameters(writer);
        EmitGpuUploads(writer, given);
        long place = _gpu!.Coefficients.Sum(c => GpuPlan.Align(c.Tensor.Size));
        for (int i = 0; i < _gpu.MaskKeys.Count; i++)
        {
            writer.Line($"UploadInts[{Text(place + i)}] = (int)global::DeepNet.CompilerServices.DropoutMask.Key(_network._seed, _network._pass, {Text(_gpu.MaskKeys[i])});");
        }

        if (_plan.NanTrap)
        {
            writer.Line("Run(TrainingForward, n);");
            EmitGpuLossTrap(writer);
        }
    }

    /// <summary>Writes the coefficients of the next update into what the device is given.</summary>
    private void EmitGpuCoefficients(SourceWriter writer, string gradientScale)
    {
        long place = 0;
        for (int i = 0; i < _gpu!.Coefficients.Count; i++)
        {
            CoefficientSet set = _gpu.Coefficients[i];
            string local = "coefficients" + (i == 0 ? "" : Text(i + 1));
            _updates.WriteNext(writer, local, set.Rule, set.LearningRateScale, Options.Accumulates ? gradientScale : "1", set.DirectionScale, "_network.");
            for (int c = 0; c < set.Rule.Rule.Coefficients.Count; c++)
            {
                string name = set.Rule.Rule.Coefficients[c];
                writer.Line($"UploadFloats[{Text(place + c)}] = {local}.{char.ToUpperInvariant(name[0])}{name.Substring(1)};");
            }

            place += GpuPlan.Align(set.Tensor.Size);
        }
    }

    private void EmitGpuUpdated(SourceWriter writer)
    {
        writer.Line("_network._step++;");
        if (Options.Accumulates)
        {
            writer.Line("_network._accumulated = 0;");
        }
    }

    private void EmitGpuApplications(SourceWriter writer)
    {
        writer.Line().Line("/// <summary>Updates the parameters on the device from its gradients, which do not change.</summary>");
        using (writer.Method("public void ApplyGradients()"))
        {
            EmitTrainedParameters(writer);
            EmitGpuCoefficients(writer, "1");
            writer.Line("Run(Update, 1);");
            EmitGpuUpdated(writer);
        }

        if (Options.Accumulates)
        {
            writer.Line().Line("/// <summary>Updates the parameters on the device from the mean gradient of the batches that <c>TrainStep</c> has accumulated since the last update; does nothing if there are none.</summary>");
            using (writer.Method("public void ApplyAccumulatedGradients()"))
            {
                using (writer.Block("if (_network._accumulated == 0)"))
                {
                    writer.Line("return;");
                }

                writer.Line();
                EmitTrainedParameters(writer);
                EmitGpuCoefficients(writer, "1.0 / _network._accumulated");
                writer.Line("Run(Update, 1);");
                EmitGpuUpdated(writer);
            }
        }

        writer.Line().Line("/// <summary>Sets all gradients on the device to zero.</summary>");
        using (writer.Method("public void ZeroGradients()"))
        {
            writer.Line("Run(Zeroing, 1);");
            if (Options.Accumulates)
            {
                writer.Line("_network._accumulated = 0;");
            }
        }

        writer.Line();
    }

    private static void EmitGpuAverages(SourceWriter writer)
    {
        writer.Line("/// <summary>");
        writer.Line("/// Whether the parameters on the device are the averages of the trained parameters, as for evaluation. Setting it exchanges the two there; before the first update both");
        writer.Line("/// are the same. Every training method sets it to false first. <see cref=\"Download\"/> and <see cref=\"Upload\"/> copy it with the parameters.");
        writer.Line("/// </summary>");
        using (writer.Block("public bool UsesAverages"))
        {
            writer.Line("get => _usesAverages;");
            using (writer.Block("set"))
            {
                using (writer.Block("if (value != _usesAverages && _network._step > 0)"))
                {
                    writer.Line("Run(Exchange, 1);");
                }

                writer.Line().Line("_usesAverages = value;");
            }
        }

        writer.Line();
    }
}
