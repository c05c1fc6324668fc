using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;

namespace DeepNet.Networks.Tests;

/// <summary>The kernels of recurrent layers and embeddings against their scalar twins, on whole buffers, so that a store in a wrong place shows.</summary>
public sealed class KernelTwinTests
{
    private const BindingFlags AllStatic = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private const int MaxBatch = 7;

    // More than any of these small kernels reaches: 7 samples, 5 steps, 36 gates.
    private const int Size = 4096;

    public static TheoryData<string> Names => [.. Twins().Select(twin => $"{twin.DeclaringType!.Name}.{twin.Name}").Order(StringComparer.Ordinal)];

    [Fact]
    public void ThereAreKernelsOfEveryKind()
    {
        string[] stems = [.. Twins().Select(twin => twin.DeclaringType!.Name.Split('_')[0]).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["Embedding", "Gru", "GruGradient", "GruTraining", "Lstm", "LstmGradient", "LstmTraining", "SimpleRnn", "SimpleRnnGradient", "SimpleRnnReLU", "SimpleRnnReLUGradient", "SimpleRnnReLUTraining", "SimpleRnnTraining"],
            stems);
    }

    [Theory, MemberData(nameof(Names))]
    public void KernelComputesWhatItsTwinDoes(string name)
    {
        MethodInfo twin = Twins().Single(t => $"{t.DeclaringType!.Name}.{t.Name}" == name);
        MethodInfo method = twin.DeclaringType!.GetMethod(twin.Name[..^"Reference".Length], AllStatic)!;
        if (name.Contains("_Double", StringComparison.Ordinal))
        {
            Compare<double>(method, twin, 1e-12);
        }
        else
        {
            Compare<float>(method, twin, 2e-5);
        }
    }

    private static void Compare<T>(MethodInfo method, MethodInfo twin, double tolerance)
        where T : unmanaged, INumber<T>
    {
        Action<T[][], int[], int> actual = Compile<T>(method), expected = Compile<T>(twin);
        Random random = new(5);
        int[] tokens = [.. Enumerable.Range(0, Size).Select(i => i * 5 % 6)];
        for (int n = 1; n <= MaxBatch; n++)
        {
            T[][] ours = [.. method.GetParameters().Select(_ => Enumerable.Range(0, Size).Select(_ => T.CreateTruncating(random.NextDouble() - 0.5)).ToArray())];
            T[][] theirs = [.. ours.Select(buffer => (T[])buffer.Clone())];
            actual(ours, tokens, n);
            expected(theirs, tokens, n);
            for (int b = 0; b < ours.Length; b++)
            {
                for (int i = 0; i < Size; i++)
                {
                    double difference = double.CreateTruncating(ours[b][i] - theirs[b][i]);
                    Assert.True(Math.Abs(difference) <= tolerance, $"{method.DeclaringType!.Name} at {n}: {method.GetParameters()[b].Name}[{i}] is {ours[b][i]}, expected {theirs[b][i]}");
                }
            }
        }
    }

    /// <summary>A call of the kernel with references to the starts of the buffers.</summary>
    private static Action<T[][], int[], int> Compile<T>(MethodInfo method)
    {
        ParameterExpression buffers = Expression.Parameter(typeof(T[][])), tokens = Expression.Parameter(typeof(int[])), n = Expression.Parameter(typeof(int));
        IEnumerable<Expression> arguments = method.GetParameters().Select((parameter, i) =>
            !parameter.ParameterType.IsByRef ? parameter.Name == "first" ? Expression.Constant(0) : n
            : parameter.ParameterType.GetElementType() == typeof(int) ? Expression.ArrayIndex(tokens, Expression.Constant(0))
            : (Expression)Expression.ArrayIndex(Expression.ArrayIndex(buffers, Expression.Constant(i)), Expression.Constant(0)));
        return Expression.Lambda<Action<T[][], int[], int>>(Expression.Call(method, arguments), buffers, tokens, n).Compile();
    }

    private static IEnumerable<MethodInfo> Twins() => typeof(KernelTwinTests).Assembly.GetTypes()
        .Where(type => type.Namespace == "DeepNet.Generated" && new[] { "Lstm", "Gru", "SimpleRnn", "Embedding" }.Any(stem => type.Name.StartsWith(stem, StringComparison.Ordinal)))
        .SelectMany(type => type.GetMethods(AllStatic))
        .Where(method => method.Name.EndsWith("Reference", StringComparison.Ordinal));
}
