using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Tests.Support;
using static DeepNet.Shaders.Tests.Support.TestShaders;

namespace DeepNet.Shaders.Tests.Lists;

/// <summary>What shaders compute, against the processor.</summary>
public sealed class ComputeTests : GpuTest
{
    [GpuFact]
    public void Vectors_are_added()
    {
        // Neither a multiple of a group nor of the alignment.
        float[] a = Numbers(1001, 1), b = Numbers(1001, 2);
        GpuSlice x = OnDevice(a), y = OnDevice(b), sum = OnDevice(1001);

        Compute(list => list.Dispatch(Add, Groups(1001), 1, 1, [1001], [x, y], [sum]));

        Assert.Equal(a.Zip(b, (p, q) => p + q), Floats(sum));
    }

    [GpuFact]
    public void Parts_of_a_buffer_are_bound_from_their_offset()
    {
        float[] a = Numbers(64, 1), b = Numbers(64, 2);
        GpuBuffer arena = new(Device, 64 * 4, GpuMemory.Device);
        GpuSlice x = OnDevice(a), y = OnDevice(b);

        Compute(list =>
        {
            list.Clear(arena.Slice(0, 64 * 4));
            list.Copy(x, arena.Slice(64, 64));
            list.Copy(y, arena.Slice(192, 64));
            list.Dispatch(Add, 1, 1, 1, [64], [arena.Slice(64, 64), arena.Slice(192, 64)], [arena.Slice(128, 64)]);
        });

        Assert.Equal([.. new float[64], .. a, .. a.Zip(b, (p, q) => p + q), .. b], Floats(arena.Slice(0, 64 * 4)));
    }

    [GpuFact]
    public void Shaders_read_and_write_the_processors_buffers_too()
    {
        using GpuBuffer upload = new(Device, 1000, GpuMemory.Upload), readback = new(Device, 1000, GpuMemory.Readback);
        using DispatchList list = Record(list => list.Dispatch(Neighbours, 16, 1, 1, [1000], [upload.Slice(0, 1000)], [readback.Slice(0, 1000)]));

        foreach (float value in new[] { 1f, -3f })
        {
            upload.Floats.Fill(value);
            list.Submit();
            Assert.Equal(Enumerable.Repeat(value, 1000), readback.Floats.ToArray());
        }
    }

    [GpuFact]
    public void A_tiled_product_is_that_of_double_precision()
    {
        const int Rows = 70, Inner = 45, Columns = 33;
        float[] a = Numbers(Rows * Inner, 1), b = Numbers(Inner * Columns, 2);
        GpuSlice x = OnDevice(a), y = OnDevice(b), product = OnDevice(Rows * Columns);

        Compute(list => list.Dispatch(Product, Groups(Columns, 16), Groups(Rows, 16), 1, [Rows, Columns, Inner], [x, y], [product]));

        float[] received = Floats(product);
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                double expected = Enumerable.Range(0, Inner).Sum(k => (double)a[(row * Inner) + k] * b[(k * Columns) + column]);
                Assert.Equal(expected, received[(row * Columns) + column], 1e-5);
            }
        }
    }

    [GpuFact]
    public void Whole_numbers_are_read_and_written()
    {
        float[] table = Numbers(10 * 5, 1);
        int[] rows = [9, 0, 3, 3, 7, 1, 2, 8, 9];
        GpuSlice values = OnDevice(table), indices = OnDevice(rows), result = OnDevice(9 * 5), seen = OnDevice(9);

        Compute(list => list.Dispatch(Gather, 1, 2, 1, [9, 5], [values, indices], [result, seen]));

        Assert.Equal(rows.SelectMany(row => table[(row * 5)..((row * 5) + 5)]), Floats(result));
        Assert.Equal(rows.Select(row => -row), Ints(seen));
    }

    [GpuFact]
    public void Constants_are_those_of_each_dispatch()
    {
        GpuSlice y = OnDevice(Enumerable.Repeat(1f, 100).ToArray());

        Compute(list =>
        {
            list.Dispatch(Scale, 2, 1, 1, [100, BitConverter.SingleToUInt32Bits(3), BitConverter.SingleToUInt32Bits(0.5f)], [], [y]);
            list.Dispatch(Scale, 1, 1, 1, [50, BitConverter.SingleToUInt32Bits(-2), BitConverter.SingleToUInt32Bits(1)], [], [y]);
        });

        Assert.Equal([.. Enumerable.Repeat(-6f, 50), .. Enumerable.Repeat(3.5f, 50)], Floats(y));
    }

    [GpuFact]
    public void A_shader_has_up_to_32_constants()
    {
        uint[] constants = [.. Enumerable.Range(0, 32).Select(i => (uint)(i * i) + 7)];
        GpuSlice y = OnDevice(32);

        Compute(list => list.Dispatch(ManyConstants, 1, 1, 1, constants, [], [y]));

        Assert.Equal(constants.Select(constant => (int)constant), Ints(y));
    }
}
