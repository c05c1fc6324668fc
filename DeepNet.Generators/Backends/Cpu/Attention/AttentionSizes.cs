using System;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Attention;

/// <summary>
/// The sizes of an attention, and how its kernels cut it: some rows of queries at a time, against blocks of keys. What is in work at one time, a head's
/// keys and values and one block of scores, stays in the caches, and memory grows with the steps, not with their square.
/// </summary>
/// <param name="Shape">The sizes.</param>
/// <param name="HasMask">Whether an integer mask says which keys are real.</param>
/// <param name="HasDropout">Whether weights are dropped.</param>
internal sealed record AttentionSizes(AttentionShape Shape, bool HasMask, bool HasDropout)
{
    /// <summary>The rows of queries that are processed together: four times the six of the products' tiles.</summary>
    private const int MostRows = 24;

    /// <summary>
    /// The keys of a block. Blocks above the diagonal of a causal attention are left out, which small ones make more of. A block is a matrix without gaps, so that
    /// the rows of a long sequence do not fall on the same sets of the cache.
    /// </summary>
    private int MostKeys => IsCausal ? 32 : 64;

    public int Heads => Shape.Heads;

    public int HeadSize => Shape.HeadSize;

    public int Queries => Shape.Queries;

    public int Keys => Shape.Keys;

    public bool IsCausal => Shape.IsCausal;

    public int Width => Shape.Width;

    public int BlockRows => Math.Min(MostRows, Queries);

    public int KeyBlock => Math.Min(MostKeys, Keys);

    /// <summary>The keys in whole blocks.</summary>
    public int PaddedKeys => (Keys + KeyBlock - 1) / KeyBlock * KeyBlock;

    /// <summary>Whether there is more than one block of keys.</summary>
    public bool IsBlocked => PaddedKeys > KeyBlock;

    /// <summary>What the names of kernels say of the sizes.</summary>
    public string Mark => FormattableString.Invariant($"{Heads}x{HeadSize}_{Queries}x{Keys}")
        + (IsCausal ? "_Causal" : "")
        + (HasMask ? "_Masked" : "")
        + (HasDropout ? "_Dropout" : "");

    /// <summary>One matrix of keys or values of a head.</summary>
    public int HeadElements => PaddedKeys * HeadSize;

    /// <summary>One block of scores.</summary>
    public int ScoreElements => BlockRows * PaddedKeys;

    /// <summary>Scores, transposed keys, values, and what a mask adds to the scores.</summary>
    public int ForwardScratch => ScoreElements + 2 * HeadElements + (HasMask ? PaddedKeys : 0);

    /// <summary>Weights and their gradients, transposed keys and values, keys, gradients of keys and values, and what a mask adds to the scores. No more than <see cref="AttentionShape.MostScratch"/>.</summary>
    public int BackwardScratch => 2 * ScoreElements + 5 * HeadElements + (HasMask ? PaddedKeys : 0);

    /// <summary>The scores of some queries with a block of keys.</summary>
    public DenseForwardKernel ScoreProduct(ElementType element) =>
        new(element, HeadSize, KeyBlock, HasMask, null, false) { InputStride = Width, OutputStride = PaddedKeys };

    /// <summary>The gradients of some queries' weights in a block: as the scores, without a mask.</summary>
    public DenseForwardKernel WeightGradientProduct(ElementType element) => ScoreProduct(element) with { HasBias = false };

    /// <summary>The weighted sum of a block of values.</summary>
    public DenseForwardKernel ValueProduct(ElementType element) =>
        new(element, KeyBlock, HeadSize, false, null, false) { InputStride = PaddedKeys, OutputStride = Width, Accumulate = IsBlocked };

    /// <summary>The gradients of a block of keys or values, added to those of the queries before.</summary>
    public DenseWeightGradientKernel KeyGradientProduct(ElementType element) =>
        new(element, KeyBlock, HeadSize, null) { InputStride = PaddedKeys, OutputStride = Width };

    /// <summary>The rows of one head, out of the matrix of all heads.</summary>
    public CopyRowsKernel Gather(ElementType element) => new(element, HeadSize, Width, HeadSize);

    /// <summary>The rows of one head, into the matrix of all heads.</summary>
    public CopyRowsKernel Scatter(ElementType element) => new(element, HeadSize, HeadSize, Width);
}
