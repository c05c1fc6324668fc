namespace DeepNet;

/// <summary>The element type that a network computes in.</summary>
public enum Precision
{
    /// <summary><see cref="float"/>, 32 bits: the default.</summary>
    Single,

    /// <summary><see cref="double"/>, 64 bits: for gradient checks and for problems that need it. Half the speed.</summary>
    Double,
}
