using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DeepNet.CompilerServices;

namespace DeepNet.Runtime.Tests.CompilerServices;

public sealed class AlignedBlockTests
{
    [Fact]
    public void Every_length_is_aligned_zeroed_and_padded()
    {
        for (int length = 0; length <= 300; length++)
        {
            Check<float>(length);
            Check<double>(length);
            Check<byte>(length);
            Check<short>(length);
        }
    }

    [Fact]
    public void A_block_does_not_move()
    {
        float[] block = AlignedBlock.Allocate<float>(100_000, out int offset);
        nuint before = Address(block, offset);
        for (int i = 0; i < 3; i++)
        {
            _ = new byte[200_000];
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        }

        Assert.Equal(before, Address(block, offset));
    }

    [Fact]
    public void Impossible_lengths_and_elements_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AlignedBlock.Allocate<float>(-1, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => AlignedBlock.Allocate<float>(int.MaxValue, out _));
        Assert.Throws<NotSupportedException>(() => AlignedBlock.Allocate<decimal>(1, out _));
    }

    private static void Check<T>(int length)
        where T : unmanaged
    {
        T[] block = AlignedBlock.Allocate<T>(length, out int offset);
        Assert.Equal((nuint)0, Address(block, offset) % AlignedBlock.Alignment);
        Assert.True((block.Length - offset - length) * Unsafe.SizeOf<T>() >= 64);
        Assert.All(block, value => Assert.Equal(default, value));
    }

    private static unsafe nuint Address<T>(T[] block, int offset)
        where T : unmanaged =>
        (nuint)Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(block), offset));
}
