using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders.Losses;

/// <summary>A loss of rows: the row's loss, and the gradient times the scale of the mean.</summary>
/// <param name="Scale">What the gradient is multiplied by.</param>
/// <param name="WithGradient">Whether the gradient is written.</param>
internal abstract record RowLossShader(LossScale Scale, bool WithGradient) : GpuKernel
{
    /// <summary>The name without what all row losses have.</summary>
    protected abstract string Title { get; }

    /// <summary>What it takes of the caller and of the network.</summary>
    protected abstract IReadOnlyList<(string Name, bool IsInteger)> Inputs { get; }

    /// <summary>The gradients that it writes.</summary>
    protected virtual IReadOnlyList<string> Gradients => ["dLogits"];

    public override string ClassName => Title + Scale.Mark + (WithGradient ? "_Gradient" : "") + (AddsMean switch { null => "", false => "_Mean", true => "_MeanAdded" });

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [.. Inputs, .. WithGradient || AddsMean is not null ? Scale.Reads : []];

    public override IReadOnlyList<string> Writes => [AddsMean is null ? "rowLoss" : "loss", .. WithGradient ? Gradients : []];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    /// <summary>How threads share rows; without a word of the loss a thread has each to itself.</summary>
    public virtual RowThreads Rows => new(1);

    /// <summary>
    /// Whether one group computes all rows and their mean too, which is added to the losses before if <c>true</c>; null where a shader behind sums up. The order of the sum is that
    /// of <see cref="LossSumShader"/>.
    /// </summary>
    public bool? AddsMean { get; init; }

    /// <summary>The HLSL of what takes the loss of row <c>i</c>, with the sign of assignment.</summary>
    protected string Takes => AddsMean is null ? "rowLoss[i] =" : "lossOfThread +=";

    /// <summary>Writes what stands before the loop: tables and functions.</summary>
    protected virtual void EmitFunctions(SourceWriter writer)
    {
    }

    /// <summary>Writes the loss of row <c>i</c>.</summary>
    protected abstract void EmitRow(SourceWriter writer);

    public override void Emit(SourceWriter writer)
    {
        EmitFunctions(writer);
        if (AddsMean is { } adds)
        {
            EmitMean(writer, adds);
            return;
        }

        Rows.Emit(writer, () => EmitScaledRow(writer));
    }

    private void EmitScaledRow(SourceWriter writer)
    {
        if (WithGradient)
        {
            writer.Line($"float scale = {Scale.Text};");
        }

        EmitRow(writer);
    }

    private void EmitMean(SourceWriter writer, bool adds)
    {
        writer.Line("groupshared float sums[256];").Line().Line("[numthreads(256, 1, 1)]");
        using (writer.Block("void Execute(uint index : SV_GroupIndex)"))
        {
            writer.Line("float lossOfThread = 0.0f;");
            using (writer.Block("for (uint i = index; i < count; i += stride)"))
            {
                EmitScaledRow(writer);
            }

            ReductionText.Emit(writer, 256, "sums", "lossOfThread");
            using (writer.Block("if (index == 0u)"))
            {
                writer.Line($"loss[0] {(adds ? "+=" : "=")} sums[0] * ({Scale.Text});");
            }
        }
    }

    /// <summary>Writes a table of one factor per class, if there is one.</summary>
    public static void EmitClassWeights(SourceWriter writer, EquatableArray<double> weights)
    {
        if (weights.Count > 0)
        {
            writer.Line($"static const float classWeights[{weights.Count.ToString(CultureInfo.InvariantCulture)}] = {{ {string.Join(", ", weights.Select(HlslExpressionWriter.Literal))} }};").Line();
        }
    }

    /// <summary>Writes locals <c>first</c>, the place of the row, and <c>most</c>, its largest element.</summary>
    protected static void EmitMost(SourceWriter writer, int width, string row = "logits")
    {
        writer.Line(FormattableString.Invariant($"uint first = i * {width}u;")).Line($"float most = {row}[first];");
        writer.Line(FormattableString.Invariant($"for (uint j = 1u; j < {width}u; j++) {{ most = max(most, {row}[first + j]); }}"));
    }
}

/// <summary>What a mean multiplies its sum by: <c>weight / rows</c>, or where rows count differently <c>weight / Σ counts</c>, which a shader before has found.</summary>
/// <param name="Weight">The factor of the loss.</param>
/// <param name="CountsLabels">Whether rows count differently.</param>
internal readonly record struct LossScale(double Weight, bool CountsLabels)
{
    /// <summary>What the names of shaders say of it.</summary>
    public string Mark => CountsLabels ? "_Counted" : NumberName.Mark("_Weight", Weight, 1);

    /// <summary>What it is read from.</summary>
    public IReadOnlyList<(string Name, bool IsInteger)> Reads => CountsLabels ? [("labelScale", false)] : [];

    /// <summary>The HLSL; <c>count</c> is the number of rows.</summary>
    public string Text => CountsLabels ? "labelScale[0]" : $"{HlslExpressionWriter.Literal(Weight)} / (float)count";
}

/// <summary><c>weight / Σ counts</c> of the labels of a batch, 0 if none counts, by one group of threads, always in the same order.</summary>
/// <param name="ClassWeights">What a label of each class counts, or none for 1.</param>
/// <param name="Ignored">The label that does not count, or null.</param>
/// <param name="Weight">The factor of the loss.</param>
internal sealed record LabelScaleShader(EquatableArray<double> ClassWeights, int? Ignored, double Weight) : GpuKernel
{
    public override string ClassName => "LabelScale" + (ClassWeights.Count > 0 ? "_Weights" + NumberName.OfAll(ClassWeights) : "") + (Ignored is { } ignored ? "_Ignore" + NumberName.Of(ignored) : "") + NumberName.Mark("_Weight", Weight, 1);

    public override string Summary => "What a mean over labels that count differently multiplies its sum by.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("targets", true)];

    public override IReadOnlyList<string> Writes => ["labelScale"];

    public override IReadOnlyList<string> Constants => ["count"];

    public override void Emit(SourceWriter writer)
    {
        RowLossShader.EmitClassWeights(writer, ClassWeights);
        writer.Line("groupshared float sums[256];").Line().Line("[numthreads(256, 1, 1)]");
        using (writer.Block("void Execute(uint index : SV_GroupIndex)"))
        {
            writer.Line("float sum = 0.0f;");
            using (writer.Block("for (uint i = index; i < count; i += 256u)"))
            {
                string counts = ClassWeights.Count > 0 ? "classWeights[targets[i]]" : "1.0f";
                writer.Line(Ignored is { } ignored ? FormattableString.Invariant($"if (targets[i] != {ignored}) {{ sum += {counts}; }}") : $"sum += {counts};");
            }

            ReductionText.Emit(writer, 256, "sums", "sum");
            using (writer.Block("if (index == 0u)"))
            {
                writer.Line($"labelScale[0] = sums[0] > 0.0f ? {HlslExpressionWriter.Literal(Weight)} / sums[0] : 0.0f;");
            }
        }
    }
}

/// <summary><c>values *= weight</c> of each sample, for losses and their gradients.</summary>
/// <param name="Size">The values of a sample.</param>
internal sealed record SampleWeightShader(int Size) : GpuKernel
{
    public override string ClassName => FormattableString.Invariant($"SampleWeight_{Size}");

    public override string Summary => FormattableString.Invariant($"values *= weights[sample], {Size} values per sample.");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("weights", false)];

    public override IReadOnlyList<string> Writes => ["values"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer) => EmitLoop(writer, () => writer.Line(FormattableString.Invariant($"values[i] *= weights[i / {Size}u];")));
}
