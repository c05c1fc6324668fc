using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;

namespace DeepNet.Networks.Tests;

/// <summary>
/// The kernels of attention and positions against their twins, for one to three samples, on whole buffers, so that a store past the end shows.
/// </summary>
public sealed class AttentionKernelTests
{
    private const int Length = 1 << 15;
    private const int MaxBatch = 3;
    private const string Twin = "Reference";

    private delegate void Call<T>(T[][] operands, int[] mask, int n);

    public static TheoryData<string, string> Kernels()
    {
        TheoryData<string, string> kernels = [];
        foreach (MethodInfo twin in typeof(AttentionKernelTests).Assembly.GetTypes().Where(IsKernel).OrderBy(t => t.Name, StringComparer.Ordinal).SelectMany(Methods).Where(m => m.Name.EndsWith(Twin, StringComparison.Ordinal)))
        {
            kernels.Add(twin.DeclaringType!.Name, twin.Name[..^Twin.Length]);
        }

        return kernels;
    }

    [Theory, MemberData(nameof(Kernels))]
    public void ComputesWhatItsTwinDoes(string kernel, string method)
    {
        Type type = typeof(AttentionKernelTests).Assembly.GetType("DeepNet.Generated." + kernel, throwOnError: true)!;
        if (kernel.EndsWith("_Double", StringComparison.Ordinal))
        {
            Compare<double>(type, method, 1e-12);
        }
        else
        {
            Compare<float>(type, method, 2e-5);
        }
    }

    private static bool IsKernel(Type type) =>
        type.Namespace == "DeepNet.Generated" && new[] { "AttentionForward_", "AttentionBackward_", "Rotary_", "AddTable_" }.Any(p => type.Name.StartsWith(p, StringComparison.Ordinal));

    private static MethodInfo[] Methods(Type type) => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    private static void Compare<T>(Type type, string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MethodInfo method = Methods(type).Single(m => m.Name == name);
        string[] operands = [.. method.GetParameters().Where(p => p.ParameterType == typeof(T).MakeByRefType()).Select(p => p.Name!)];
        Random random = new(29);
        for (int n = 1; n <= MaxBatch; n++)
        {
            // The sums of exponentials are large enough that no weight is above one.
            T[][] actual = [.. operands.Select(o => Enumerable.Range(0, Length).Select(_ => T.CreateTruncating(random.NextDouble() * 2 - (o == "sums" ? -4 : 1))).ToArray())];
            T[][] expected = [.. actual.Select(b => (T[])b.Clone())];
            int[] mask = [.. Enumerable.Range(0, Length).Select(_ => random.Next(2))];
            Bind<T>(method)(actual, mask, n);
            Bind<T>(Methods(type).Single(m => m.Name == name + Twin))(expected, mask, n);
            for (int b = 0; b < operands.Length; b++)
            {
                for (int i = 0; i < Length && operands[b] != "scratch"; i++)
                {
                    double a = double.CreateTruncating(actual[b][i]);
                    double e = double.CreateTruncating(expected[b][i]);
                    if (!(Math.Abs(a - e) <= tolerance * Math.Max(1, Math.Abs(e))))
                    {
                        Assert.Fail($"{type.Name}.{name} at {n}: {operands[b]}[{i}] is {a}, expected {e}");
                    }
                }
            }
        }
    }

    // The kernels differ in their parameters; only IL passes a reference into an array to any of them.
    private static Call<T> Bind<T>(MethodInfo method)
    {
        DynamicMethod call = new(method.Name, null, [typeof(T[][]), typeof(int[]), typeof(int)], typeof(AttentionKernelTests).Module, skipVisibility: true);
        ILGenerator il = call.GetILGenerator();
        int operand = 0;
        foreach (Type type in method.GetParameters().Select(p => p.ParameterType))
        {
            if (type == typeof(int))
            {
                il.Emit(OpCodes.Ldarg_2);
            }
            else if (type == typeof(uint))
            {
                il.Emit(OpCodes.Ldc_I4, 0x40000000); // a key, and the threshold of a rate of a quarter
            }
            else if (type == typeof(float))
            {
                il.Emit(OpCodes.Ldc_R4, 4f / 3);
            }
            else if (type == typeof(double))
            {
                il.Emit(OpCodes.Ldc_R8, 4d / 3);
            }
            else
            {
                bool isMask = type == typeof(int).MakeByRefType();
                il.Emit(isMask ? OpCodes.Ldarg_1 : OpCodes.Ldarg_0);
                if (!isMask)
                {
                    il.Emit(OpCodes.Ldc_I4, operand++);
                    il.Emit(OpCodes.Ldelem_Ref);
                }

                il.Emit(OpCodes.Ldc_I4_0);
                il.Emit(OpCodes.Ldelema, type.GetElementType()!);
            }
        }

        il.Emit(OpCodes.Call, method);
        if (method.ReturnType != typeof(void))
        {
            il.Emit(OpCodes.Pop);
        }

        il.Emit(OpCodes.Ret);
        return call.CreateDelegate<Call<T>>();
    }
}
