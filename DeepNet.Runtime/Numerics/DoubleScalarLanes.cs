using System.Runtime.CompilerServices;

namespace DeepNet.Numerics;

/// <summary><see cref="ILanes{TVector, TElement}"/> of one <see cref="double"/>, for hardware without vectors.</summary>
internal readonly struct DoubleScalarLanes : ILanes<double, double>
{
    public static int Count => 1;

    public static bool HasMasks => false;

    public static int TileVectors => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Load(ref double source) => source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double value, ref double destination) => destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePart(double value, ref double destination, int count)
    {
        if (count > 0)
        {
            destination = value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Create(double value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(double left, double right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Subtract(double left, double right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Multiply(double left, double right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Divide(double left, double right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAdd(double left, double right, double addend) => double.MultiplyAddEstimate(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAddNegated(double left, double right, double addend) => double.MultiplyAddEstimate(-left, right, addend);

    // As minss and maxss, a comparison with NaN takes the second operand: the value has to come second.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AtMost(double bound, double value) => bound < value ? bound : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AtLeast(double bound, double value) => bound > value ? bound : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double And(double left, double right) => Value(Bits(left) & Bits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Or(double left, double right) => Value(Bits(left) | Bits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Xor(double left, double right) => Value(Bits(left) ^ Bits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AndNot(double left, double right) => Value(Bits(left) & ~Bits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LessThan(double left, double right) => Value(left < right ? -1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Equal(double left, double right) => Value(left == right ? -1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Select(double mask, double whenSet, double whenClear) => Value((Bits(mask) & Bits(whenSet)) | (~Bits(mask) & Bits(whenClear)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AddBits(double left, double right) => Value(Bits(left) + Bits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SubtractBits(double left, double right) => Value(Bits(left) - Bits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxBits(double left, double right) => Value(long.Max(Bits(left), Bits(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ShiftLeftBits(double value, int count) => Value(Bits(value) << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ShiftRightBits(double value, int count) => Value(Bits(value) >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Value(long bits) => BitConverter.Int64BitsToDouble(bits);
}
