using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepNet.Kernels.Tests;

/// <summary>Calls kernels of any signature that the generator emits.</summary>
internal static unsafe class KernelCall
{
    /// <summary>Calls a method with references to the starts of <paramref name="buffers"/>; labels take the place of a buffer named targets.</summary>
    /// <param name="method">The method's entry point.</param>
    /// <param name="shape">Its parameters, as <see cref="Kernel.Shape"/> spells them.</param>
    /// <param name="buffers">The memory behind each reference.</param>
    /// <param name="count">The batch, length or rows.</param>
    /// <param name="rows">The second count, for a method that takes two.</param>
    /// <param name="coefficients">The bytes of an optimizer's coefficients.</param>
    /// <returns>The returned value, or 0.</returns>
    public static double Run<T>(nint method, string shape, T[][] buffers, int count, int rows, byte[] coefficients)
        where T : unmanaged
    {
        ref T R(int i) => ref MemoryMarshal.GetArrayDataReference(buffers[i]);
        ref byte c = ref MemoryMarshal.GetArrayDataReference(coefficients);
        T scale = (T)Convert.ChangeType(0.125, typeof(T));
        switch (shape)
        {
            case "RRI": ((delegate*<ref T, ref T, int, void>)method)(ref R(0), ref R(1), count); return default;
            case "RRRI": ((delegate*<ref T, ref T, ref T, int, void>)method)(ref R(0), ref R(1), ref R(2), count); return default;
            case "RRRRI": ((delegate*<ref T, ref T, ref T, ref T, int, void>)method)(ref R(0), ref R(1), ref R(2), ref R(3), count); return default;
            case "RRRRRI": ((delegate*<ref T, ref T, ref T, ref T, ref T, int, void>)method)(ref R(0), ref R(1), ref R(2), ref R(3), ref R(4), count); return default;
            case "RRRRRRI": ((delegate*<ref T, ref T, ref T, ref T, ref T, ref T, int, void>)method)(ref R(0), ref R(1), ref R(2), ref R(3), ref R(4), ref R(5), count); return default;
            case "RRIUUS": ((delegate*<ref T, ref T, int, uint, uint, T, void>)method)(ref R(0), ref R(1), count, 12345u, 1u << 30, scale); return default;
            case "RRIS=D": return ((delegate*<ref T, ref T, int, T, double>)method)(ref R(0), ref R(1), count, scale);
            case "RRRIS=D": return ((delegate*<ref T, ref T, ref T, int, T, double>)method)(ref R(0), ref R(1), ref R(2), count, scale);
            case "RRRII": ((delegate*<ref T, ref T, ref T, int, int, void>)method)(ref R(0), ref R(1), ref R(2), count, rows); return default;
            case "RRRRII": ((delegate*<ref T, ref T, ref T, ref T, int, int, void>)method)(ref R(0), ref R(1), ref R(2), ref R(3), count, rows); return default;
            case "RRRRRII": ((delegate*<ref T, ref T, ref T, ref T, ref T, int, int, void>)method)(ref R(0), ref R(1), ref R(2), ref R(3), ref R(4), count, rows); return default;
            case "RRRRRRIC": ((delegate*<ref T, ref T, ref T, ref T, ref T, ref T, int, ref byte, void>)method)(ref R(0), ref R(1), ref R(2), ref R(3), ref R(4), ref R(5), count, ref c); return default;
            case "RRIC": ((delegate*<ref T, ref T, int, ref byte, void>)method)(ref R(0), ref R(1), count, ref c); return default;
            case "RRRIC": ((delegate*<ref T, ref T, ref T, int, ref byte, void>)method)(ref R(0), ref R(1), ref R(2), count, ref c); return default;
            case "RRRRIC": ((delegate*<ref T, ref T, ref T, ref T, int, ref byte, void>)method)(ref R(0), ref R(1), ref R(2), ref R(3), count, ref c); return default;
            case "RRRRRIC": ((delegate*<ref T, ref T, ref T, ref T, ref T, int, ref byte, void>)method)(ref R(0), ref R(1), ref R(2), ref R(3), ref R(4), count, ref c); return default;
            case "RIIC": ((delegate*<ref T, int, int, ref byte, void>)method)(ref R(0), count, rows, ref c); return default;
            case "RRIIC": ((delegate*<ref T, ref T, int, int, ref byte, void>)method)(ref R(0), ref R(1), count, rows, ref c); return default;
            case "RRRIIC": ((delegate*<ref T, ref T, ref T, int, int, ref byte, void>)method)(ref R(0), ref R(1), ref R(2), count, rows, ref c); return default;
            case "RRRRIIC": ((delegate*<ref T, ref T, ref T, ref T, int, int, ref byte, void>)method)(ref R(0), ref R(1), ref R(2), ref R(3), count, rows, ref c); return default;
            case "RRRRRIIC": ((delegate*<ref T, ref T, ref T, ref T, ref T, int, int, ref byte, void>)method)(ref R(0), ref R(1), ref R(2), ref R(3), ref R(4), count, rows, ref c); return default;
            case "RRRRRRIIC": ((delegate*<ref T, ref T, ref T, ref T, ref T, ref T, int, int, ref byte, void>)method)(ref R(0), ref R(1), ref R(2), ref R(3), ref R(4), ref R(5), count, rows, ref c); return default;
            case "RRRRRRRIIC": ((delegate*<ref T, ref T, ref T, ref T, ref T, ref T, ref T, int, int, ref byte, void>)method)(ref R(0), ref R(1), ref R(2), ref R(3), ref R(4), ref R(5), ref R(6), count, rows, ref c); return default;
            default: throw new NotSupportedException(shape);
        }
    }

    /// <summary>Coefficients that are all positive and of the size that optimizers use.</summary>
    public static byte[] Coefficients(Type type, bool isDouble)
    {
        int size = isDouble ? sizeof(double) : sizeof(float);
        int count = type.GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic).Length;
        byte[] bytes = new byte[count * size];
        for (int i = 0; i < count; i++)
        {
            double value = 0.9 - i * 0.07;
            if (isDouble)
            {
                Unsafe.WriteUnaligned(ref bytes[i * size], value);
            }
            else
            {
                Unsafe.WriteUnaligned(ref bytes[i * size], (float)value);
            }
        }

        return bytes;
    }
}
