using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace DeepNet.CompilerServices;

/// <summary>What becomes of sums between registers and memory. Implemented by generated code only, as a struct, so that the JIT and the AOT compiler make tiles of it; its size is a <see cref="CompanionKind"/>.</summary>
/// <typeparam name="T">The element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISumFinish<T>
    where T : unmanaged
{
    /// <summary>What is stored for some sums.</summary>
    /// <param name="sum">The sums.</param>
    /// <param name="companion">The first of as many elements of the companion, if there is one; or the one for all sums.</param>
    static abstract Vector256<T> Invoke(Vector256<T> sum, ref T companion);
}
