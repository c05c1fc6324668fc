using System.Runtime.InteropServices;

namespace DeepNet.Peers.Onnx;

/// <summary>The functions of ONNX Runtime's C table <c>OrtApi</c> that are used here.</summary>
/// <remarks>
/// The table only ever grows at its end (<c>onnxruntime_c_api.cc</c> asserts it), so a function keeps its number, which stands here times the size of a
/// pointer. All of these are in version 1 of the table. A function returns a status, null for success.
/// </remarks>
[StructLayout(LayoutKind.Explicit)]
internal readonly unsafe struct OrtApi
{
    /// <summary>The version that is asked for.</summary>
    public const uint Version = 1;

    private const int Pointer = 8;

    [FieldOffset(2 * Pointer)]
    public readonly delegate* unmanaged<nint, byte*> GetErrorMessage;

    [FieldOffset(3 * Pointer)]
    public readonly delegate* unmanaged<int, byte*, out nint, nint> CreateEnv;

    [FieldOffset(8 * Pointer)]
    public readonly delegate* unmanaged<nint, byte*, nuint, nint, out nint, nint> CreateSessionFromArray;

    /// <summary>Session, run options, names and values of inputs, their count, names of outputs, their count, values of outputs.</summary>
    [FieldOffset(9 * Pointer)]
    public readonly delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint> Run;

    [FieldOffset(10 * Pointer)]
    public readonly delegate* unmanaged<out nint, nint> CreateSessionOptions;

    [FieldOffset(13 * Pointer)]
    public readonly delegate* unmanaged<nint, int, nint> SetSessionExecutionMode;

    [FieldOffset(23 * Pointer)]
    public readonly delegate* unmanaged<nint, int, nint> SetSessionGraphOptimizationLevel;

    [FieldOffset(24 * Pointer)]
    public readonly delegate* unmanaged<nint, int, nint> SetIntraOpNumThreads;

    [FieldOffset(25 * Pointer)]
    public readonly delegate* unmanaged<nint, int, nint> SetInterOpNumThreads;

    /// <summary>Memory, data, its bytes, shape, its rank, element type, the tensor.</summary>
    [FieldOffset(49 * Pointer)]
    public readonly delegate* unmanaged<nint, void*, nuint, long*, nuint, int, out nint, nint> CreateTensorWithDataAsOrtValue;

    [FieldOffset(51 * Pointer)]
    public readonly delegate* unmanaged<nint, out float*, nint> GetTensorMutableData;

    [FieldOffset(69 * Pointer)]
    public readonly delegate* unmanaged<int, int, out nint, nint> CreateCpuMemoryInfo;

    [FieldOffset(93 * Pointer)]
    public readonly delegate* unmanaged<nint, void> ReleaseStatus;

    [FieldOffset(95 * Pointer)]
    public readonly delegate* unmanaged<nint, void> ReleaseSession;

    [FieldOffset(96 * Pointer)]
    public readonly delegate* unmanaged<nint, void> ReleaseValue;

    [FieldOffset(100 * Pointer)]
    public readonly delegate* unmanaged<nint, void> ReleaseSessionOptions;
}
