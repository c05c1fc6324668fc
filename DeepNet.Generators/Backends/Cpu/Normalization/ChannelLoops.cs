using System;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Normalization;

/// <summary>
/// Writes loops over the channels of one position, for kernels that hold something for each channel in registers: vectors of every kind that fits, so that 12 channels
/// are one vector of eight and one of four, then single channels. The class has the constant <c>Channels</c>, or the method a local <c>width</c>.
/// </summary>
/// <param name="writer">Where to write.</param>
/// <param name="element">The element type.</param>
/// <param name="channels">The channels, or null if they are known when the kernel runs.</param>
/// <param name="readsPast">Whether loads may run past the last channel; then the rest is one vector, of which <see cref="Store"/> stores a part.</param>
internal sealed class ChannelLoops(SourceWriter writer, ElementType element, int? channels, bool readsPast = false)
{
    private readonly string _count = channels is null ? "width" : "Channels";
    private readonly int _most = channels ?? int.MaxValue;
    private int _partialLanes;

    /// <summary>Whether the channels behind the last whole vector are neither one channel nor a smaller vector.</summary>
    public static bool HasUnevenRest(ElementType element, int channels)
    {
        int rest = channels % new Target(Isa.Vector256, element).Lanes;
        return rest > 1 && rest != new Target(Isa.Vector128, element).Lanes;
    }

    /// <summary>The statement of a body that stores a value for the channels at hand.</summary>
    public string Store(Target target, string value, string name, string index) => _partialLanes == 0
        ? target.Store(value, name, index)
        : $"PartialVector.Store({value}, ref {new Target(Isa.Scalar, target.Element).Load(name, index)}, {_partialLanes.ToString(CultureInfo.InvariantCulture)});";

    /// <summary>Writes the loops; <paramref name="body"/> writes the statements for the channels at <c>i</c>.</summary>
    public void Each(Action<Target> body)
    {
        using (writer.Block())
        {
            writer.Line("nuint i = 0;");
            foreach (Isa isa in Target.VectorIsas)
            {
                Target target = new(isa, element);
                bool isPartial = readsPast && isa == Isa.Vector256 && HasUnevenRest(element, _most);
                if (target.Lanes > _most && !isPartial)
                {
                    continue;
                }

                string lanes = target.Lanes.ToString(CultureInfo.InvariantCulture);
                using (writer.Block($"if ({target.IsSupported})"))
                {
                    if (target.Lanes <= _most)
                    {
                        using (writer.Block($"for (; i + {lanes} <= {_count}; i += {lanes})"))
                        {
                            body(target);
                        }

                        if (isPartial)
                        {
                            writer.Line();
                        }
                    }

                    if (isPartial)
                    {
                        _partialLanes = _most % target.Lanes;
                        using (writer.Block())
                        {
                            body(target);
                            writer.Line($"i = {_count};");
                        }

                        _partialLanes = 0;
                    }
                }

                writer.Line();
            }

            ElementLoop.TailLoop(writer, new Target(Isa.Scalar, element), _count, body);
        }
    }
}
