using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>A convolution of each channel by itself, a thread for each output.</summary>
internal sealed record DepthwiseShader(DepthwiseMap Map, bool HasBias, Elementwise? Activation, bool KeepsPreActivation) : GpuKernel
{
    /// <summary>The elements of the activation's learned operand; 0 without one.</summary>
    public int Learned { get; init; }

    private int Filters => Map.Channels * Map.Multiplier;

    public override string ClassName => $"Depthwise_{WindowText.Mark(Map.Axes, Map.Channels, Filters)}{ForwardStore.Mark(HasBias, Activation, KeepsPreActivation, Learned)}";

    public override string Summary => "output = Σ input · weight over the window, each channel by itself.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("input", false), ("weight", false), .. ForwardStore.Reads(HasBias, Activation)];

    public override IReadOnlyList<string> Writes => KeepsPreActivation ? ["output", "preActivation"] : ["output"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer)
    {
        ForwardStore.Emit(writer, HasBias, Activation, KeepsPreActivation, Learned, "row", "column");
        writer.Line();
        EmitLoop(writer, () =>
        {
            string filters = FormattableString.Invariant($"{Filters}u");
            writer.Line($"uint filter = i % {filters};").Line($"uint rest = i / {filters};").Line(FormattableString.Invariant($"uint channel = filter / {Map.Multiplier}u;"));
            WindowText.Split(writer, "rest", "o", Map.Axes.Select(a => a.Output).ToList());
            writer.Line("float sum = 0.0f;");
            WindowText.Places(writer, Map.Axes, () =>
            {
                WindowText.Inputs(writer, Map.Axes, "continue;");
                writer.Line(FormattableString.Invariant($"uint from = {WindowText.Join("rest", "i", Map.Axes.Select(a => a.Input).ToList())} * {Map.Channels}u + channel;"));
                writer.Line($"sum += input[from] * weight[{WindowText.Join("", "p", Map.Axes.Select(a => a.Window).ToList())} * {filters} + filter];");
            });
            writer.Line("Store(i, filter, sum);");
        });
    }
}

/// <summary>The gradient of the input, a thread for each: what the outputs give that see it.</summary>
internal sealed record DepthwiseInputGradientShader(DepthwiseMap Map, bool Accumulates, Elementwise? Derivative) : GpuKernel
{
    private int Filters => Map.Channels * Map.Multiplier;

    public override string ClassName => $"DepthwiseInputGradient_{WindowText.Mark(Map.Axes, Map.Channels, Filters)}{GradientStore.Mark(Accumulates, Derivative)}";

    public override string Summary => $"dInput {(Accumulates ? "+=" : "=")} Σ dOutput · weight over the windows that see an input.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [.. Derivative is null ? Enumerable.Empty<(string, bool)>() : [("saved", false)], ("dOutput", false), ("weight", false)];

    public override IReadOnlyList<string> Writes => ["dInput"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer)
    {
        GradientStore.EmitDerivative(writer, Derivative);
        EmitLoop(writer, () =>
        {
            string channels = FormattableString.Invariant($"{Map.Channels}u");
            string filters = FormattableString.Invariant($"{Filters}u");
            writer.Line($"uint channel = i % {channels};").Line($"uint rest = i / {channels};");
            WindowText.Split(writer, "rest", "i", Map.Axes.Select(a => a.Input).ToList());
            writer.Line("float sum = 0.0f;");
            WindowText.Places(writer, Map.Axes, () =>
            {
                WindowText.Outputs(writer, Map.Axes, "continue;");
                writer.Line($"uint from = {WindowText.Join("rest", "o", Map.Axes.Select(a => a.Output).ToList())} * {filters};");
                writer.Line($"uint place = {WindowText.Join("", "p", Map.Axes.Select(a => a.Window).ToList())} * {filters};");
                writer.Line(FormattableString.Invariant($"for (uint filter = channel * {Map.Multiplier}u; filter < (channel + 1u) * {Map.Multiplier}u; filter++) {{ sum += dOutput[from + filter] * weight[place + filter]; }}"));
            });
            writer.Line($"dInput[i] {(Accumulates ? "+=" : "=")} {GradientStore.Value(Derivative, "i")};");
        });
    }
}

/// <summary><c>dWeight += Σ input · dOutput</c>, a group of threads for each weight, always in the same order.</summary>
internal sealed record DepthwiseWeightGradientShader(DepthwiseMap Map) : GpuKernel
{
    private const int GroupThreads = 64;

    private int Filters => Map.Channels * Map.Multiplier;

    public override string ClassName => $"DepthwiseWeightGradient_{WindowText.Mark(Map.Axes, Map.Channels, Filters)}";

    public override string Summary => "dWeight += Σ input · dOutput over samples and outputs.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("input", false), ("dOutput", false)];

    public override IReadOnlyList<string> Writes => ["dWeight"];

    public override IReadOnlyList<string> Constants => ["rows"];

    public override void Emit(SourceWriter writer)
    {
        string filters = FormattableString.Invariant($"{Filters}u");
        writer.Line(FormattableString.Invariant($"groupshared float sums[{GroupThreads}];")).Line().Line(FormattableString.Invariant($"[numthreads({GroupThreads}, 1, 1)]"));
        using (writer.Block("void Execute(uint3 group : SV_GroupID, uint index : SV_GroupIndex)"))
        {
            writer.Line("uint filter = group.x;").Line(FormattableString.Invariant($"uint channel = filter / {Map.Multiplier}u;")).Line("uint window = group.y;");
            WindowText.Split(writer, "window", "p", Map.Axes.Select(a => a.Window).ToList(), hasSample: false);
            writer.Line("float sum = 0.0f;");
            using (writer.Block(FormattableString.Invariant($"for (uint row = index; row < rows; row += {GroupThreads}u)")))
            {
                writer.Line("uint rest = row;");
                WindowText.Split(writer, "rest", "o", Map.Axes.Select(a => a.Output).ToList());
                WindowText.Inputs(writer, Map.Axes, "continue;");
                writer.Line(FormattableString.Invariant($"sum += input[{WindowText.Join("rest", "i", Map.Axes.Select(a => a.Input).ToList())} * {Map.Channels}u + channel] * dOutput[row * {filters} + filter];"));
            }

            ReductionText.Emit(writer, GroupThreads, "sums", "sum");
            using (writer.Block("if (index == 0u)"))
            {
                writer.Line($"dWeight[group.y * {filters} + filter] += sums[0];");
            }
        }
    }
}
