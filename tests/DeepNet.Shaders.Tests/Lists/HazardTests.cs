using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Tests.Support;
using static DeepNet.Shaders.Tests.Support.TestShaders;

namespace DeepNet.Shaders.Tests.Lists;

/// <summary>Steps that depend on each other take effect in order; others share a barrier.</summary>
public sealed class HazardTests : GpuTest
{
    [GpuFact]
    public void A_long_chain_of_dependent_steps_is_computed_in_order()
    {
        const int N = 4096, Iterations = 300;
        float[] expected = Numbers(N, 1);
        GpuSlice x = OnDevice(expected), y = OnDevice(N);

        using DispatchList list = Record(list =>
        {
            for (int i = 0; i < Iterations; i++)
            {
                list.Dispatch(Neighbours, Groups(N), 1, 1, [N], [i % 2 == 0 ? x : y], [i % 2 == 0 ? y : x]);
            }
        });
        list.Submit();

        for (int i = 0; i < Iterations; i++)
        {
            float[] before = expected;
            expected = [.. Enumerable.Range(0, N).Select(j => 0.5f * (before[(j + 1) % N] + before[(j + N - 1) % N]))];
        }

        Assert.Equal(expected, Floats(x));
        Assert.Equal(Iterations - 1, list.BarrierCount);
    }

    [GpuFact]
    public void Independent_steps_share_a_barrier()
    {
        GpuBuffer buffer = new(Device, 64 * 8, GpuMemory.Device);
        GpuSlice Part(int index) => buffer.Slice(64 * index, 64);

        using DispatchList list = Record(list =>
        {
            list.Clear(Part(0));
            list.Clear(Part(1));
            Assert.Equal(0, list.BarrierCount);
            list.Dispatch(Neighbours, 1, 1, 1, [64], [Part(0)], [Part(2)]);
            Assert.Equal(1, list.BarrierCount);
            list.Dispatch(Neighbours, 1, 1, 1, [64], [Part(1)], [Part(3)]);
            list.Dispatch(Neighbours, 1, 1, 1, [64], [Part(0)], [Part(4)]);
            Assert.Equal(1, list.BarrierCount);
            list.Dispatch(Add, 1, 1, 1, [64], [Part(2), Part(3)], [Part(5)]);
            Assert.Equal(2, list.BarrierCount);

            // Written since the barrier before the last, which the last one covers too.
            list.Dispatch(Add, 1, 1, 1, [64], [Part(2), Part(4)], [Part(6)]);
            Assert.Equal(2, list.BarrierCount);
        });
    }

    [GpuFact]
    public void Writing_what_is_read_or_written_takes_a_barrier()
    {
        GpuBuffer buffer = new(Device, 64 * 4, GpuMemory.Device), other = new(Device, 64 * 4, GpuMemory.Device);
        using DispatchList list = Record(list =>
        {
            list.Copy(buffer.Slice(0, 64), buffer.Slice(64, 64));
            list.Clear(other.Slice(0, 64));
            Assert.Equal(0, list.BarrierCount);
            list.Clear(buffer.Slice(63, 1));
            Assert.Equal(1, list.BarrierCount);
            list.Clear(buffer.Slice(62, 1));
            Assert.Equal(1, list.BarrierCount);
            list.Clear(buffer.Slice(62, 2));
            Assert.Equal(2, list.BarrierCount);
        });
    }

    [GpuFact]
    public void Copies_and_clears_between_dispatches_are_in_order()
    {
        const int N = 1000;
        GpuSlice x = OnDevice(Enumerable.Repeat(2f, N).ToArray()), y = OnDevice(N), sum = OnDevice(N);
        Compute(list =>
        {
            list.Clear(sum);
            for (int i = 0; i < 20; i++)
            {
                list.Copy(x, y);
                list.Dispatch(Add, Groups(N), 1, 1, [N], [x, y], [sum]);
                list.Copy(sum, x);
                list.Clear(y);
                list.Dispatch(Scale, Groups(N), 1, 1, [N, BitConverter.SingleToUInt32Bits(0.5f), BitConverter.SingleToUInt32Bits(1)], [], [x]);
            }
        });

        Assert.Equal(Enumerable.Repeat(22f, N), Floats(x));
        Assert.Equal(Enumerable.Repeat(42f, N), Floats(sum));
        Assert.Equal(new float[N], Floats(y));
    }
}
