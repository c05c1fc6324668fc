using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu;

/// <summary>A convolution and the pooling of its output, for a few samples at a time: the windows are taken while the output is in the cache.</summary>
/// <param name="Convolution">The first call.</param>
/// <param name="Pool">The second call.</param>
/// <param name="Value">What the first writes and the second reads: of all samples, or of <paramref name="Samples"/> of them.</param>
/// <param name="Samples">The samples of a block.</param>
internal sealed record PooledStep(Step Convolution, Step Pool, Tensor Value, int Samples)
    : Step(JoinedBanner(Convolution, Pool, Samples), Convolution.Kernel, Convolution.Method, [.. Convolution.Operands, .. Pool.Operands.Where(o => o.Tensor != Value)])
{
    public override IEnumerable<KernelSpec> Kernels => [Convolution.Kernel, Pool.Kernel];

    /// <summary>How the blocks can be shared out: as the samples of a convolution, which have the pooling's work besides.</summary>
    public override BatchSplit? Split(int size) =>
        Convolution.Split(size) is { } first && Pool.Split(Pool.Operands[0].Tensor!.Size) is { } second ? first with { Work = first.Work + second.Work } : null;

    private static string JoinedBanner(Step convolution, Step pool, int samples) =>
        $"{convolution.Banner}\n{pool.Banner}\nBoth for {(samples == 1 ? "a sample" : samples.ToString(System.Globalization.CultureInfo.InvariantCulture) + " samples")} at a time, so that windows are taken of what is still in the cache.";
}
