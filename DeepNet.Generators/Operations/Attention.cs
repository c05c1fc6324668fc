using System.Numerics;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Operations;

/// <summary>The sizes of an attention.</summary>
/// <param name="Heads">The heads.</param>
/// <param name="HeadSize">The elements of a query, key or value in one head.</param>
/// <param name="Queries">The steps of the queries.</param>
/// <param name="Keys">The steps of keys and values.</param>
/// <param name="IsCausal">Whether a query sees only the keys up to its own step.</param>
internal sealed record AttentionShape(int Heads, int HeadSize, int Queries, int Keys, bool IsCausal)
{
    /// <summary>The elements of a step: all heads side by side.</summary>
    public int Width => Heads * HeadSize;

    /// <summary>
    /// The most that a back end may set aside for one head, which an int has to count: some copies of its keys and values and some rows of scores, with the keys
    /// rounded up to blocks.
    /// </summary>
    public static BigInteger MostScratch(BigInteger keys, BigInteger headSize) => (keys + 64) * (5 * headSize + 49);
}

/// <summary><c>output = softmax(query · keyᵀ / √headSize) · value</c> for each head.</summary>
/// <param name="Name">What the names of tensors begin with that belong to it alone.</param>
internal sealed record ScaledDotProductAttention(string Comment, string Name, AttentionShape Shape) : Operation(Comment)
{
    public required Tensor Output { get; init; }

    /// <summary>Where the largest score of each query and head, and the logarithm of its sum of exponentials, are kept for the gradient; or null.</summary>
    public Tensor? Statistics { get; init; }

    public required Tensor Query { get; init; }

    public required Tensor Key { get; init; }

    public required Tensor Value { get; init; }

    /// <summary>An integer for each key of a sample, 0 where it is not to be seen; or null.</summary>
    public Tensor? Mask { get; init; }

    /// <summary>Which weights are zeroed; or null.</summary>
    public RandomMask? Dropout { get; init; }
}

/// <summary>
/// With <c>P</c> the weights of the softmax: <c>dValue = Pᵀ · dOutput</c>, <c>dS = P ∘ (dOutput · valueᵀ - rowsum(dOutput ∘ output)) / √headSize</c>,
/// <c>dQuery = dS · key</c>, <c>dKey = dSᵀ · query</c>.
/// </summary>
/// <param name="Name">What the names of tensors begin with that belong to it alone.</param>
internal sealed record ScaledDotProductAttentionGradient(string Comment, string Name, AttentionShape Shape) : Operation(Comment)
{
    public required Tensor DQuery { get; init; }

    public required Tensor DKey { get; init; }

    public required Tensor DValue { get; init; }

    public required Tensor Query { get; init; }

    public required Tensor Key { get; init; }

    public required Tensor Value { get; init; }

    /// <summary>What the forward pass came to.</summary>
    public required Tensor Output { get; init; }

    /// <summary>What the forward pass has kept.</summary>
    public required Tensor Statistics { get; init; }

    public required Tensor DOutput { get; init; }

    /// <inheritdoc cref="ScaledDotProductAttention.Mask"/>
    public Tensor? Mask { get; init; }

    /// <inheritdoc cref="ScaledDotProductAttention.Dropout"/>
    public RandomMask? Dropout { get; init; }
}

/// <summary>Rotates the pairs <c>(i, i + headSize / 2)</c> of each head by the angles of their step, in place.</summary>
/// <param name="Heads">The heads.</param>
/// <param name="HeadSize">The elements of a head.</param>
/// <param name="Steps">The steps of a sample.</param>
internal sealed record Rotation(string Comment, int Heads, int HeadSize, int Steps) : Operation(Comment)
{
    /// <summary>Whether it rotates back, as gradients are.</summary>
    public bool IsInverse { get; init; }

    public required Tensor Values { get; init; }

    /// <summary>The cosines and sines of each step; see <see cref="RotaryTable"/>.</summary>
    public required Tensor Table { get; init; }
}
