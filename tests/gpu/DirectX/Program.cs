using System.Diagnostics;
using System.Reflection;
using DeepNet.Shaders;

namespace DeepNet.DirectX;

/// <summary>
/// Compiles the shaders of all test networks with both compilers of Microsoft, and runs the tests of lists and networks on DirectX 12; with arguments, only tests that have one of them in
/// their name. The last line is "N passed, N failed".
/// </summary>
internal static class Program
{
    public static int Main(string[] names)
    {
        foreach (GpuAdapter adapter in GpuDevice.Adapters)
        {
            Console.WriteLine(adapter);
        }

        using (GpuDevice device = GpuDevice.Open())
        {
            if (device.Adapter.Api != GpuApi.DirectX12)
            {
                Console.WriteLine($"Expected a DirectX 12 device. Received: {device.Adapter}");
                return 1;
            }
        }

        Score score = new();
        Stopwatch watch = Stopwatch.StartNew();
        CompiledByMicrosoft.Check(score);
        Console.WriteLine($"Shaders: {watch.Elapsed.TotalSeconds:0.0} s");
        foreach (MethodInfo test in Tests().Where(test => names.Length == 0 || names.Any(name => $"{test.DeclaringType!.FullName}.{test.Name}".Contains(name, StringComparison.OrdinalIgnoreCase))))
        {
            score.Run($"{test.DeclaringType!.FullName}.{test.Name}", () => Run(test));
        }

        Console.WriteLine($"{score.Passed} passed, {score.Failed} failed");
        return score.Failed == 0 ? 0 : 1;
    }

    /// <summary>The tests that need a device and nothing else, such as another process or the compiler for Vulkan.</summary>
    private static IEnumerable<MethodInfo> Tests() =>
        new[] { typeof(Gpu.Tests.NetworkTests).Assembly, typeof(Shaders.Tests.Support.GpuTest).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace == "DeepNet.Gpu.Tests" || type.Namespace == "DeepNet.Shaders.Tests.Lists" || type.Name == "LifetimeTests")
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttributes().Any(attribute => attribute.GetType().Name == "GpuFactAttribute"));

    private static void Run(MethodInfo test)
    {
        object instance = Activator.CreateInstance(test.DeclaringType!)!;
        using (instance as IDisposable)
        {
            test.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, null, null);
        }
    }
}
