using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>Maximum or mean of windows, a thread for each output.</summary>
internal sealed record PoolShader(WindowFunction Function, EquatableArray<WindowAxis> Axes, int Channels) : GpuKernel
{
    public override string ClassName => $"{(Function == WindowFunction.Mean ? "Average" : "Max")}Pool_{WindowText.Mark(Axes, Channels, Channels)}";

    public override string Summary => $"The {(Function == WindowFunction.Mean ? "mean" : "maximum")} of each window.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("input", false)];

    public override IReadOnlyList<string> Writes => ["output"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer) => EmitLoop(writer, () =>
    {
        string channels = FormattableString.Invariant($"{Channels}u");
        writer.Line($"uint channel = i % {channels};").Line($"uint rest = i / {channels};");
        WindowText.Split(writer, "rest", "o", Axes.Select(a => a.Output).ToList());
        bool isMean = Function == WindowFunction.Mean;
        writer.Line(isMean ? "float sum = 0.0f;" : "float most = 0.0f;").Line(isMean ? "float inside = 0.0f;" : "bool any = false;");
        WindowText.Places(writer, Axes, () =>
        {
            WindowText.Inputs(writer, Axes, "continue;");
            writer.Line($"float x = input[{WindowText.Join("rest", "i", Axes.Select(a => a.Input).ToList())} * {channels} + channel];");
            writer.Line(isMean ? "sum += x;" : "most = !any || x > most || x != x ? x : most;").Line(isMean ? "inside += 1.0f;" : "any = true;");
        });
        writer.Line(isMean ? "output[i] = sum / inside;" : "output[i] = most;");
    });
}

/// <summary>The gradient of pooling, a thread for each input: what the windows that cover it give it.</summary>
internal sealed record PoolGradientShader(WindowFunction Function, EquatableArray<WindowAxis> Axes, int Channels, bool Accumulates, Elementwise? Derivative) : GpuKernel
{
    private bool IsMean => Function == WindowFunction.Mean;

    public override string ClassName => $"{(IsMean ? "Average" : "Max")}PoolGradient_{WindowText.Mark(Axes, Channels, Channels)}{GradientStore.Mark(Accumulates, Derivative)}";

    public override string Summary => IsMean ? "dInput = dOutput / values of the window, summed over the windows." : "dInput = dOutput where the window has its first maximum, summed over the windows.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads =>
        [.. Derivative is null ? Enumerable.Empty<(string, bool)>() : [("saved", false)], .. IsMean ? Enumerable.Empty<(string, bool)>() : [("output", false), ("input", false)], ("dOutput", false)];

    public override IReadOnlyList<string> Writes => ["dInput"];

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer)
    {
        string channels = FormattableString.Invariant($"{Channels}u");
        List<int> inputs = Axes.Select(a => a.Input).ToList();
        List<int> outputs = Axes.Select(a => a.Output).ToList();
        GradientStore.EmitDerivative(writer, Derivative);
        EmitWindow(writer, channels, inputs);
        EmitLoop(writer, () =>
        {
            writer.Line($"uint channel = i % {channels};").Line($"uint rest = i / {channels};");
            WindowText.Split(writer, "rest", "i", inputs);
            writer.Line("float sum = 0.0f;");
            WindowText.Places(writer, Axes, () =>
            {
                WindowText.Outputs(writer, Axes, "continue;");
                string o = string.Join(", ", Enumerable.Range(0, Axes.Count).Select(a => FormattableString.Invariant($"o{a}")));
                writer.Line($"uint window = {WindowText.Join("rest", "o", outputs)} * {channels} + channel;");
                writer.Line(IsMean ? $"sum += dOutput[window] / Inside({o});" : $"if (First(rest, {o}, channel, output[window]) == i) {{ sum += dOutput[window]; }}");
            });
            writer.Line($"dInput[i] {(Accumulates ? "+=" : "=")} {GradientStore.Value(Derivative, "i")};");
        });
    }

    /// <summary>Writes what is asked of a window: where its first maximum is, or how many inputs it covers.</summary>
    private void EmitWindow(SourceWriter writer, string channels, List<int> inputs)
    {
        string parameters = string.Join(", ", Enumerable.Range(0, Axes.Count).Select(a => FormattableString.Invariant($"uint o{a}")));
        using (writer.Block(IsMean ? $"float Inside({parameters})" : $"uint First(uint rest, {parameters}, uint channel, float most)"))
        {
            if (IsMean)
            {
                writer.Line("float inside = 0.0f;");
            }

            WindowText.Places(writer, Axes, () =>
            {
                WindowText.Inputs(writer, Axes, "continue;");
                if (IsMean)
                {
                    writer.Line("inside += 1.0f;");
                    return;
                }

                writer.Line($"uint at = {WindowText.Join("rest", "i", inputs)} * {channels} + channel;");
                writer.Line("if (input[at] == most || input[at] != input[at]) { return at; }");
            });
            writer.Line(IsMean ? "return inside;" : "return 4294967295u;");
        }

        writer.Line();
    }
}
