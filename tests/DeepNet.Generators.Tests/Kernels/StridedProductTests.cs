using System.Numerics;
using System.Reflection;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Tests.Kernels;

/// <summary>
/// Products of matrices that are part of wider ones, compiled here and compared with their twins for every instruction set and every batch from
/// 1 to 14, on whole buffers, so that a store between the rows shows.
/// </summary>
public sealed class StridedProductTests
{
    private const int MaxRows = 14;
    private const int Padding = 64;
    private const string Embedded = "namespace Microsoft.CodeAnalysis { internal sealed partial class EmbeddedAttribute : global::System.Attribute; }";

    private static readonly KernelSpec[] Products = [.. Of(ElementType.Single), .. Of(ElementType.Double)];

    // All in one compilation: loading the platform takes longer than compiling a kernel.
    private static readonly Lazy<Assembly> Compiled = new(Compile);

    private delegate void Product3<T>(ref T a, ref T b, ref T c, int n);

    private delegate void Product4<T>(ref T a, ref T b, ref T c, ref T d, int n);

    private delegate void Product5<T>(ref T a, ref T b, ref T c, ref T d, ref T e, int n);

    public static TheoryData<string> Names() => [.. Products.Select(p => p.ClassName)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Product_computes_what_its_twin_does(string name)
    {
        KernelSpec product = Products.Single(p => p.ClassName == name);
        Type type = Compiled.Value.GetType("DeepNet.Generated." + name, throwOnError: true)!;
        if (!product.Element.IsDouble)
        {
            Compare<float>(type, 2e-5);
        }
        else
        {
            Compare<double>(type, 1e-12);
        }
    }

    [Fact]
    public void Names_tell_the_strides_that_are_not_the_widths()
    {
        DenseForwardKernel dense = new(ElementType.Single, 9, 6, false, null, false);

        Assert.Equal("DenseForward_9x6_NoBias", (dense with { InputStride = 9, OutputStride = 6 }).ClassName);
        Assert.Equal("DenseForward_9x6_NoBias_InputStride12_OutputStride16_Accumulate", (dense with { InputStride = 12, OutputStride = 16, Accumulate = true }).ClassName);
        Assert.Equal(dense with { InputStride = 12 }, dense with { InputStride = 12 });
    }

    [Fact]
    public void What_comes_after_the_last_product_does_not_go_with_accumulation() =>
        Assert.Throws<InvalidOperationException>(() => KernelEmitter.Text(new DenseForwardKernel(ElementType.Single, 9, 6, true, null, false) { Accumulate = true }));

    private static IEnumerable<KernelSpec> Of(ElementType element)
    {
        ElementwiseKernel sigmoid = new(element, ElementwiseLayer.Logistic);
        foreach ((int inputs, int units) in new[] { (3, 2), (9, 6), (17, 19), (24, 65) })
        {
            yield return new DenseForwardKernel(element, inputs, units, false, null, false) { InputStride = inputs + 3, OutputStride = units + 5, Accumulate = true };
            yield return new DenseForwardKernel(element, inputs, units, true, sigmoid, false) { InputStride = inputs + 1, OutputStride = units + 2 };
            yield return new DenseForwardKernel(element, inputs, units, true, sigmoid, true) { OutputStride = units + 3 };
            yield return new DenseForwardKernel(element, inputs, units, true, sigmoid, true);
            yield return new DenseWeightGradientKernel(element, inputs, units, null) { InputStride = inputs + 2, OutputStride = units + 7 };
        }
    }

    private static Assembly Compile()
    {
        IEnumerable<KernelSpec> all = Products.SelectMany(p => p.Dependencies.Append(p)).Distinct();
        return Sources.Load(Sources.Compile([Embedded, .. all.Select(k => KernelEmitter.Text(k, twins: true))]));
    }

    private static void Compare<T>(Type type, double tolerance)
        where T : struct, IFloatingPointIeee754<T>
    {
        MethodInfo[] methods = type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
        MethodInfo twin = methods.Single(m => m.Name.EndsWith("Reference", StringComparison.Ordinal));
        string[] variants = [twin.Name[..^"Reference".Length], "RunVector256", "RunShared"];
        int operands = twin.GetParameters().Length - 1;
        Random random = new(23);
        foreach (string variant in variants)
        {
            for (int n = 1; n <= MaxRows; n++)
            {
                T[][] actual = [.. Enumerable.Range(0, operands).Select(_ => Fill<T>(random))];
                T[][] expected = [.. actual.Select(b => (T[])b.Clone())];
                Call(methods.Single(m => m.Name == variant), actual, n);
                Call(twin, expected, n);
                for (int b = 0; b < operands; b++)
                {
                    for (int i = 0; i < actual[b].Length; i++)
                    {
                        double a = double.CreateTruncating(actual[b][i]);
                        double e = double.CreateTruncating(expected[b][i]);
                        Assert.True(Math.Abs(a - e) <= tolerance * Math.Max(1, Math.Abs(e)), $"{variant} at {n}: {twin.GetParameters()[b].Name}[{i}] is {a}, expected {e}");
                    }
                }
            }
        }
    }

    private static void Call<T>(MethodInfo method, T[][] b, int n)
    {
        switch (b.Length)
        {
            case 3: method.CreateDelegate<Product3<T>>()(ref b[0][0], ref b[1][0], ref b[2][0], n); break;
            case 4: method.CreateDelegate<Product4<T>>()(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], n); break;
            default: method.CreateDelegate<Product5<T>>()(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], ref b[4][0], n); break;
        }
    }

    /// <summary>Enough for any operand of any product; the rest is where nothing may be written.</summary>
    private static T[] Fill<T>(Random random)
        where T : struct, IFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, 24 * 65 + Padding).Select(_ => T.CreateTruncating(random.NextDouble() * 6 - 3))];
}
