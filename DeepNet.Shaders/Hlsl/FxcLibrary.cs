using System.Runtime.InteropServices;
using System.Text;
using DeepNet.Shaders.DirectX;

namespace DeepNet.Shaders.Hlsl;

/// <summary>The older HLSL compiler of Microsoft, which is part of Windows: shader model 5.1.</summary>
internal sealed unsafe class FxcLibrary : IBytecodeCompiler
{
    private const string Profile = "cs_5_1";
    private const uint OptimizationLevel3 = 1 << 15;

    private readonly void* _compile;

    private FxcLibrary(nint library, void* compile)
    {
        _compile = compile;
        Identity = FileIdentity.OfLibrary(library, Name) + " " + Profile;
    }

    public static string Name => "d3dcompiler_47.dll";

    /// <summary>The one of this process, or null.</summary>
    public static FxcLibrary? Current { get; } = Open(Name);

    public string Identity { get; }

    public static FxcLibrary? Open(string name) =>
        NativeLibrary.TryLoad(name, typeof(FxcLibrary).Assembly, null, out nint library) && NativeLibrary.TryGetExport(library, "D3DCompile", out nint compile)
            ? new FxcLibrary(library, (void*)compile)
            : null;

    public (byte[]? Code, string Message) Compile(string source)
    {
        byte[] text = Encoding.UTF8.GetBytes(source), file = Encoding.UTF8.GetBytes(HlslCompiler.FileName + '\0');
        byte[] entry = Encoding.UTF8.GetBytes(HlslCompiler.EntryPoint + '\0'), profile = Encoding.UTF8.GetBytes(Profile + '\0');
        void* code = null, errors = null;
        try
        {
            fixed (byte* t = text, f = file, e = entry, p = profile)
            {
                int result = ((delegate* unmanaged<byte*, nuint, byte*, void*, void*, byte*, byte*, uint, uint, void**, void**, int>)_compile)(
                    t, (nuint)text.Length, f, null, null, e, p, OptimizationLevel3, 0, &code, &errors);

                // It makes a path of the file's name.
                string message = errors is null ? "" : Encoding.UTF8.GetString(ComObject.Bytes(errors)).TrimEnd('\0').Replace(Path.GetFullPath(HlslCompiler.FileName), HlslCompiler.FileName, StringComparison.OrdinalIgnoreCase);
                return result >= 0 && code is not null ? (ComObject.Bytes(code).ToArray(), message) : (null, message.Length > 0 ? message : DirectXResult.Name(result));
            }
        }
        finally
        {
            ComObject.Release(code);
            ComObject.Release(errors);
        }
    }
}
