namespace DeepNet.Shaders.Hlsl;

/// <summary>A compiler of Microsoft, which makes what DirectX 12 takes.</summary>
internal interface IBytecodeCompiler
{
    /// <summary>The compiler, its version and what it compiles for: what a compiled shader depends on beside its text.</summary>
    string Identity { get; }

    /// <summary>The bytes of the compiled shader, or null and what the compiler said.</summary>
    (byte[]? Code, string Message) Compile(string source);
}
