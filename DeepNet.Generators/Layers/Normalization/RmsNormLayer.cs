namespace DeepNet.Generators.Layers.Normalization;

/// <summary>Divides rows of features by their root mean square.</summary>
internal sealed class RmsNormLayer : LayerNormLayer
{
    public override string Name => "RmsNorm";

    protected override bool HasBeta => false;
}
