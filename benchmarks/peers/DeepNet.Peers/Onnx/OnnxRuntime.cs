using System.Runtime.InteropServices;

namespace DeepNet.Peers.Onnx;

/// <summary>ONNX Runtime's native library, through its C functions.</summary>
internal sealed unsafe class OnnxRuntime
{
    private const int Sequential = 0;
    private const int AllOptimizations = 99;
    private const int ErrorsOnly = 3;
    private const int ArenaAllocator = 1;
    private const int DefaultMemory = 0;

    private readonly OrtApi* _api;
    private readonly nint _environment;
    private readonly nint _memory;

    private OnnxRuntime(OrtApi* api, string version)
    {
        _api = api;
        Version = version;
        fixed (byte* name = "DeepNet.Peers"u8)
        {
            Check(api->CreateEnv(ErrorsOnly, name, out _environment));
        }

        Check(api->CreateCpuMemoryInfo(ArenaAllocator, DefaultMemory, out _memory));
    }

    /// <summary>The library's version.</summary>
    public string Version { get; }

    internal OrtApi* Api => _api;

    /// <summary>Loads the library; it stays loaded until the process ends.</summary>
    /// <exception cref="InvalidOperationException">There is no such library, or it is none.</exception>
    public static OnnxRuntime Load(string path)
    {
        if (!NativeLibrary.TryLoad(path, out nint library))
        {
            throw new InvalidOperationException($"No ONNX Runtime at '{path}'. Get it with: benchmarks/peers/run.sh --install-onnx");
        }

        // OrtApiBase: a function that gives the table, and one that gives the version.
        nint* functions = ((delegate* unmanaged<nint*>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        OrtApi* api = ((delegate* unmanaged<uint, OrtApi*>)functions[0])(OrtApi.Version);
        string version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)functions[1])())!;
        return api is null
            ? throw new InvalidOperationException($"ONNX Runtime {version} does not offer version {OrtApi.Version} of its functions.")
            : new OnnxRuntime(api, version);
    }

    /// <summary>Loads a network, with every optimization of the graph and one operator after the other.</summary>
    public OnnxSession CreateSession(byte[] model, int threads)
    {
        Check(_api->CreateSessionOptions(out nint options));
        try
        {
            Check(_api->SetSessionExecutionMode(options, Sequential));
            Check(_api->SetSessionGraphOptimizationLevel(options, AllOptimizations));
            Check(_api->SetIntraOpNumThreads(options, threads));
            Check(_api->SetInterOpNumThreads(options, 1));
            fixed (byte* bytes = model)
            {
                Check(_api->CreateSessionFromArray(_environment, bytes, (nuint)model.Length, options, out nint session));
                return new OnnxSession(this, session);
            }
        }
        finally
        {
            _api->ReleaseSessionOptions(options);
        }
    }

    /// <summary>A tensor over memory that is not moved and outlives it.</summary>
    internal nint CreateTensor<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        int type = typeof(T) == typeof(long) ? 7 : 1;
        fixed (T* first = data)
        fixed (long* sizes = shape)
        {
            Check(_api->CreateTensorWithDataAsOrtValue(_memory, first, (nuint)(data.Length * sizeof(T)), sizes, (nuint)shape.Length, type, out nint tensor));
            return tensor;
        }
    }

    /// <exception cref="InvalidOperationException">The status is an error's.</exception>
    internal void Check(nint status)
    {
        if (status != 0)
        {
            string message = Marshal.PtrToStringUTF8((nint)_api->GetErrorMessage(status))!;
            _api->ReleaseStatus(status);
            throw new InvalidOperationException("ONNX Runtime: " + message);
        }
    }
}
