using System.Reflection;
using System.Reflection.Emit;

namespace DeepNet.Networks.Tests.Fixtures;

/// <summary>
/// Compares kernels of this assembly with their scalar twins, <c>Forward</c> with <c>ForwardReference</c>, on buffers of random numbers that are longer than what may be
/// written, so that a store past the end shows.
/// </summary>
internal static class KernelTwin
{
    private const int BufferSize = 16384;

    // Vectors of every kind with and without single channels behind them, and rows so long that a block has fewer.
    private static readonly int[] ChannelCounts = [1, 3, 8, 13, 80];

    /// <summary>The kernels whose class names begin with one of <paramref name="prefixes"/> and that have twins.</summary>
    public static TheoryData<string> Names(params string[] prefixes)
    {
        IEnumerable<string> names =
            from type in typeof(KernelTwin).Assembly.GetTypes()
            where type.Namespace == "DeepNet.Generated" && prefixes.Any(p => type.Name.StartsWith(p, StringComparison.Ordinal))
            orderby type.Name
            from method in type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            where type.GetMethod(method.Name + "Reference", BindingFlags.Static | BindingFlags.NonPublic) is not null
            select $"{type.Name}.{method.Name}";
        return new TheoryData<string>(names);
    }

    /// <summary>Compares all that a kernel and its twin write, but for the parameters in <paramref name="scratch"/>.</summary>
    public static void Check(string name, params string[] scratch)
    {
        if (name.Contains("_Double", StringComparison.Ordinal))
        {
            Check<double>(name, 1e-12, scratch);
        }
        else
        {
            Check<float>(name, 2e-5, scratch);
        }
    }

    private static void Check<T>(string name, double tolerance, string[] scratch)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Type type = typeof(KernelTwin).Assembly.GetType("DeepNet.Generated." + name.Split('.')[0])!;
        MethodInfo method = type.GetMethod(name.Split('.')[1], BindingFlags.Static | BindingFlags.NonPublic)!;
        MethodInfo twin = type.GetMethod(method.Name + "Reference", BindingFlags.Static | BindingFlags.NonPublic)!;
        string[] names = [.. twin.GetParameters().Where(p => p.ParameterType.IsByRef).Select(p => p.Name!)];
        Assert.Equal(method.GetParameters().Select(p => p.Name), twin.GetParameters().Select(p => p.Name));

        // Rows are cheap: they go past the blocks that kernels take them in.
        bool takesChannels = method.GetParameters().Any(p => p.Name == "channels");
        int[] counts = method.GetParameters().Any(p => p.Name == "rows") ? [1, 2, 3, 7, 64, 65, 130, 201] : [1, 2, 5];
        var random = new Random(5);
        foreach ((int count, int channels) in counts.SelectMany(_ => takesChannels ? ChannelCounts : [0], (count, channels) => (count, channels)))
        {
            T[][] actual = [.. names.Select(n => Fill<T>(random, n))];
            if (type.GetMethod("Forward", BindingFlags.Static | BindingFlags.NonPublic) is { } forward && names.Contains("output") && names.Contains("dOutput"))
            {
                // What is compared with an input has to be the output of it.
                Caller<T>(forward)([actual[Array.IndexOf(names, "output")], actual[Array.IndexOf(names, "input")]], count, channels);
            }

            T[][] expected = [.. actual.Select(b => (T[])b.Clone())];
            Caller<T>(method)(actual, count, channels);
            Caller<T>(twin)(expected, count, channels);
            foreach ((string buffer, T[] e, T[] a) in names.Zip(expected, actual).Where(b => !scratch.Contains(b.First)))
            {
                double scale = e.Max(x => Math.Abs(double.CreateTruncating(x)));
                for (int i = 0; i < e.Length; i++)
                {
                    double difference = Math.Abs(double.CreateTruncating(e[i] - a[i]));
                    Assert.True(difference <= tolerance * scale, $"{name} at {count}{(takesChannels ? $" of {channels}" : "")}: {buffer}[{i}] is {a[i]}, expected {e[i]}");
                }
            }
        }
    }

    private static T[] Fill<T>(Random random, string name)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[BufferSize];
        for (int i = 0; i < values.Length; i++)
        {
            // Variances and what is one over a root are never negative. Inputs are rounded, so that some are equal.
            double value = (random.NextDouble() * 6) - 3;
            value = name == "input" ? Math.Round(value * 4) / 4 : value;
            values[i] = T.CreateTruncating(name is "inverse" or "squares" or "runningVariance" ? Math.Abs(value) + 0.1 : value);
        }

        return values;
    }

    /// <summary>A call of a kernel of any signature: references are buffers in their order, whole numbers the count or the channels, others 1/8.</summary>
    private static Action<T[][], int, int> Caller<T>(MethodInfo kernel)
    {
        var caller = new DynamicMethod("Call", null, [typeof(T[][]), typeof(int), typeof(int)], typeof(KernelTwin).Module, skipVisibility: true);
        ILGenerator code = caller.GetILGenerator();
        int buffer = 0;
        foreach (ParameterInfo parameter in kernel.GetParameters())
        {
            if (parameter.ParameterType.IsByRef)
            {
                code.Emit(OpCodes.Ldarg_0);
                code.Emit(OpCodes.Ldc_I4, buffer++);
                code.Emit(OpCodes.Ldelem_Ref);
                code.Emit(OpCodes.Ldc_I4_0);
                code.Emit(OpCodes.Ldelema, typeof(T));
            }
            else if (parameter.ParameterType == typeof(int))
            {
                code.Emit(parameter.Name == "channels" ? OpCodes.Ldarg_2 : OpCodes.Ldarg_1);
            }
            else if (parameter.ParameterType == typeof(float))
            {
                code.Emit(OpCodes.Ldc_R4, 0.125f);
            }
            else
            {
                code.Emit(OpCodes.Ldc_R8, 0.125);
            }
        }

        code.Emit(OpCodes.Call, kernel);
        code.Emit(OpCodes.Ret);
        return caller.CreateDelegate<Action<T[][], int, int>>();
    }
}
