using System.ComponentModel;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary><see cref="ChannelRows{T, TVector256, L256, TVector128, L128, LScalar}"/> of <see cref="double"/>. Called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DoubleChannelRows : ChannelRows<double, Vector256<double>, DoubleLanes256, Vector128<double>, DoubleLanes128, DoubleScalarLanes>
{
    private DoubleChannelRows()
    {
    }
}
