using System;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution.Depthwise;

/// <summary>Repeats each channel for a depthwise convolution with several filters a channel, and adds the repetitions up again for its gradient.</summary>
/// <param name="Element">The element type.</param>
/// <param name="Channels">The channels before they are repeated.</param>
/// <param name="Multiplier">How often each is repeated.</param>
internal sealed record RepeatChannelsKernel(ElementType Element, int Channels, int Multiplier) : KernelSpec(Element)
{
    public override string ClassName => FormattableString.Invariant($"RepeatChannels_{Channels}x{Multiplier}") + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"Each of {Channels} channels {Multiplier} times, next to each other.");

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        writer.Line(FormattableString.Invariant($"private const int Channels = {Channels};")).Line(FormattableString.Invariant($"private const int Multiplier = {Multiplier};")).Line();
        writer.Line("/// <summary>Writes each element <c>Multiplier</c> times.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void Repeat(ref {keyword} repeated, ref {keyword} image, int pixels)"))
        using (writer.Block("for (int element = 0; element < pixels * Channels; element++)"))
        using (writer.Block("for (int copy = 0; copy < Multiplier; copy++)"))
        {
            writer.Line("Unsafe.Add(ref repeated, element * Multiplier + copy) = Unsafe.Add(ref image, element);");
        }

        writer.Line().Line("/// <summary>Adds the <c>Multiplier</c> copies of each element to it.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void Add(ref {keyword} image, ref {keyword} repeated, int pixels)"))
        using (writer.Block("for (int element = 0; element < pixels * Channels; element++)"))
        {
            writer.Line($"{keyword} sum = Unsafe.Add(ref image, element);");
            using (writer.Block("for (int copy = 0; copy < Multiplier; copy++)"))
            {
                writer.Line("sum += Unsafe.Add(ref repeated, element * Multiplier + copy);");
            }

            writer.Line().Line("Unsafe.Add(ref image, element) = sum;");
        }
    }
}
