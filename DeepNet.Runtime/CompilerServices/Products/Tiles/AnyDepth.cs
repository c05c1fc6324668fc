using System.ComponentModel;

namespace DeepNet.CompilerServices;

/// <summary>Steps whose number is known only at run time: those of a product over the batch. Used by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AnyDepth;
