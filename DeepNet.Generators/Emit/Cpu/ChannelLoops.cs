using System;
using System.Globalization;

namespace DeepNet.Generators.Emit.Cpu;

/// <summary>
/// Writes loops over the channels of one position, for kernels that hold something for each channel in registers: vectors of every kind that fits, so that 12 channels
/// are one vector of eight and one of four, then single channels. The class has the constant <c>Channels</c>.
/// </summary>
internal sealed class ChannelLoops(SourceWriter writer, ElementType element, int channels)
{
    /// <summary>Writes the loops; <paramref name="body"/> writes the statements for the channels at <c>i</c>.</summary>
    public void Each(Action<Target> body)
    {
        using (writer.Block())
        {
            writer.Line("nuint i = 0;");
            foreach (Isa isa in Target.VectorIsas)
            {
                Target target = new(isa, element);
                if (target.Lanes > channels)
                {
                    continue;
                }

                string lanes = target.Lanes.ToString(CultureInfo.InvariantCulture);
                using (writer.Block($"if ({target.IsSupported})"))
                using (writer.Block($"for (; i + {lanes} <= Channels; i += {lanes})"))
                {
                    body(target);
                }

                writer.Line();
            }

            ElementLoop.TailLoop(writer, new Target(Isa.Scalar, element), "Channels", body);
        }
    }
}
