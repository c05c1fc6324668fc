using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Tests.Support;
using static DeepNet.Shaders.Tests.Support.TestShaders;

namespace DeepNet.Shaders.Tests.Devices;

/// <summary>What is released is gone, also from the memory of the process. Nothing else runs beside it.</summary>
[Collection(nameof(LeakTests))]
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed class LeakTests : GpuTest
{
    [GpuFact]
    public void Ten_thousand_buffers_and_lists_leave_nothing_behind()
    {
        const int Length = 4096, Cycles = 10_000;
        void Cycle(int count)
        {
            for (int i = 0; i < count; i++)
            {
                using GpuBuffer buffer = new(Device, Length, GpuMemory.Upload);
                buffer.Floats.Clear();
                using DispatchList list = Record(list => list.Dispatch(Scale, 1, 1, 1, [64, 0, 0], [], [buffer.Slice(0, 64)]));
                list.Submit();
            }
        }

        Cycle(200);
        long before = Memory();
        Cycle(Cycles);

        // If nothing but the buffers stayed it would be 160 MB.
        Assert.InRange(Memory() - before, long.MinValue, 80L << 20);
    }

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet;
    }
}
