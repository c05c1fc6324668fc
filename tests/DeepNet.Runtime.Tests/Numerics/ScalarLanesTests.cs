using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.Runtime.Tests.Numerics;

/// <summary>One element alone gives the same bits as a lane of a vector.</summary>
public sealed class ScalarLanesTests
{
    private static readonly double[] Values = [0, -0.0, 1, -1, 0.3, -2.7, 1e-30, 3e30, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    [Fact]
    public void Single_agrees_with_vectors() => Compare<Vector128<float>, float, SingleLanes128, SingleScalarLanes>([.. Values.Select(v => (float)v)], sizeof(int));

    [Fact]
    public void Double_agrees_with_vectors() => Compare<Vector128<double>, double, DoubleLanes128, DoubleScalarLanes>(Values, sizeof(long));

    private static void Compare<TVector, T, L, S>(T[] values, int bytes)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
        where S : struct, ILanes<T, T>
    {
        (string Name, Func<T, T, T> Scalar, Func<TVector, TVector, TVector> Vector)[] operations =
        [
            ("Add", S.Add, L.Add), ("Subtract", S.Subtract, L.Subtract), ("Multiply", S.Multiply, L.Multiply), ("Divide", S.Divide, L.Divide),
            ("AtMost", S.AtMost, L.AtMost), ("AtLeast", S.AtLeast, L.AtLeast),
            ("And", S.And, L.And), ("Or", S.Or, L.Or), ("Xor", S.Xor, L.Xor), ("AndNot", S.AndNot, L.AndNot), ("LessThan", S.LessThan, L.LessThan), ("Equal", S.Equal, L.Equal),
            ("AddBits", S.AddBits, L.AddBits), ("SubtractBits", S.SubtractBits, L.SubtractBits), ("MaxBits", S.MaxBits, L.MaxBits),
            ("ShiftLeftBits", (x, _) => S.ShiftLeftBits(x, 3), (x, _) => L.ShiftLeftBits(x, 3)),
            ("ShiftRightBits", (x, _) => S.ShiftRightBits(x, 3), (x, _) => L.ShiftRightBits(x, 3)),
            ("Select", (x, y) => S.Select(S.LessThan(x, y), x, y), (x, y) => L.Select(L.LessThan(x, y), x, y)),
        ];
        foreach ((string name, Func<T, T, T> scalar, Func<TVector, TVector, TVector> vector) in operations)
        {
            foreach (T x in values)
            {
                foreach (T y in values)
                {
                    T expected = First<TVector, T, L>(vector(L.Create(x), L.Create(y)));
                    T received = scalar(S.Create(x), S.Create(y));
                    bool areNaN = !expected.Equals(expected) || (double.IsNaN(Convert.ToDouble(expected)) && double.IsNaN(Convert.ToDouble(received)));
                    bool isArithmetic = name is "Add" or "Subtract" or "Multiply" or "Divide";
                    Assert.True((isArithmetic && areNaN) || Bits(expected, bytes) == Bits(received, bytes), $"{name}({x}, {y}): {received}, expected {expected}");
                }
            }
        }
    }

    private static T First<TVector, T, L>(TVector vector)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        T[] lanes = new T[L.Count];
        L.Store(vector, ref lanes[0]);
        return lanes[0];
    }

    private static long Bits<T>(T value, int bytes)
        where T : unmanaged => bytes == sizeof(int) ? Unsafe.BitCast<float, int>((float)(object)value) : Unsafe.BitCast<double, long>((double)(object)value);
}
