namespace DeepNet;

/// <summary>How the weights of a layer are drawn before training. Biases start at zero.</summary>
/// <remarks>
/// <c>fanIn</c> and <c>fanOut</c> are the numbers of inputs and outputs that one weight connects. Draws come from the seed given to the
/// network's constructor and are the same on every machine.
/// </remarks>
public enum Initializer
{
    /// <summary>
    /// Chosen from the activation that follows: <see cref="HeNormal"/> before ReLU, LeakyReLU, Elu, Gelu, Silu, HardSwish and Softplus,
    /// <see cref="LeCunNormal"/> before Selu, <see cref="GlorotUniform"/> otherwise.
    /// </summary>
    Auto,

    /// <summary>Normal with standard deviation <c>sqrt(2 / fanIn)</c> (He et al. 2015, arXiv:1502.01852).</summary>
    HeNormal,

    /// <summary>Uniform in <c>±sqrt(6 / fanIn)</c> (He et al. 2015, arXiv:1502.01852).</summary>
    HeUniform,

    /// <summary>Normal with standard deviation <c>sqrt(2 / (fanIn + fanOut))</c> (Glorot and Bengio 2010).</summary>
    GlorotNormal,

    /// <summary>Uniform in <c>±sqrt(6 / (fanIn + fanOut))</c> (Glorot and Bengio 2010).</summary>
    GlorotUniform,

    /// <summary>Normal with standard deviation <c>sqrt(1 / fanIn)</c> (LeCun et al. 1998; Klambauer et al. 2017 for Selu).</summary>
    LeCunNormal,

    /// <summary>Uniform in <c>±sqrt(3 / fanIn)</c> (LeCun et al. 1998).</summary>
    LeCunUniform,

    /// <summary>A random matrix with orthonormal rows or columns (Saxe et al. 2014, arXiv:1312.6120).</summary>
    Orthogonal,

    /// <summary>All zeros: for a last layer that has to start as the zero function.</summary>
    Zeros,
}
