using DeepNet.Shaders.CompilerServices;

namespace DeepNet.Shaders.Native;

/// <summary>
/// Commands that are recorded once and submitted any number of times. Each has memory and a fence of its own, so lists are recorded on different threads and released in any order.
/// Arguments were checked before: parts are within buffers of this device, and what has to be ordered has a <see cref="Barrier"/> between.
/// </summary>
internal abstract class RecordedCommands
{
    /// <summary>Everything before, also of earlier submissions, is done and seen by every shader and copy after.</summary>
    public abstract void Barrier();

    /// <summary>Records a run of a shader. What it reads comes first in the numbers of its buffers.</summary>
    public abstract void Dispatch(NativePipeline pipeline, uint groupsX, uint groupsY, uint groupsZ, ReadOnlySpan<uint> constants, ReadOnlySpan<GpuSlice> reads, ReadOnlySpan<GpuSlice> writes);

    /// <summary>Records a copy between parts of one length that do not overlap.</summary>
    public abstract void Copy(in GpuSlice from, in GpuSlice to);

    /// <summary>Records zeros.</summary>
    public abstract void Clear(in GpuSlice slice);

    /// <summary>Everything before is done and seen by the processor; nothing can be recorded after.</summary>
    public abstract void End();

    /// <summary>Computes what was recorded, and waits. Allocates nothing.</summary>
    public abstract void Submit();

    public abstract void Destroy();
}
