namespace DeepNet.Shaders;

/// <summary>A shader does not compile, or is not what its description says. The message holds the compiler's text and the lines of HLSL that it names.</summary>
public sealed class ShaderCompilationException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="shader">The shader's name.</param>
    /// <param name="message">What is wrong, with the lines at fault.</param>
    public ShaderCompilationException(string shader, string message)
        : base(message) => Shader = shader;

    /// <summary>The shader's name.</summary>
    public string Shader { get; }
}
