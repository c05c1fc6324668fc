namespace DeepNet.Shaders.CompilerServices;

/// <summary>
/// What was read and written since the last barrier of a list. A step needs a barrier before it if it touches what was written, or writes what was read; steps that do neither run at
/// once.
/// </summary>
internal sealed class HazardTracker
{
    private readonly List<GpuSlice> _reads = [], _writes = [];

    /// <summary>Notes a step. True if a barrier has to come before it.</summary>
    public bool Add(ReadOnlySpan<GpuSlice> reads, ReadOnlySpan<GpuSlice> writes)
    {
        bool barrier = AnyOverlap(reads, _writes) || AnyOverlap(writes, _writes) || AnyOverlap(writes, _reads);
        if (barrier)
        {
            _reads.Clear();
            _writes.Clear();
        }

        _reads.AddRange(reads);
        _writes.AddRange(writes);
        return barrier;
    }

    private static bool AnyOverlap(ReadOnlySpan<GpuSlice> slices, List<GpuSlice> touched)
    {
        foreach (ref readonly GpuSlice slice in slices)
        {
            foreach (GpuSlice other in touched)
            {
                if (slice.Overlaps(other))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
