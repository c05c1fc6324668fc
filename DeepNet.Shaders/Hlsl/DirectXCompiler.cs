namespace DeepNet.Shaders.Hlsl;

/// <summary>Compiles the HLSL of a compute shader for DirectX 12: with DXC where it is there and the driver takes shader model 6.0, else with FXC.</summary>
internal static class DirectXCompiler
{
    /// <summary>
    /// Buffers are all bound for unordered access, also those that a shader only reads: they are parts of one buffer, the arena, which has one state while the shader runs.
    /// </summary>
    private const string Prelude = """
        #define READS(n, type, name) RWStructuredBuffer<type> name : register(u##n)
        #define WRITES(n, type, name) RWStructuredBuffer<type> name : register(u##n)
        #define CONSTANTS cbuffer _ : register(b0)
        #line 1

        """;

    // Behind the four letters that a container begins with.
    private const int HashStart = 4, HashEnd = 20;

    /// <summary>Why nothing can be compiled on this machine, and what to do; null where it can.</summary>
    public static string? Problem { get; } = FxcLibrary.Current is null && DxcLibrary.Current is null
        ? $"There is no shader compiler for DirectX 12 on this machine (looked for {DxcLibrary.Name} and {FxcLibrary.Name}). The second is part of Windows; the first comes with the Windows SDK: put it beside the program."
        : null;

    /// <summary>The bytes of the compiled shader, from the disk if it was compiled before.</summary>
    /// <param name="name">The shader's name, for messages.</param>
    /// <param name="hlsl">The text, without the prelude.</param>
    /// <param name="hasShaderModel6">Whether the driver takes what DXC makes.</param>
    /// <exception cref="ShaderCompilationException">It does not compile.</exception>
    /// <exception cref="GpuUnavailableException">There is no compiler that the driver takes shaders of.</exception>
    public static byte[] Compile(string name, string hlsl, bool hasShaderModel6)
    {
        if (hasShaderModel6 && DxcLibrary.Current is { } dxc && Compile(name, hlsl, dxc) is var code && IsSigned(code))
        {
            return code;
        }

        return Compile(
            name,
            hlsl,
            FxcLibrary.Current ?? throw new GpuUnavailableException(Problem ?? $"{FxcLibrary.Name} is not on this machine, and the driver does not take what {DxcLibrary.Name} makes. The first is part of Windows."));
    }

    /// <summary>Whether a compiled shader has its hash: drivers refuse one without, which older DXC makes where <c>dxil.dll</c> is not beside it.</summary>
    internal static bool IsSigned(ReadOnlySpan<byte> code) => code.Length > HashEnd && code[HashStart..HashEnd].ContainsAnyExcept((byte)0);

    /// <summary>As the other, with this compiler.</summary>
    public static byte[] Compile(string name, string hlsl, IBytecodeCompiler compiler)
    {
        string source = Prelude + hlsl;
        return CompiledShaders.Get(compiler.Identity, source, () =>
        {
            (byte[]? code, string message) = compiler.Compile(source);
            return code ?? throw new ShaderCompilationException(name, HlslCompiler.Describe(name, hlsl, message));
        });
    }
}
