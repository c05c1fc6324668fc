using System;
using System.Collections.Generic;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>Softmax and cross entropy, a thread for each row: the row's loss, and the gradient times <c>weight / rows</c>.</summary>
/// <param name="Classes">The elements of a row.</param>
/// <param name="Smoothing">The share of the uniform distribution.</param>
/// <param name="TakesLabels">Whether targets are labels, else one number per class.</param>
/// <param name="Weight">The factor of the loss.</param>
/// <param name="WithGradient">Whether the gradient is written.</param>
internal sealed record CrossEntropyShader(int Classes, double Smoothing, bool TakesLabels, double Weight, bool WithGradient) : GpuKernel
{
    public override string ClassName => FormattableString.Invariant($"CrossEntropy_{Classes}") + (TakesLabels ? "" : "_Dense") + NumberName.Mark("_Smooth", Smoothing, 0) + NumberName.Mark("_Weight", Weight, 1) + (WithGradient ? "_Gradient" : "");

    public override string Summary => FormattableString.Invariant($"Softmax and cross entropy over {Classes} classes, the loss of each row{(WithGradient ? ", and the gradient" : "")}.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("logits", false), ("targets", TakesLabels)];

    public override IReadOnlyList<string> Writes => WithGradient ? ["rowLoss", "dLogits"] : ["rowLoss"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer)
    {
        string classes = FormattableString.Invariant($"{Classes}u");
        string target = TakesLabels ? "(j == label ? 1.0f : 0.0f)" : "targets[first + j]";
        string smooth = Smoothing == 0 ? target : $"({HlslExpressionWriter.Literal(1 - Smoothing)} * {target} + {HlslExpressionWriter.Literal(Smoothing / Classes)})";
        EmitLoop(writer, () =>
        {
            writer.Line($"uint first = i * {classes};");
            if (TakesLabels)
            {
                writer.Line("uint label = (uint)targets[i];");
            }

            writer.Line("float most = logits[first];");
            writer.Line($"for (uint j = 1u; j < {classes}; j++) {{ most = max(most, logits[first + j]); }}").Line("float total = 0.0f;");
            writer.Line($"for (uint j = 0u; j < {classes}; j++) {{ total += exp(logits[first + j] - most); }}");
            writer.Line("float logTotal = log(total);").Line("float loss = 0.0f;").Line("float weights = 0.0f;");
            using (writer.Block($"for (uint j = 0u; j < {classes}; j++)"))
            {
                writer.Line($"float t = {smooth};");
                using (writer.Block("if (t != 0.0f)"))
                {
                    writer.Line("loss += t * (logTotal - (logits[first + j] - most));").Line("weights += t;");
                }
            }

            writer.Line("rowLoss[i] = loss;");
            if (WithGradient)
            {
                writer.Line($"float scale = {HlslExpressionWriter.Literal(Weight)} / (float)count;");
                using (writer.Block($"for (uint j = 0u; j < {classes}; j++)"))
                {
                    writer.Line($"float t = {smooth};").Line("dLogits[first + j] = (weights * (exp(logits[first + j] - most) / total) - t) * scale;");
                }
            }
        });
    }
}

/// <summary><c>loss (+)= weight / count · Σ rowLoss</c> by one group of threads, always in the same order.</summary>
internal sealed record LossSumShader(double Weight, bool Accumulates) : GpuKernel
{
    public override string ClassName => "LossSum" + NumberName.Mark("_Weight", Weight, 1) + (Accumulates ? "_Accumulate" : "");

    public override string Summary => "The mean of the rows' losses.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("rowLoss", false)];

    public override IReadOnlyList<string> Writes => ["loss"];

    public override IReadOnlyList<string> Constants => ["count"];

    public override void Emit(SourceWriter writer)
    {
        writer.Line("groupshared float sums[256];").Line().Line("[numthreads(256, 1, 1)]");
        using (writer.Block("void Execute(uint index : SV_GroupIndex)"))
        {
            writer.Line("float sum = 0.0f;");
            using (writer.Block("for (uint i = index; i < count; i += 256u)"))
            {
                writer.Line("sum += rowLoss[i];");
            }

            ReductionText.Emit(writer, 256, "sums", "sum");
            using (writer.Block("if (index == 0u)"))
            {
                writer.Line($"loss[0] {(Accumulates ? "+=" : "=")} sums[0] * ({HlslExpressionWriter.Literal(Weight)} / (float)count);");
            }
        }
    }
}
