using DeepNet.Networks.Tests.Fixtures;
using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Tests.Support;
using static DeepNet.Shaders.Tests.Support.TestShaders;

namespace DeepNet.Shaders.Tests.Lists;

/// <summary>Lists are recorded once and submitted often.</summary>
public sealed class SubmitTests : GpuTest
{
    private const int N = 200;

    [GpuFact]
    public void A_submission_reads_what_was_uploaded_before_it()
    {
        using GpuBuffer upload = new(Device, N, GpuMemory.Upload), readback = new(Device, N, GpuMemory.Readback);
        GpuSlice x = OnDevice(N), sum = OnDevice(new float[N]);
        using DispatchList list = Record(list =>
        {
            list.Copy(upload.Slice(0, N), x);
            list.Dispatch(Add, Groups(N), 1, 1, [N], [x, sum], [sum]);
            list.Copy(sum, readback.Slice(0, N));
        });

        float expected = 0;
        for (int i = 1; i <= 50; i++)
        {
            upload.Floats.Fill(i);
            list.Submit();
            expected += i;
            Assert.Equal(expected, readback.Floats[0]);
            Assert.Equal(expected, readback.Floats[N - 1]);
        }
    }

    [GpuFact]
    public void A_submission_allocates_nothing()
    {
        using GpuBuffer upload = new(Device, N, GpuMemory.Upload);
        GpuSlice x = OnDevice(N);
        using DispatchList list = Record(list => list.Copy(upload.Slice(0, N), x));
        list.Submit();

        Assert.Equal(0, Allocations.Least(() =>
        {
            upload.Floats.Fill(1);
            list.Submit();
        }));
    }

    [GpuFact]
    public void Many_lists_live_at_once_and_end_in_any_order()
    {
        GpuSlice y = OnDevice(new float[64]);
        uint one = BitConverter.SingleToUInt32Bits(1);
        List<DispatchList> lists = [.. Enumerable.Range(0, 200).Select(i =>
            Record(list => list.Dispatch(Scale, 1, 1, 1, [64, one, BitConverter.SingleToUInt32Bits(i)], [], [y])))];

        foreach (DispatchList list in lists.Where((_, i) => i % 2 == 0).Reverse())
        {
            list.Submit();
            list.Dispose();
        }

        foreach (DispatchList list in lists.Where((_, i) => i % 2 == 1))
        {
            list.Submit();
        }

        Assert.Equal(Enumerable.Repeat(200f * 199 / 2, 64), Floats(y));
    }

    [GpuFact]
    public void A_list_with_thousands_of_dispatches_is_one_submission()
    {
        GpuSlice y = OnDevice(new float[64]);
        uint one = BitConverter.SingleToUInt32Bits(1);
        Compute(list =>
        {
            for (int i = 0; i < 3000; i++)
            {
                list.Dispatch(Scale, 1, 1, 1, [64, one, one], [], [y]);
            }
        });

        Assert.Equal(Enumerable.Repeat(3000f, 64), Floats(y));
    }

    [GpuFact]
    public void Threads_share_a_device()
    {
        GpuDevice device = Device;
        float[] sums = new float[4];
        Parallel.For(0, sums.Length, thread =>
        {
            using GpuBuffer y = new(device, 64, GpuMemory.Readback);
            y.Floats.Clear();
            for (int i = 0; i < 25; i++)
            {
                using DispatchList list = new(device);
                list.Dispatch(Scale, 1, 1, 1, [64, BitConverter.SingleToUInt32Bits(1), BitConverter.SingleToUInt32Bits(thread + 1)], [], [y.Slice(0, 64)]);
                list.End();
                list.Submit();
            }

            sums[thread] = y.Floats[63];
        });

        Assert.Equal([25, 50, 75, 100], sums);
    }
}
