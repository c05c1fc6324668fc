using System.Runtime.InteropServices;
using DeepNet.Shaders.Hlsl;

namespace DeepNet.Shaders.CompilerServices;

/// <summary>
/// A compute shader as text, and what its caller has to give it. It never changes, so one object serves all devices and threads; it is compiled at its first use, and made the code of
/// a device once for each.
/// </summary>
/// <remarks>
/// The text declares its buffers with <c>READS(n, type, name);</c> and <c>WRITES(n, type, name);</c>, first those that it reads, then those that it writes, numbered from 0, and its
/// constants with <c>CONSTANTS { uint n; ... };</c>.
/// The function is <c>Execute</c>:
/// <code>
/// READS(0, float, x);
/// WRITES(1, float, y);
/// CONSTANTS { uint n; };
/// [numthreads(64, 1, 1)] void Execute(uint3 id : SV_DispatchThreadID) { if (id.x &lt; n) y[id.x] = 2 * x[id.x]; }
/// </code>
/// </remarks>
public sealed class ComputeShader
{
    /// <summary>The most constants that a shader may have: every device has room for 128 bytes of them.</summary>
    public const int MostConstants = 32;

    private readonly Lock _gate = new();
    private SpirVModule? _module;
    private byte[]? _bytecode5, _bytecode6;

    /// <summary>Describes a shader; compiles nothing.</summary>
    /// <param name="name">A name for messages.</param>
    /// <param name="hlsl">The text.</param>
    /// <param name="buffers">The number of buffers that it declares, at least 1.</param>
    /// <param name="constants">The number of constants, of four bytes each, from 0 to <see cref="MostConstants"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ComputeShader(string name, string hlsl, int buffers, int constants)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(hlsl);
        ArgumentOutOfRangeException.ThrowIfLessThan(buffers, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(constants);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(constants, MostConstants);
        Name = name;
        Hlsl = hlsl;
        Buffers = buffers;
        Constants = constants;
    }

    /// <summary>A name for messages.</summary>
    public string Name { get; }

    /// <summary>The text.</summary>
    public string Hlsl { get; }

    /// <summary>The number of buffers.</summary>
    public int Buffers { get; }

    /// <summary>The number of constants.</summary>
    public int Constants { get; }

    /// <summary>The compiled shader, as the bytes of a SPIR-V file. Needs no device.</summary>
    /// <exception cref="ShaderCompilationException">The text does not compile, or declares other buffers or constants than the description.</exception>
    /// <exception cref="GpuUnavailableException">The compiler is not on this machine.</exception>
    public ReadOnlySpan<byte> SpirV => MemoryMarshal.AsBytes(Module.Words.Span);

    internal SpirVModule Module
    {
        get
        {
            lock (_gate)
            {
                return _module ??= Compile();
            }
        }
    }

    /// <summary>The compiled shader as DirectX 12 takes it.</summary>
    /// <param name="hasShaderModel6">Whether the driver takes shader model 6.0.</param>
    internal byte[] BytecodeFor(bool hasShaderModel6)
    {
        lock (_gate)
        {
            ref byte[]? bytecode = ref hasShaderModel6 ? ref _bytecode6 : ref _bytecode5;
            return bytecode ??= DirectXCompiler.Compile(Name, Hlsl, hasShaderModel6);
        }
    }

    /// <summary>The shader's name.</summary>
    public override string ToString() => Name;

    private SpirVModule Compile()
    {
        // The compiler takes other attributes for none, and a missing function for an empty one, and says nothing.
        SpirVModule module = new(HlslCompiler.Compile(Name, Hlsl));
        if (module.BindingCount == 0 || !Hlsl.Contains("[numthreads(", StringComparison.Ordinal))
        {
            throw new ShaderCompilationException(Name, $"Shader '{Name}' computes nothing: expected a function {HlslCompiler.EntryPoint} that writes a buffer, with [numthreads(x, y, z)] in small letters.");
        }

        if (module.BindingCount > Buffers)
        {
            throw new ShaderCompilationException(Name, $"Shader '{Name}' uses buffer {module.BindingCount - 1}, but is described as one of {Buffers} buffers.");
        }

        if (module.ConstantBytes > Constants * sizeof(uint))
        {
            throw new ShaderCompilationException(Name, $"Shader '{Name}' has {module.ConstantBytes / sizeof(uint)} constants, but is described as one of {Constants}.");
        }

        return module;
    }
}
