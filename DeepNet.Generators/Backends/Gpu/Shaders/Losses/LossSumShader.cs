using System;
using System.Collections.Generic;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders.Losses;

/// <summary><c>loss (+)= scale · Σ rowLoss</c> by one group of threads, always in the same order.</summary>
internal sealed record LossSumShader(LossScale Scale, bool Accumulates) : GpuKernel
{
    public override string ClassName => "LossSum" + Scale.Mark + (Accumulates ? "_Accumulate" : "");

    public override string Summary => "The mean of the rows' losses.";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("rowLoss", false), .. Scale.Reads];

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
                writer.Line($"loss[0] {(Accumulates ? "+=" : "=")} sums[0] * ({Scale.Text});");
            }
        }
    }
}
