using System.Diagnostics;
using System.Reflection;
using DeepNet.Shaders;
using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Hlsl;

namespace DeepNet.DirectX;

/// <summary>Every shader of the test networks through DXC and FXC.</summary>
internal static class CompiledByMicrosoft
{
    public static void Check(Score score)
    {
        ComputeShader[] shaders = [.. typeof(Gpu.Tests.NetworkTests).Assembly.GetTypes()
            .Where(type => type.Namespace == "DeepNet.Generated.Shaders")
            .Select(type => (ComputeShader)type.GetField("Shader", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!)];
        Check(score, shaders, DxcLibrary.Name, DxcLibrary.Current);
        Check(score, shaders, FxcLibrary.Name, FxcLibrary.Current);
    }

    private static void Check(Score score, ComputeShader[] shaders, string name, IBytecodeCompiler? compiler)
    {
        if (compiler is null)
        {
            score.Count(false, $"{name} is not there");
            return;
        }

        Stopwatch watch = Stopwatch.StartNew();
        foreach (ComputeShader shader in shaders)
        {
            double start = watch.Elapsed.TotalSeconds;
            try
            {
                score.Count(DirectXCompiler.IsSigned(DirectXCompiler.Compile(shader.Name, shader.Hlsl, compiler)), $"{name}: {shader.Name} is not signed");
            }
            catch (ShaderCompilationException exception)
            {
                score.Count(false, $"{name}: {exception.Message}");
            }

            if (watch.Elapsed.TotalSeconds - start > 1)
            {
                Console.WriteLine($"slow: {shader.Name}, {watch.Elapsed.TotalSeconds - start:0.0} s");
            }
        }

        Console.WriteLine($"{name}: {shaders.Length} shaders, at most {shaders.Max(shader => shader.Buffers)} buffers, {watch.Elapsed.TotalSeconds:0.0} s");
    }
}
