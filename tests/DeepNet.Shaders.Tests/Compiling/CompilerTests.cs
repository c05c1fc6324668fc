using DeepNet.Shaders.Hlsl;

namespace DeepNet.Shaders.Tests.Compiling;

/// <summary>Both compilers, whichever the library takes: the text is the same to them, and so are the messages' lines.</summary>
public sealed class CompilerTests
{
    private const string Text = """
        [[vk::binding(0)]] RWStructuredBuffer<float> y : register(u0);
        [numthreads(64, 2, 1)] void Execute(uint3 id : SV_DispatchThreadID)
        {
            y[id.x] = VALUE;
        }
        """;

    [ShadercFact]
    public void The_library_compiles_in_the_process() => Check(ShadercCompiler.Compile);

    [GlslangFact]
    public void The_program_compiles() => Check(source => GlslangProgram.Compile(GlslangProgram.Path!, source));

    [Fact]
    public void A_program_that_does_not_start_is_named()
    {
        string program = Path.Combine(Path.GetTempPath(), "no-such-compiler");

        Assert.Contains(program, Assert.Throws<GpuUnavailableException>(() => GlslangProgram.Compile(program, Text)).Message, StringComparison.Ordinal);
    }

    private static void Check(Func<string, (uint[]? Words, string Message)> compile)
    {
        (uint[]? words, string message) = compile(Text.Replace("VALUE", "2", StringComparison.Ordinal));
        Assert.Equal("", message);
        SpirVModule module = new(words!);
        Assert.Equal((64u, 2u, 1u), module.GroupSize);
        Assert.Equal((1, 0), (module.BindingCount, module.ConstantBytes));

        (words, message) = compile(Text.Replace("VALUE", "wrong", StringComparison.Ordinal));
        Assert.Null(words);
        Assert.Contains(":4: ", message, StringComparison.Ordinal);
        Assert.Contains("wrong", message, StringComparison.Ordinal);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ShadercFactAttribute : FactAttribute
    {
        public ShadercFactAttribute() => Skip = ShadercLibrary.IsAvailable ? null : "no libshaderc";
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class GlslangFactAttribute : FactAttribute
    {
        public GlslangFactAttribute() => Skip = GlslangProgram.Path is null ? "no glslangValidator" : null;
    }
}
