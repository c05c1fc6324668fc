using System.ComponentModel;

namespace DeepNet.CompilerServices;

/// <summary>How the companion of a product moves with its sums. The size of an <see cref="ISumFinish{T}"/> says it: a compiler knows that when it reads the code. Used by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CompanionKind
{
    /// <summary>A matrix with an element for each sum, such as the output of an activation: the size of a struct without members.</summary>
    public const int Matrix = 1;

    /// <summary>A row with an element for each column, such as slopes of channels.</summary>
    public const int Row = 2;

    /// <summary>One element for all sums, such as a shared slope; also what has no companion.</summary>
    public const int Element = 3;
}
