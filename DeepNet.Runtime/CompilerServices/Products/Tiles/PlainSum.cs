using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepNet.CompilerServices;

/// <summary>A sum that is stored as it is. Used by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential, Size = CompanionKind.Element)]
public readonly struct PlainSum : ISumFinish<float>, ISumFinish<double>
{
    static Vector256<float> ISumFinish<float>.Invoke(Vector256<float> sum, ref float companion) => sum;

    static Vector256<double> ISumFinish<double>.Invoke(Vector256<double> sum, ref double companion) => sum;
}
