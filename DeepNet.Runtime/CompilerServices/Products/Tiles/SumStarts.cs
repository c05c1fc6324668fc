using System.ComponentModel;

namespace DeepNet.CompilerServices;

/// <summary>A sum that begins with zero. Used by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FromZero;

/// <summary>A sum that begins with a row that is the same for all rows of the result: a bias. Used by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FromRow;

/// <summary>A sum to which is added what is in the result already: at the end, so that blocks of steps have sums of their own. Used by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FromResult;
