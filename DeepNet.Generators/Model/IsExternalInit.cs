namespace System.Runtime.CompilerServices;

// Lets records and init accessors compile for netstandard2.0, which the compiler loads generators as.
internal static class IsExternalInit;
