using System.Numerics;
using System.Runtime.Intrinsics;
using DeepNet.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.Runtime.Tests.CompilerServices.Loops;

/// <summary>Loops with operators, at every length from 0 to 256, against their references, with room around what may be written.</summary>
public sealed class ElementLoopsTests
{
    private const int MaxLength = 256;
    private const int Padding = 40;

    public static TheoryData<string> Loops => ["Map1", "Map2", "Map3", "Costly1", "Costly2", "Costly3", "Accumulate1", "Accumulate2"];

    [Theory]
    [MemberData(nameof(Loops))]
    public void Loops_compute_what_their_references_do(string loop)
    {
        for (int length = 0; length <= MaxLength; length++)
        {
            float[][] single = Buffers<float>(length);
            Run(loop, single, length, isReference: false);
            float[][] expected = Buffers<float>(length);
            Run(loop, expected, length, isReference: true);
            Equal(expected, single, 1e-6f);

            double[][] twice = Buffers<double>(length);
            Run(loop, twice, length, isReference: false);
            double[][] twiceExpected = Buffers<double>(length);
            Run(loop, twiceExpected, length, isReference: true);
            Equal(twiceExpected, twice, 1e-14);
        }
    }

    [Fact]
    public void Every_width_gives_an_element_the_same_bits()
    {
        for (int length = 0; length <= MaxLength; length++)
        {
            float[][] expected = Buffers<float>(length);
            MapLoop.Run<Mixed, float, float, SingleScalarLanes>(ref expected[0][0], ref expected[1][0], ref expected[2][0], ref expected[3][0], 0, (uint)length);
            foreach (Lanes lanes in (Lanes[])[Run512, Run256, Run128])
            {
                float[][] actual = Buffers<float>(length);
                nuint done = lanes(actual, (uint)length);
                MapLoop.Run<Mixed, float, float, SingleScalarLanes>(ref actual[0][0], ref actual[1][0], ref actual[2][0], ref actual[3][0], done, (uint)length);
                Assert.Equal(expected[0], actual[0]);
            }
        }
    }

    [Fact]
    public void The_output_may_be_an_input()
    {
        float[][] apart = Buffers<float>(100);
        float[][] inPlace = Buffers<float>(100);

        ElementLoops.Map<Mixed>(ref apart[0][0], ref apart[1][0], ref apart[2][0], ref apart[3][0], 100);
        ElementLoops.Map<Mixed>(ref inPlace[1][0], ref inPlace[1][0], ref inPlace[2][0], ref inPlace[3][0], 100);

        Assert.Equal(apart[0].AsSpan(0, 100), inPlace[1].AsSpan(0, 100));
    }

    private delegate nuint Lanes(float[][] buffers, nuint count);

    private static nuint Run512(float[][] b, nuint count) => MapLoop.Run<Mixed, float, Vector512<float>, SingleLanes512>(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], 0, count);

    private static nuint Run256(float[][] b, nuint count) => MapLoop.Run<Mixed, float, Vector256<float>, SingleLanes256>(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], 0, count);

    private static nuint Run128(float[][] b, nuint count) => MapLoop.Run<Mixed, float, Vector128<float>, SingleLanes128>(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], 0, count);

    private static void Run(string loop, float[][] b, int length, bool isReference)
    {
        switch (loop, isReference)
        {
            case ("Map1", false): ElementLoops.Map<Cheap>(ref b[0][0], ref b[1][0], length); break;
            case ("Map1", true): ElementLoops.MapReference<Cheap>(ref b[0][0], ref b[1][0], length); break;
            case ("Map2", false): ElementLoops.Map<Selected>(ref b[0][0], ref b[1][0], ref b[2][0], length); break;
            case ("Map2", true): ElementLoops.MapReference<Selected>(ref b[0][0], ref b[1][0], ref b[2][0], length); break;
            case ("Map3", false): ElementLoops.Map<Fused>(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], length); break;
            case ("Map3", true): ElementLoops.MapReference<Fused>(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], length); break;
            case ("Costly1", false): ElementLoops.Map<Costly>(ref b[0][0], ref b[1][0], length); break;
            case ("Costly1", true): ElementLoops.MapReference<Costly>(ref b[0][0], ref b[1][0], length); break;
            case ("Costly2", false): ElementLoops.Map<Quotient>(ref b[0][0], ref b[1][0], ref b[2][0], length); break;
            case ("Costly2", true): ElementLoops.MapReference<Quotient>(ref b[0][0], ref b[1][0], ref b[2][0], length); break;
            case ("Costly3", false): ElementLoops.Map<Mixed>(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], length); break;
            case ("Costly3", true): ElementLoops.MapReference<Mixed>(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], length); break;
            case ("Accumulate1", false): ElementLoops.Accumulate<Cheap>(ref b[0][0], ref b[1][0], length); break;
            case ("Accumulate1", true): ElementLoops.AccumulateReference<Cheap>(ref b[0][0], ref b[1][0], length); break;
            case ("Accumulate2", false): ElementLoops.Accumulate<Selected>(ref b[0][0], ref b[1][0], ref b[2][0], length); break;
            default: ElementLoops.AccumulateReference<Selected>(ref b[0][0], ref b[1][0], ref b[2][0], length); break;
        }
    }

    private static void Run(string loop, double[][] b, int length, bool isReference)
    {
        switch (loop, isReference)
        {
            case ("Map1", false): ElementLoops.Map<Cheap>(ref b[0][0], ref b[1][0], length); break;
            case ("Map1", true): ElementLoops.MapReference<Cheap>(ref b[0][0], ref b[1][0], length); break;
            case ("Map2", false): ElementLoops.Map<Selected>(ref b[0][0], ref b[1][0], ref b[2][0], length); break;
            case ("Map2", true): ElementLoops.MapReference<Selected>(ref b[0][0], ref b[1][0], ref b[2][0], length); break;
            case ("Map3", false): ElementLoops.Map<Fused>(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], length); break;
            case ("Map3", true): ElementLoops.MapReference<Fused>(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], length); break;
            case ("Costly1", false): ElementLoops.Map<Costly>(ref b[0][0], ref b[1][0], length); break;
            case ("Costly1", true): ElementLoops.MapReference<Costly>(ref b[0][0], ref b[1][0], length); break;
            case ("Costly2", false): ElementLoops.Map<Quotient>(ref b[0][0], ref b[1][0], ref b[2][0], length); break;
            case ("Costly2", true): ElementLoops.MapReference<Quotient>(ref b[0][0], ref b[1][0], ref b[2][0], length); break;
            case ("Costly3", false): ElementLoops.Map<Mixed>(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], length); break;
            case ("Costly3", true): ElementLoops.MapReference<Mixed>(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], length); break;
            case ("Accumulate1", false): ElementLoops.Accumulate<Cheap>(ref b[0][0], ref b[1][0], length); break;
            case ("Accumulate1", true): ElementLoops.AccumulateReference<Cheap>(ref b[0][0], ref b[1][0], length); break;
            case ("Accumulate2", false): ElementLoops.Accumulate<Selected>(ref b[0][0], ref b[1][0], ref b[2][0], length); break;
            default: ElementLoops.AccumulateReference<Selected>(ref b[0][0], ref b[1][0], ref b[2][0], length); break;
        }
    }

    private static T[][] Buffers<T>(int length)
        where T : unmanaged, INumber<T>
    {
        Random random = new(length + 7);
        return [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, length + Padding).Select(_ => T.CreateTruncating(random.NextDouble() * 6 - 3)).ToArray())];
    }

    private static void Equal<T>(T[][] expected, T[][] actual, T tolerance)
        where T : unmanaged, IFloatingPoint<T>
    {
        for (int b = 0; b < expected.Length; b++)
        {
            for (int i = 0; i < expected[b].Length; i++)
            {
                T error = T.Abs(expected[b][i] - actual[b][i]);
                Assert.True(error <= tolerance * T.Max(T.One, T.Abs(expected[b][i])), $"buffer {b}, element {i}: expected {expected[b][i]}, received {actual[b][i]}");
            }
        }
    }
}
