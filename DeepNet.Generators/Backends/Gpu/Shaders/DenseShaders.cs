using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary><c>output = activation(input · weight + bias)</c>.</summary>
internal sealed record DenseForwardShader(int Inputs, int Units, bool HasBias, Elementwise? Activation, bool KeepsPreActivation) : ProductShader
{
    /// <summary>The elements of the activation's learned operand; 0 without one.</summary>
    public int Learned { get; init; }

    public override string ClassName => FormattableString.Invariant($"DenseForward_{Inputs}x{Units}") + ForwardStore.Mark(HasBias, Activation, KeepsPreActivation, Learned);

    public override string Summary => FormattableString.Invariant($"output[rows, {Units}] = {(Activation is null ? "" : Activation.Name + "(")}input[rows, {Inputs}] · weight[{Inputs}, {Units}]{(HasBias ? " + bias" : "")}{(Activation is null ? "" : ")")}");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("input", false), ("weight", false), .. ForwardStore.Reads(HasBias, Activation)];

    public override IReadOnlyList<string> Writes => KeepsPreActivation ? ["output", "preActivation"] : ["output"];

    public override IReadOnlyList<string> Constants => ["rows"];

    protected override int? Rows => null;

    protected override int Columns => Units;

    protected override int? Depth => Inputs;

    protected override void EmitFunctions(SourceWriter writer)
    {
        writer.Line($"float A(uint row, uint k) {{ return input[row * {Text(Inputs)}u + k]; }}").Line($"float B(uint k, uint column) {{ return weight[k * {Text(Units)}u + column]; }}");
        ForwardStore.Emit(writer, HasBias, Activation, KeepsPreActivation, Learned, $"row * {Text(Units)}u + column", "column");
    }
}

/// <summary><c>dInput = dOutput · weightᵀ</c>, through the derivative of an activation, written or added.</summary>
internal sealed record DenseInputGradientShader(int Inputs, int Units, bool Accumulates, Elementwise? Derivative) : ProductShader
{
    public override string ClassName => FormattableString.Invariant($"DenseInputGradient_{Inputs}x{Units}") + GradientStore.Mark(Accumulates, Derivative);

    public override string Summary => FormattableString.Invariant($"dInput[rows, {Inputs}] {(Accumulates ? "+=" : "=")} dOutput[rows, {Units}] · weight[{Inputs}, {Units}]ᵀ{(Derivative is null ? "" : ", times the derivative of " + Derivative.Name)}");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [.. Derivative is null ? Enumerable.Empty<(string, bool)>() : [("saved", false)], ("dOutput", false), ("weight", false)];

    public override IReadOnlyList<string> Writes => ["dInput"];

    public override IReadOnlyList<string> Constants => ["rows"];

    protected override int? Rows => null;

    protected override int Columns => Inputs;

    protected override int? Depth => Units;

    protected override void EmitFunctions(SourceWriter writer)
    {
        writer.Line($"float A(uint row, uint k) {{ return dOutput[row * {Text(Units)}u + k]; }}").Line($"float B(uint k, uint column) {{ return weight[column * {Text(Units)}u + k]; }}");
        GradientStore.Emit(writer, Derivative, Accumulates, $"row * {Text(Inputs)}u + column");
    }
}

/// <summary><c>dWeight += inputᵀ · dOutput</c>, and with a bias <c>dBias += Σ dOutput</c>.</summary>
internal sealed record DenseWeightGradientShader(int Inputs, int Units, bool HasBias) : ProductShader
{
    public override string ClassName => FormattableString.Invariant($"DenseWeightGradient_{Inputs}x{Units}") + (HasBias ? "_Bias" : "");

    public override string Summary => FormattableString.Invariant($"dWeight[{Inputs}, {Units}] += input[rows, {Inputs}]ᵀ · dOutput[rows, {Units}]{(HasBias ? FormattableString.Invariant($", dBias[{Units}] += Σ dOutput") : "")}");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("input", false), ("dOutput", false)];

    public override IReadOnlyList<string> Writes => HasBias ? ["dWeight", "dBias"] : ["dWeight"];

    public override IReadOnlyList<string> Constants => ["depth"];

    protected override int? Rows => Inputs;

    protected override int Columns => Units;

    protected override int? Depth => null;

    protected override bool LoadsAlongDepth => false;

    protected override bool SumsColumns => HasBias;

    protected override void EmitFunctions(SourceWriter writer)
    {
        writer.Line($"float A{Suffix}(uint row, uint k) {{ return input[k * {Text(Inputs)}u + row]; }}")
            .Line($"float B{Suffix}(uint k, uint column) {{ return dOutput[k * {Text(Units)}u + column]; }}")
            .Line($"void Store{Suffix}(uint row, uint column, float sum) {{ dWeight[row * {Text(Units)}u + column] += sum; }}");
        if (HasBias)
        {
            writer.Line($"void StoreColumn{Suffix}(uint column, float sum) {{ dBias[column] += sum; }}");
        }
    }
}
