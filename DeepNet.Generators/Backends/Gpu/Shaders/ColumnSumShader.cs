using System;
using System.Collections.Generic;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary><c>dBias += Σ dOutput</c> over all rows: a group of threads for each column, each thread over some of the rows, then the threads' sums in a tree, so that the order is always the same.</summary>
internal sealed record ColumnSumShader(int Units) : GpuKernel
{
    public override string ClassName => FormattableString.Invariant($"BiasGradient_{Units}");

    public override string Summary => FormattableString.Invariant($"dBias[{Units}] += Σ dOutput[rows, {Units}] over the rows");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [("dOutput", false)];

    public override IReadOnlyList<string> Writes => ["dBias"];

    public override IReadOnlyList<string> Constants => ["rows"];

    public override void Emit(SourceWriter writer)
    {
        writer.Line("groupshared float sums[64];").Line().Line("[numthreads(64, 1, 1)]");
        using (writer.Block("void Execute(uint3 group : SV_GroupID, uint index : SV_GroupIndex)"))
        {
            writer.Line("float sum = 0.0f;");
            using (writer.Block("for (uint row = index; row < rows; row += 64u)"))
            {
                writer.Line(FormattableString.Invariant($"sum += dOutput[row * {Units}u + group.x];"));
            }

            ReductionText.Emit(writer, 64, "sums", "sum");
            using (writer.Block("if (index == 0u)"))
            {
                writer.Line("dBias[group.x] += sums[0];");
            }
        }
    }
}
