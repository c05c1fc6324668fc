using System.ComponentModel;

namespace DeepNet.CompilerServices;

/// <summary>What <see cref="ElementLoops"/> asks of every operator.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementOperator
{
    /// <summary>
    /// Whether an element is much work, such as a division or an exponential function. Then there is a loop of 512-bit vectors too, and each width is a method of its own,
    /// because the JIT stops inlining in large methods. Others wait for memory, whatever the width. False by default.
    /// </summary>
    static virtual bool IsCostly => false;
}
