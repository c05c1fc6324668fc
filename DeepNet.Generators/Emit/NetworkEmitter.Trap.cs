using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

/// <summary>
/// The trap for losses that are not finite. Forward in training mode has moved running statistics by then, and the trained parameters have taken the place of
/// their averages: both are put back, so that a network whose step was refused is as it was.
/// </summary>
internal sealed partial class NetworkEmitter
{
    /// <summary>Whether a trapped step has something to put back.</summary>
    private bool RestoresTrapped => _plan.NanTrap && (_plan.KeptCount > 0 || HasAverage);

    /// <summary>Writes how a pass of training keeps what a trapped loss puts back.</summary>
    private void EmitKeeping(SourceWriter writer)
    {
        EmitAverageKeeping(writer);
        if (_plan.KeptCount > 0)
        {
            writer.Line($"Buffers.CopyTo(Slice(Offset.KeptStatistics, {Text(_plan.KeptCount)}));");
        }
    }

    private void EmitAverageKeeping(SourceWriter writer)
    {
        if (_plan.NanTrap && HasAverage)
        {
            writer.Line("bool usesAverages = UsesAverages;");
        }
    }

    private void EmitLossTrap(SourceWriter writer)
    {
        if (RestoresTrapped)
        {
            EmitRestoring(writer, _plan.KeptCount > 0 ? $"Slice(Offset.KeptStatistics, {Text(_plan.KeptCount)}).CopyTo(Buffers);" : null);
        }

        if (_plan.NanTrap)
        {
            writer.Line("global::DeepNet.CompilerServices.BatchChecks.Loss(loss);");
        }
    }

    private void EmitGpuLossTrap(SourceWriter writer)
    {
        if (RestoresTrapped)
        {
            writer.Line("float loss = ReadbackFloats[0];");
            EmitRestoring(writer, _plan.KeptCount > 0 ? "Run(Restoring, 1);" : null);
        }

        writer.Line($"global::DeepNet.CompilerServices.BatchChecks.Loss({(RestoresTrapped ? "loss" : "ReadbackFloats[0]")});");
    }

    private void EmitRestoring(SourceWriter writer, string? statistics)
    {
        using (writer.Block($"if (!{Keyword}.IsFinite(loss))"))
        {
            if (statistics is not null)
            {
                writer.Line(statistics);
            }

            if (HasAverage)
            {
                writer.Line("UsesAverages = usesAverages;");
            }
        }

        writer.Line();
    }

    /// <summary>Records a copy of the running statistics on the device, or the copy back.</summary>
    private void EmitGpuKept(SourceWriter writer, bool back)
    {
        if (_plan.KeptCount == 0)
        {
            return;
        }

        string length = Text(_gpu!.KeptTensor.Size);
        string statistics = $"Arena(Place.{_plan.Buffers[0].Tensor.Name}, {length})";
        string kept = $"Arena(StepValue.KeptStatistics, {length})";
        writer.Line($"list.Copy({(back ? kept : statistics)}, {(back ? statistics : kept)});");
    }

    /// <summary>What the documentation of a method says of traps, or null where it has none.</summary>
    /// <param name="given">The tensors of the caller.</param>
    /// <param name="called">What they are, with an article.</param>
    /// <param name="trapsLoss">Whether the loss is trapped too.</param>
    private string? TrapDocs(IEnumerable<Tensor> given, string called, bool trapsLoss)
    {
        bool trapsGiven = given.Any(t => !t.IsInteger);
        if (!_plan.NanTrap || (!trapsGiven && !trapsLoss))
        {
            return null;
        }

        string what = !trapsGiven ? "The loss" : called + (trapsLoss ? ", or the loss," : "");
        return $"<exception cref=\"global::System.ArithmeticException\">{what} is NaN or infinite.{(trapsLoss ? " The network is as it was before." : "")}</exception>";
    }
}
