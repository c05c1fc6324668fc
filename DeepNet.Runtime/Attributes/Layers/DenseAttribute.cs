namespace DeepNet;

/// <summary>A fully connected layer: <c>output = input · weight + bias</c>.</summary>
/// <remarks>
/// Input shape: any; a rank above 1 is flattened first. Output shape: <c>[units]</c>.
/// Parameters: <c>weight [inputs, units]</c>, row-major, and <c>bias [units]</c>.
/// </remarks>
/// <param name="units">The number of outputs, at least 1.</param>
public sealed class DenseAttribute(int units) : LayerAttribute
{
    /// <summary>The number of outputs.</summary>
    public int Units { get; } = units;

    /// <summary>Whether a bias is added. Default true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights are drawn. Default: chosen from the activation that follows.</summary>
    public Initializer Initializer { get; set; }
}
