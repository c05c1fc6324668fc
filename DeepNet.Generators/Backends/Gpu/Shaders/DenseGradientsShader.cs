using System;
using System.Collections.Generic;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>Both gradients of a dense layer in one dispatch: groups of the first rows of tiles have the weights, the others the inputs.</summary>
internal sealed record DenseGradientsShader(DenseWeightGradientShader Weights, DenseInputGradientShader Inputs) : GpuKernel
{
    public override string ClassName => Inputs.ClassName.Replace("DenseInputGradient", "DenseGradients") + (Weights.HasBias ? "_Bias" : "");

    public override string Summary => $"{Weights.Summary}; {Inputs.Summary}";

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads => [.. Inputs.Reads, ("input", false)];

    public override IReadOnlyList<string> Writes => [.. Inputs.Writes, .. Weights.Writes];

    public override IReadOnlyList<string> Constants => ["rows", "depth"];

    /// <summary>The tiles side by side, of one as of the other.</summary>
    public int ColumnTiles => Tiles(Inputs.Inputs, Inputs.TileColumns);

    /// <summary>The rows of tiles of the weights.</summary>
    public int WeightRowTiles => Tiles(Weights.Inputs, Weights.TileRows);

    /// <summary>The rows of a tile of the inputs.</summary>
    public int TileRows => Inputs.TileRows;

    /// <summary>Whether two gradients are of one layer, and have as many tiles side by side.</summary>
    public static bool Takes(DenseWeightGradientShader weights, DenseInputGradientShader inputs) =>
        (weights.Inputs, weights.Units) == (inputs.Inputs, inputs.Units) && Tiles(weights.Units, weights.TileColumns) == Tiles(inputs.Inputs, inputs.TileColumns);

    public override void Emit(SourceWriter writer)
    {
        DenseWeightGradientShader weights = Weights with { Suffix = "OfWeights" };
        weights.EmitDeclarations(writer);
        Inputs.EmitDeclarations(writer);
        writer.Line("[numthreads(16, 16, 1)]");
        using (writer.Block("void Execute(uint3 id : SV_GroupID, uint3 local : SV_GroupThreadID, uint index : SV_GroupIndex)"))
        {
            writer.Line("uint3 group = id;");
            using (writer.Block(FormattableString.Invariant($"if (id.y < {WeightRowTiles}u)")))
            {
                weights.EmitTile(writer);
            }

            using (writer.Block("else"))
            {
                writer.Line(FormattableString.Invariant($"group.y -= {WeightRowTiles}u;"));
                Inputs.EmitTile(writer);
            }
        }
    }

    private static int Tiles(int count, int size) => (count + size - 1) / size;
}
