using System.ComponentModel;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary><see cref="LearnedLoops{T, TVector256, L256, TVector128, L128, LScalar, LReference}"/> of <see cref="float"/>. Called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SingleLearnedLoops : LearnedLoops<float, Vector256<float>, SingleLanes256, Vector128<float>, SingleLanes128, SingleScalarLanes, SingleReferenceLanes>
{
    private SingleLearnedLoops()
    {
    }
}
