using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Hlsl;
using DeepNet.Shaders.Tests.Support;

namespace DeepNet.Shaders.Tests.Compiling;

/// <summary>Shaders that do not compile say where and why, and descriptions that do not fit are refused.</summary>
public sealed class CompilationTests : GpuTest
{
    private const string Declarations = "WRITES(0, float, y);\nCONSTANTS { uint n; uint m; };\n";

    [GpuFact]
    public void A_mistake_is_reported_with_its_line()
    {
        ComputeShader shader = new("broken", Declarations + "[numthreads(64, 1, 1)] void Execute(uint3 id : SV_DispatchThreadID)\n{\n    y[id.x] = wrong * 2;\n}\n", 1, 2);

        ShaderCompilationException exception = Assert.Throws<ShaderCompilationException>(() => Compute(list => list.Dispatch(shader, 1, 1, 1, [1, 1], [], [OnDevice(64)])));

        Assert.Equal("broken", exception.Shader);
        Assert.Contains("Shader 'broken' does not compile.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("wrong", exception.Message.Split('\n')[1], StringComparison.Ordinal);
        Assert.Contains("    5 |     y[id.x] = wrong * 2;", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ShaderCompilationException>(() => shader.SpirV.Length);
    }

    [GpuFact]
    public void A_shader_needs_its_function_and_its_threads()
    {
        Refuse("float x;");
        Refuse(Declarations + "[numthreads(64, 1, 1)] void Other(uint3 id : SV_DispatchThreadID) { y[id.x] = 1; }");
        Refuse(Declarations + "[NumThreads(64, 1, 1)] void Execute(uint3 id : SV_DispatchThreadID) { y[id.x] = 1; }");

        static void Refuse(string hlsl) => Assert.Contains(
            "Shader 'empty' computes nothing: expected a function Execute", Assert.Throws<ShaderCompilationException>(() => new ComputeShader("empty", hlsl, 1, 2).SpirV.Length).Message, StringComparison.Ordinal);
    }

    [GpuFact]
    public void The_description_holds_all_buffers_and_constants()
    {
        const string Body = "[numthreads(1, 1, 1)] void Execute() { y[0] = (float)m; }";

        Assert.Contains("has 2 constants, but is described as one of 1.", Message(Declarations + Body, 1, 1), StringComparison.Ordinal);
        Assert.Contains(
            "uses buffer 3, but is described as one of 3 buffers.",
            Message("WRITES(3, float, y); CONSTANTS { uint n; uint m; };" + Body, 3, 2),
            StringComparison.Ordinal);
        Assert.NotEqual(0, new ComputeShader("fits", Declarations + Body, 1, 2).SpirV.Length);

        static string Message(string hlsl, int buffers, int constants) =>
            Assert.Throws<ShaderCompilationException>(() => new ComputeShader("other", hlsl, buffers, constants).SpirV.Length).Message;
    }

    [GpuFact]
    public void Buffers_and_constants_that_are_not_used_do_no_harm()
    {
        ComputeShader shader = new(
            "unused",
            "READS(0, float, a); READS(1, float, b);" + Declarations.Replace("(0,", "(2,", StringComparison.Ordinal)
                + "[numthreads(64, 1, 1)] void Execute(uint3 id : SV_DispatchThreadID) { y[id.x] = b[id.x] + 1; }",
            3,
            2);
        GpuSlice a = OnDevice(64), b = OnDevice(Enumerable.Repeat(2f, 64).ToArray()), y = OnDevice(64);

        Compute(list => list.Dispatch(shader, 1, 1, 1, [1, 2], [a, b], [y]));

        Assert.Equal(Enumerable.Repeat(3f, 64), Floats(y));
    }

    [GpuFact]
    public void Groups_larger_than_the_devices_are_refused()
    {
        ComputeShader shader = new("wide", Declarations + "[numthreads(1024, 64, 1)] void Execute(uint3 id : SV_DispatchThreadID) { y[id.x] = 1; }", 1, 2);

        GpuException exception = Assert.Throws<GpuException>(() => Compute(list => list.Dispatch(shader, 1, 1, 1, [1, 2], [], [OnDevice(64)])));

        Assert.Contains("Shader 'wide' has groups of 1024 x 64 x 1 threads.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Descriptions_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("buffers", () => new ComputeShader("x", "x", 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("constants", () => new ComputeShader("x", "x", 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>("constants", () => new ComputeShader("x", "x", 1, 33));
        Assert.Throws<ArgumentException>("name", () => new ComputeShader("", "x", 1, 0));
        Assert.Throws<ArgumentException>("hlsl", () => new ComputeShader("x", "", 1, 0));
    }

    [Fact]
    public void Without_a_compiler_the_message_says_what_to_install()
    {
        string problem = HlslCompiler.FindProblem(hasLibrary: false, program: null)!;

        Assert.Contains(ShadercLibrary.Names[0], problem, StringComparison.Ordinal);
        Assert.Contains(GlslangProgram.Names[0], problem, StringComparison.Ordinal);
        Assert.Contains(OperatingSystem.IsLinux() ? "apt install glslang-tools" : "shaderc", problem, StringComparison.Ordinal);
        Assert.Null(HlslCompiler.FindProblem(hasLibrary: true, program: null));
        Assert.Null(HlslCompiler.FindProblem(hasLibrary: false, program: "glslang"));
        Assert.Equal(0, ShadercLibrary.Load(["libshaderc-that-is-not-there.so.1", "neither.so"]));
        Assert.Null(GlslangProgram.Find(["no-such-program"], Path.GetTempPath()));
    }

    [GpuFact]
    public void Threads_compile_a_shader_once()
    {
        ComputeShader shader = new("shared", Declarations + "[numthreads(64, 1, 1)] void Execute(uint3 id : SV_DispatchThreadID) { y[id.x] = (float)(n + m); }", 1, 2);
        SpirVModule[] modules = new SpirVModule[8];

        Parallel.For(0, modules.Length, i => modules[i] = shader.Module);

        Assert.All(modules, module => Assert.Same(modules[0], module));
    }
}
