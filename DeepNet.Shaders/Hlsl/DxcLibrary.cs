using System.Runtime.InteropServices;
using System.Text;
using DeepNet.Shaders.DirectX;

namespace DeepNet.Shaders.Hlsl;

/// <summary>The newer HLSL compiler of Microsoft, <c>dxcompiler.dll</c>, which programs bring along or have in PATH: shader model 6.0.</summary>
internal sealed unsafe class DxcLibrary : IBytecodeCompiler
{
    private const string Profile = "cs_6_0";
    private const uint Utf8 = 65001;
    private const int CompileSlot = 3, GetStatus = 3, GetResult = 4, GetErrorBuffer = 5;

    private static readonly Guid
        CompilerClass = new("73e22d93-e6ce-47f3-b5bf-f0664f39c1b0"),
        Compiler3 = new("228b4687-5a6a-4730-900c-9702b2203f54"),
        Result = new("58346cda-dde7-4497-9461-6f87af5e0659");

    private readonly void* _createInstance;

    private DxcLibrary(nint library, void* createInstance)
    {
        _createInstance = createInstance;
        Identity = FileIdentity.OfLibrary(library, Name) + " " + Profile;
    }

    public static string Name => "dxcompiler.dll";

    /// <summary>The one of this process, or null.</summary>
    public static DxcLibrary? Current { get; } = OperatingSystem.IsWindows() ? Open(Name) : null;

    public string Identity { get; }

    public static DxcLibrary? Open(string name) =>
        NativeLibrary.TryLoad(name, typeof(DxcLibrary).Assembly, null, out nint library) && NativeLibrary.TryGetExport(library, "DxcCreateInstance", out nint create)
            ? new DxcLibrary(library, (void*)create)
            : null;

    public (byte[]? Code, string Message) Compile(string source)
    {
        void* compiler = null, result = null, errors = null, code = null;
        string[] words = [HlslCompiler.FileName, "-E", HlslCompiler.EntryPoint, "-T", Profile, "-O3"];
        nint* arguments = stackalloc nint[words.Length];
        try
        {
            for (int i = 0; i < words.Length; i++)
            {
                arguments[i] = Marshal.StringToCoTaskMemUni(words[i]);
            }

            // An object of its own for each call: one is not to be used by two threads.
            Guid type = CompilerClass, wanted = Compiler3;
            DirectXResult.Check(((delegate* unmanaged<Guid*, Guid*, void**, int>)_createInstance)(&type, &wanted, &compiler), "DxcCreateInstance");
            byte[] text = Encoding.UTF8.GetBytes(source);
            fixed (byte* first = text)
            {
                Source buffer = new() { Text = first, Bytes = (nuint)text.Length, Encoding = Utf8 };
                wanted = Result;
                DirectXResult.Check(
                    ((delegate* unmanaged<void*, Source*, nint*, uint, void*, Guid*, void**, int>)ComObject.Functions(compiler)[CompileSlot])(
                        compiler, &buffer, arguments, (uint)words.Length, null, &wanted, &result),
                    "IDxcCompiler3::Compile");
            }

            int status;
            DirectXResult.Check(((delegate* unmanaged<void*, int*, int>)ComObject.Functions(result)[GetStatus])(result, &status), "IDxcResult::GetStatus");
            string message = ((delegate* unmanaged<void*, void**, int>)ComObject.Functions(result)[GetErrorBuffer])(result, &errors) >= 0 && errors is not null
                ? Encoding.UTF8.GetString(ComObject.Bytes(errors)).TrimEnd('\0')
                : "";
            return status >= 0 && ((delegate* unmanaged<void*, void**, int>)ComObject.Functions(result)[GetResult])(result, &code) >= 0 && code is not null
                ? (ComObject.Bytes(code).ToArray(), message)
                : (null, message.Length > 0 ? message : DirectXResult.Name(status));
        }
        finally
        {
            for (int i = 0; i < words.Length; i++)
            {
                Marshal.FreeCoTaskMem(arguments[i]);
            }

            ComObject.Release(code);
            ComObject.Release(errors);
            ComObject.Release(result);
            ComObject.Release(compiler);
        }
    }

    private struct Source
    {
        public byte* Text;
        public nuint Bytes;
        public uint Encoding;
    }
}
