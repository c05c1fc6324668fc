namespace DeepNet.Numerics;

/// <summary>Elementwise functions for the inner loops of networks, on single numbers and on whole vectors.</summary>
/// <remarks>
/// <para>No function branches, throws or allocates. Each is one formula for the whole range, so the time does not depend on the values.</para>
/// <para>Every overload of a function and element type gives the same bits for the same number on the same processor: the scalar
/// tail of a loop equals its vector body, whatever the vector width. Between processors with and without fused multiply-add the last bits may differ.</para>
/// <para>The accuracies are those measured by the tests, with fused multiply-add.</para>
/// </remarks>
public static partial class VectorMath
{
    // 1.5 * 2^23 and 1.5 * 2^52: numbers so large that adding one rounds to an integer, which then stands in the low bits.
    private const float RoundSingle = 12582912f;
    private const double RoundDouble = 6755399441055744d;
}
