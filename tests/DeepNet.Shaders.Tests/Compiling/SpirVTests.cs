using DeepNet.Shaders.Tests.Support;

namespace DeepNet.Shaders.Tests.Compiling;

/// <summary>The validator of the Khronos Group accepts every shader.</summary>
public sealed class SpirVTests
{
    [SpirVFact]
    public void Every_shader_is_valid() => Assert.All(TestShaders.All, SpirV.Validate);
}
