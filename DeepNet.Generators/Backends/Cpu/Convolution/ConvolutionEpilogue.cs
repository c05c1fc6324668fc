using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution;

/// <summary>
/// What happens to an output of a convolution between its sum and memory: in the forward pass bias and activation, in the gradient of an input, which is a
/// convolution too, the derivative of the activation before.
/// </summary>
internal sealed record ConvolutionEpilogue
{
    /// <summary>A sum that is stored as it is.</summary>
    public static ConvolutionEpilogue None { get; } = new();

    /// <summary>Whether a bias is added.</summary>
    public bool HasBias { get; init; }

    /// <summary>The fused activation, or null.</summary>
    public ElementwiseKernel? Activation { get; init; }

    /// <summary>Whether what goes into the activation is stored too.</summary>
    public bool KeepsPreActivation { get; init; }

    /// <summary>Whether the sum is added to the existing values; then there is nothing else to be done.</summary>
    public bool Accumulates { get; init; }

    /// <summary>The activation whose derivative at <c>saved</c> the sum is multiplied with, or null.</summary>
    public ElementwiseKernel? Derivative { get; init; }

    /// <summary>How names of kernels tell it.</summary>
    public string Mark => (HasBias ? "" : "_NoBias")
        + (Activation is null ? "" : "_" + Activation.Mark)
        + (KeepsPreActivation ? "_KeepInput" : "")
        + (Derivative is null ? "" : "_Through" + Derivative.Operation.Name)
        + (Accumulates ? "_Accumulate" : "");

    public IEnumerable<KernelSpec> Dependencies => new KernelSpec?[] { Activation, Derivative }.OfType<KernelSpec>();

    /// <summary>The references that move on with the outputs, in the order of parameters.</summary>
    public IReadOnlyList<string> Outputs => ["output", .. KeepsPreActivation ? ["preActivation"] : new string[0], .. Derivative is null ? new string[0] : ["saved"]];

    /// <summary>What there is for each filter, or one of for all: bias and the activation's learned operand, the last references.</summary>
    public IReadOnlyList<string> FilterOperands => [.. HasBias ? ["bias"] : new string[0], .. Activation?.LearnedName is { } learned ? [learned] : new string[0]];

    /// <summary>The arguments for <see cref="FilterOperands"/> from some filter on.</summary>
    public IEnumerable<string> FilterArguments(string filter = "0") =>
        FilterOperands.Select(o => filter == "0" || (o != "bias" && Activation!.IsShared) ? "ref " + o : $"ref Unsafe.Add(ref {o}, {filter})");

    /// <summary>Where sums go before <see cref="EmitSecondPass"/>.</summary>
    public string Sums => KeepsPreActivation ? "preActivation" : "output";

    /// <summary>Writes the statements for a vector of sums of some pixel and filters; <paramref name="lanes"/> are 0 for a whole vector.</summary>
    public void Emit(SourceWriter writer, Target target, string value, int pixel, int filter, int lanes)
    {
        // Activations have no form for 512 bits: what is done once for a sum takes little beside the sum itself.
        if (target.Isa == Isa.Vector512 && (Activation is not null || Derivative is not null))
        {
            Target half = new(Isa.Vector256, target.Element);
            Emit(writer, half, value + ".GetLower()", pixel, filter, 0);
            Emit(writer, half, value + ".GetUpper()", pixel, filter + half.Lanes, 0);
            return;
        }

        Emit(writer, target, value, TileCell.Place(pixel, "Filters", filter), filter.ToString(CultureInfo.InvariantCulture), lanes);
    }

    /// <summary>Writes the statements for a vector of sums at an offset, of filters from <paramref name="filter"/> on; <paramref name="lanes"/> are 0 for a whole vector.</summary>
    public void Emit(SourceWriter writer, Target target, string value, string offset, string filter, int lanes)
    {
        string Store(string result, string name) => lanes == 0
            ? target.Store(result, name, offset)
            : $"PartialVector.Store({result}, ref {new Target(Isa.Scalar, target.Element).Load(name, offset)}, {lanes.ToString(CultureInfo.InvariantCulture)});";
        if (KeepsPreActivation)
        {
            writer.Line(Store(value, "preActivation"));
        }

        string result = Activation is not null ? Activation.ValueOf(target, value, filter)
            : Derivative is not null ? $"{Derivative.ClassName}.InputGradient({target.Load("saved", offset)}, {value})"
            : value;
        writer.Line(Store(result, "output"));
    }

    /// <summary>Writes what is left to do to the sums of <paramref name="pixels"/> in memory.</summary>
    public void EmitSecondPass(SourceWriter writer, string pixels)
    {
        if (Activation is not null)
        {
            writer.Line(Activation.ForwardCall("ref output", "ref " + Sums, pixels + " * Filters", pixels));
        }
        else if (Derivative is not null)
        {
            writer.Line($"{Derivative.ClassName}.Backward(ref output, ref saved, ref output, {pixels} * Filters);");
        }
    }

    /// <summary>Writes the twin's statements: the first value of <c>sum</c>, and what is done to it at the end.</summary>
    public void EmitReference(SourceWriter writer, ElementType element, bool isVolume = false)
    {
        ConvolutionLoops.Emit(
            writer,
            () => writer.Line($"{element.Keyword()} sum = {(HasBias ? "Unsafe.Add(ref bias, filter)" : element.Literal(0))};"),
            "sum += Unsafe.Add(ref input, at) * Unsafe.Add(ref weight, place);",
            () =>
            {
                if (KeepsPreActivation)
                {
                    writer.Line("Unsafe.Add(ref preActivation, to) = sum;");
                }

                string value = Activation is not null ? Activation.ValueOf(new Target(Isa.Reference, element), "sum", "filter")
                    : Derivative is not null ? $"{Derivative.ClassName}.InputGradientReference(Unsafe.Add(ref saved, to), sum)"
                    : "sum";
                writer.Line($"Unsafe.Add(ref output, to) {(Accumulates ? "+=" : "=")} {value};");
            },
            isVolume);
    }
}
