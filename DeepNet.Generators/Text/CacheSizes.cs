namespace DeepNet.Generators.Text;

/// <summary>
/// The caches of the processor that code is emitted for. What kernels process at one time is a part of one of them, and so are the sizes from
/// which a product packs or streams its operands. Defaults are the smallest of the processors that are in use, so that blocks fit everywhere
/// (docs/decisions/0015).
/// </summary>
/// <param name="L1Bytes">The first-level data cache of a core.</param>
/// <param name="L2Bytes">The second-level cache of a core.</param>
internal readonly record struct CacheSizes(int L1Bytes, int L2Bytes)
{
    /// <summary>32 KB and 512 KB: AMD since Zen; Intel's are no smaller since 2017, except for 256 KB of second level in desktop processors up to 2020.</summary>
    public static CacheSizes Default { get; } = new(32 * 1024, 512 * 1024);
}
