namespace DeepNet;

/// <summary>A fully connected layer: <c>output = input · weight + bias</c>.</summary>
/// <remarks>
/// Input shape: any; a rank above 1 is flattened first, unless <see cref="PerStep"/> is set. Output shape: <c>[units]</c>, or <c>[steps, units]</c>.
/// Parameters: <c>weight [inputs, units]</c>, row-major, and <c>bias [units]</c>.
/// </remarks>
/// <param name="units">The number of outputs, at least 1.</param>
public sealed class DenseAttribute(int units) : LayerAttribute
{
    /// <summary>The number of outputs.</summary>
    public int Units { get; } = units;

    /// <summary>Whether a bias is added. Default true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// Whether the same weights are applied to the last size at every step or pixel, as Keras does with Dense on sequences: <c>[steps, features]</c>
    /// becomes <c>[steps, units]</c>. Default false.
    /// </summary>
    public bool PerStep { get; set; }

    /// <summary>How the weights are drawn. Default: chosen from the activation that follows.</summary>
    public Initializer Initializer { get; set; }
}
