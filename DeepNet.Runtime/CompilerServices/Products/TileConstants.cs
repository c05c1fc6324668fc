using System.ComponentModel;
using System.Runtime.InteropServices;

namespace DeepNet.CompilerServices;

/// <summary>1. The counts of a tile are the sizes of types: a compiler knows them when it reads the code, so what a tile does not have costs neither a branch nor a register, nor the time to compile it. Used by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential, Size = 1)]
public readonly struct One;

/// <summary>2.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential, Size = 2)]
public readonly struct Two;

/// <summary>3.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential, Size = 3)]
public readonly struct Three;

/// <summary>4.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential, Size = 4)]
public readonly struct Four;

/// <summary>5.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential, Size = 5)]
public readonly struct Five;

/// <summary>6.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential, Size = 6)]
public readonly struct Six;

/// <summary>7.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential, Size = 7)]
public readonly struct Seven;

/// <summary>8.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential, Size = 8)]
public readonly struct Eight;

/// <summary>All lanes of a row's last vector lie in the matrix. Used by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential, Size = 1)]
public readonly struct Whole;
