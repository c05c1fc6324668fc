using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>A convolution as a product with patches of the input, which are not stored: each group of channels is a part of its own, in z.</summary>
/// <param name="Map">The convolution.</param>
internal abstract record ConvolutionShader(ConvolutionMap Map) : ProductShader
{
    public override int Parts => Map.Groups;

    protected int GroupFilters => Map.Filters / Map.Groups;

    protected string Mark => WindowText.Mark(Map.Axes, Map.Channels, Map.Filters) + (Map.Groups == 1 ? "" : FormattableString.Invariant($"_Groups{Map.Groups}"));

    /// <summary>The HLSL of the first channel of the part.</summary>
    protected string PartChannel => Map.Groups == 1 ? "" : $"part * {Text(Map.GroupChannels)}u + ";

    /// <summary>The HLSL of the first filter of the part.</summary>
    protected string PartFilter => Map.Groups == 1 ? "" : $"part * {Text(GroupFilters)}u + ";

    /// <summary>Writes <c>Patch(row, k)</c>: element k of the patch of output <c>row</c> in a tensor of the convolution's inputs.</summary>
    protected void EmitPatch(SourceWriter writer, string input)
    {
        using (writer.Block("float Patch(uint row, uint k)"))
        {
            writer.Line($"uint channel = k % {Text(Map.GroupChannels)}u;").Line($"uint p = k / {Text(Map.GroupChannels)}u;");
            WindowText.Split(writer, "p", "p", Map.Axes.Select(a => a.Window).ToList(), hasSample: false);
            WindowText.Split(writer, "row", "o", Map.Axes.Select(a => a.Output).ToList());
            WindowText.Inputs(writer, Map.Axes, "return 0.0f;");
            writer.Line($"return {input}[{WindowText.Join("row", "i", Map.Axes.Select(a => a.Input).ToList())} * {Text(Map.Channels)}u + {PartChannel}channel];");
        }
    }

    /// <summary>Writes <c>Cover(row, k)</c>: for input <c>row</c>, filter <c>k % filters</c> of the output whose window covers it with place <c>k / filters</c>, in a tensor of the convolution's outputs.</summary>
    protected void EmitCover(SourceWriter writer, string output)
    {
        using (writer.Block("float Cover(uint row, uint k)"))
        {
            writer.Line($"uint filter = k % {Text(GroupFilters)}u;").Line($"uint p = k / {Text(GroupFilters)}u;");
            WindowText.Split(writer, "p", "p", Map.Axes.Select(a => a.Window).ToList(), hasSample: false);
            WindowText.Split(writer, "row", "i", Map.Axes.Select(a => a.Input).ToList());
            WindowText.Outputs(writer, Map.Axes, "return 0.0f;");
            writer.Line($"return {output}[{WindowText.Join("row", "o", Map.Axes.Select(a => a.Output).ToList())} * {Text(Map.Filters)}u + {PartFilter}filter];");
        }
    }

    /// <summary>The places of a window.</summary>
    protected int Places => Map.Axes.Aggregate(1, (size, axis) => size * axis.Window);
}

/// <summary>From a convolution's inputs to its outputs: a layer's forward pass, or the gradient of the input of a transposed convolution.</summary>
/// <param name="Target">For a gradient, whether it is added and which derivative it goes through; null for a forward pass.</param>
internal sealed record ConvolutionForwardShader(ConvolutionMap Map, bool HasBias, Elementwise? Activation, bool KeepsPreActivation, (bool Accumulates, Elementwise? Derivative)? Target) : ConvolutionShader(Map)
{
    /// <summary>The elements of the activation's learned operand; 0 without one.</summary>
    public int Learned { get; init; }

    public override string ClassName => $"Convolution_{Mark}" + (Target is { } t ? "_Gradient" + GradientStore.Mark(t.Accumulates, t.Derivative) : ForwardStore.Mark(HasBias, Activation, KeepsPreActivation, Learned));

    public override string Summary => Target is null ? "output = Σ input · weight over the windows, with bias and activation." : "The gradient of the input of a transposed convolution: Σ dOutput · weight over the windows.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads =>
    [
        .. Target?.Derivative is null ? Enumerable.Empty<(string, bool)>() : [("saved", false)],
        ("input", false), ("weight", false), .. ForwardStore.Reads(HasBias, Activation),
    ];

    public override IReadOnlyList<string> Writes => Target is not null ? ["dInput"] : KeepsPreActivation ? ["output", "preActivation"] : ["output"];

    public override IReadOnlyList<string> Constants => ["rows"];

    protected override int? Rows => null;

    protected override int Columns => GroupFilters;

    protected override int? Depth => Map.PatchSize;

    protected override void EmitFunctions(SourceWriter writer)
    {
        EmitPatch(writer, "input");
        writer.Line("float A(uint row, uint k) { return Patch(row, k); }").Line($"float B(uint k, uint column) {{ return weight[k * {Text(Map.Filters)}u + {PartFilter}column]; }}");
        string place = $"row * {Text(Map.Filters)}u + {PartFilter}column";
        if (Target is { } target)
        {
            GradientStore.Emit(writer, target.Derivative, target.Accumulates, place);
        }
        else
        {
            ForwardStore.Emit(writer, HasBias, Activation, KeepsPreActivation, Learned, place, PartFilter + "column");
        }
    }
}

/// <summary>From a convolution's outputs back to its inputs: the gradient of a layer's input, or the forward pass of a transposed convolution.</summary>
/// <param name="Target">For a gradient, whether it is added and which derivative it goes through; null for a forward pass.</param>
internal sealed record ConvolutionBackwardShader(ConvolutionMap Map, bool HasBias, Elementwise? Activation, bool KeepsPreActivation, (bool Accumulates, Elementwise? Derivative)? Target) : ConvolutionShader(Map)
{
    /// <summary>The elements of the activation's learned operand; 0 without one.</summary>
    public int Learned { get; init; }

    public override string ClassName => $"ConvolutionBack_{Mark}" + (Target is { } t ? "_Gradient" + GradientStore.Mark(t.Accumulates, t.Derivative) : ForwardStore.Mark(HasBias, Activation, KeepsPreActivation, Learned));

    public override string Summary => Target is null ? "A transposed convolution: output = Σ input · weight over the windows that cover it, with bias and activation." : "dInput = Σ dOutput · weight over the windows that cover it.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads =>
    [
        .. Target?.Derivative is null ? Enumerable.Empty<(string, bool)>() : [("saved", false)],
        ("dOutput", false), ("weight", false), .. ForwardStore.Reads(HasBias, Activation),
    ];

    public override IReadOnlyList<string> Writes => Target is not null ? ["dInput"] : KeepsPreActivation ? ["output", "preActivation"] : ["output"];

    public override IReadOnlyList<string> Constants => ["rows"];

    protected override int? Rows => null;

    protected override int Columns => Map.GroupChannels;

    protected override int? Depth => Places * GroupFilters;

    protected override void EmitFunctions(SourceWriter writer)
    {
        EmitCover(writer, "dOutput");
        writer.Line("float A(uint row, uint k) { return Cover(row, k); }");
        writer.Line($"float B(uint k, uint column) {{ return weight[(k / {Text(GroupFilters)}u * {Text(Map.GroupChannels)}u + column) * {Text(Map.Filters)}u + {PartFilter}k % {Text(GroupFilters)}u]; }}");
        string place = $"row * {Text(Map.Channels)}u + {PartChannel}column";
        if (Target is { } target)
        {
            GradientStore.Emit(writer, target.Derivative, target.Accumulates, place);
        }
        else
        {
            ForwardStore.Emit(writer, HasBias, Activation, KeepsPreActivation, Learned, place, PartChannel + "column");
        }
    }
}

/// <summary><c>dWeight += patchesᵀ · dOutput</c>.</summary>
internal sealed record ConvolutionWeightGradientShader(ConvolutionMap Map) : ConvolutionShader(Map)
{
    public override string ClassName => $"ConvolutionWeightGradient_{Mark}";

    public override string Summary => "dWeight += Σ input · dOutput over all windows.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("input", false), ("dOutput", false)];

    public override IReadOnlyList<string> Writes => ["dWeight"];

    public override IReadOnlyList<string> Constants => ["depth"];

    protected override int? Rows => Map.PatchSize;

    protected override int Columns => GroupFilters;

    protected override int? Depth => null;

    protected override bool LoadsAlongDepth => false;

    protected override void EmitFunctions(SourceWriter writer)
    {
        EmitPatch(writer, "input");
        writer.Line("float A(uint row, uint k) { return Patch(k, row); }").Line($"float B(uint k, uint column) {{ return dOutput[k * {Text(Map.Filters)}u + {PartFilter}column]; }}");
        writer.Line($"void Store(uint row, uint column, float sum) {{ dWeight[row * {Text(Map.Filters)}u + {PartFilter}column] += sum; }}");
    }
}
