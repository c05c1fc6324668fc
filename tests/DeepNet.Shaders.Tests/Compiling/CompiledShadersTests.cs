using DeepNet.Shaders.Hlsl;

namespace DeepNet.Shaders.Tests.Compiling;

/// <summary>Compiled shaders on disk.</summary>
public sealed class CompiledShadersTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"deepnet-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public void A_shader_is_compiled_once_for_each_compiler_and_text()
    {
        int compiled = 0;

        Assert.Equal([1], Get("a", "x"));
        Assert.Equal([1], Get("a", "x"));
        Assert.Equal([2], Get("a", "y"));
        Assert.Equal([3], Get("b", "x"));
        Assert.Equal([1], Get("a", "x"));
        Assert.Equal(3, Directory.GetFiles(_folder).Length);

        byte[] Get(string compiler, string source) => CompiledShaders.Get(_folder, compiler, source, () => [(byte)++compiled]);
    }

    [Fact]
    public void A_file_that_was_cut_off_or_changed_is_not_taken()
    {
        CompiledShaders.Get(_folder, "a", "x", () => [1, 2, 3]);
        string file = Assert.Single(Directory.GetFiles(_folder));
        byte[] content = File.ReadAllBytes(file);
        byte[][] broken = [[], content[..^1], content[..20], [.. content[..^1], 9]];
        foreach (byte[] bytes in broken)
        {
            File.WriteAllBytes(file, bytes);
            Assert.Equal([7], CompiledShaders.Get(_folder, "a", "x", () => [7]));
            Assert.Equal([7], CompiledShaders.Get(_folder, "a", "x", () => [8]));
        }
    }

    [Fact]
    public void What_does_not_compile_leaves_nothing()
    {
        Assert.Throws<ShaderCompilationException>(() => CompiledShaders.Get(_folder, "a", "x", () => throw new ShaderCompilationException("x", "x")));
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public void Where_nothing_can_be_written_shaders_are_compiled_each_time()
    {
        string file = Path.GetTempFileName();
        try
        {
            Assert.Equal([1], CompiledShaders.Get(Path.Combine(file, "below"), "a", "x", () => [1]));
            Assert.Equal([2], CompiledShaders.Get(Path.Combine(file, "below"), "a", "x", () => [2]));
            Assert.Equal([3], CompiledShaders.Get(null, "a", "x", () => [3]));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_variable_names_the_folder_or_none()
    {
        Assert.Null(CompiledShaders.FolderFor("off", "home"));
        Assert.Null(CompiledShaders.FolderFor(null, ""));
        Assert.Equal("mine", CompiledShaders.FolderFor("mine", "home"));
        Assert.Equal(Path.Combine("home", "DeepNet", "shaders"), CompiledShaders.FolderFor(" ", "home"));
    }

    [Fact]
    public void The_compilers_of_Microsoft_are_named_where_they_are_missing()
    {
        Assert.Null(FxcLibrary.Open("no-such-compiler.dll"));
        Assert.Null(DxcLibrary.Open("no-such-compiler.dll"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Contains("dxcompiler.dll and d3dcompiler_47.dll", DirectXCompiler.Problem, StringComparison.Ordinal);
            Assert.Contains("d3dcompiler_47.dll", Assert.Throws<GpuUnavailableException>(() => DirectXCompiler.Compile("x", "x", hasShaderModel6: true)).Message, StringComparison.Ordinal);
        }
    }
}
