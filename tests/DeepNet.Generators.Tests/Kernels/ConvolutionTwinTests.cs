using System.Numerics;
using System.Reflection;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Convolution;
using DeepNet.Generators.Backends.Cpu.Convolution.Depthwise;
using DeepNet.Generators.Backends.Cpu.Convolution.Direct;
using DeepNet.Generators.Backends.Cpu.Convolution.Winograd;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Tests.Kernels;

/// <summary>
/// The kernels of convolutions, compiled here and compared with their twins on whole buffers, so that a store past the end shows. Some have several
/// blocks of patches to a sample, which the small networks of DeepNet.Convolution.Tests have not.
/// </summary>
public sealed class ConvolutionTwinTests
{
    private const int Padding = 32;
    private const string Embedded = "namespace Microsoft.CodeAnalysis { internal sealed partial class EmbeddedAttribute : global::System.Attribute; }";

    // What a method may leave in any state.
    private static readonly string[] Scratch = ["patches", "packed", "transposed", "copy", "repeated", "scratch"];

    private static readonly ConvolutionSizes[] Images =
    [
        new() { Height = 9, Width = 9, Channels = 150, Filters = 7, KernelHeight = 3, KernelWidth = 3, OutputHeight = 9, OutputWidth = 9, PaddingTop = 1, PaddingLeft = 1 },
        new() { Height = 10, Width = 8, Channels = 160, Filters = 12, KernelHeight = 4, KernelWidth = 5, OutputHeight = 5, OutputWidth = 7, Stride = 2, Dilation = 3, PaddingTop = 4, PaddingLeft = 8, Groups = 4 },
        new() { Height = 5, Width = 40, Channels = 600, Filters = 9, KernelHeight = 1, KernelWidth = 1, OutputHeight = 5, OutputWidth = 40, Groups = 3 },
        new() { Height = 6, Width = 7, Channels = 3, Filters = 5, KernelHeight = 2, KernelWidth = 3, OutputHeight = 3, OutputWidth = 4, Stride = 2, PaddingLeft = 1 },
        new() { Height = 5, Width = 4, Channels = 2, Filters = 3, KernelHeight = 5, KernelWidth = 4, OutputHeight = 1, OutputWidth = 1 },
        new() { Height = 3, Width = 4, Channels = 9, Filters = 8, KernelHeight = 1, KernelWidth = 1, OutputHeight = 3, OutputWidth = 4 },
        new() { Height = 3, Width = 4, Channels = 16, Filters = 5, KernelHeight = 1, KernelWidth = 1, OutputHeight = 3, OutputWidth = 4 },
    ];

    // For Winograd's algorithms: outputs that are a multiple of no tile, padding, one channel, channels and filters beside the vectors' widths.
    private static readonly ConvolutionSizes[] Squares =
    [
        new() { Height = 7, Width = 9, Channels = 1, Filters = 5, KernelHeight = 3, KernelWidth = 3, OutputHeight = 7, OutputWidth = 9, PaddingTop = 1, PaddingLeft = 1 },
        new() { Height = 6, Width = 6, Channels = 11, Filters = 8, KernelHeight = 3, KernelWidth = 3, OutputHeight = 4, OutputWidth = 4 },
        new() { Height = 5, Width = 23, Channels = 8, Filters = 19, KernelHeight = 3, KernelWidth = 3, OutputHeight = 7, OutputWidth = 25, PaddingTop = 2, PaddingLeft = 2 },
        new() { Height = 3, Width = 3, Channels = 6, Filters = 26, KernelHeight = 3, KernelWidth = 3, OutputHeight = 1, OutputWidth = 1 },
    ];

    // More tiles of outputs and of weights: several bands of rows, and images that are taken together.
    private static readonly ConvolutionSizes[] Plain =
    [
        new() { Height = 28, Width = 28, Channels = 1, Filters = 6, KernelHeight = 5, KernelWidth = 5, OutputHeight = 28, OutputWidth = 28, PaddingTop = 2, PaddingLeft = 2 },
        new() { Height = 14, Width = 14, Channels = 6, Filters = 16, KernelHeight = 5, KernelWidth = 5, OutputHeight = 10, OutputWidth = 10 },
        new() { Height = 40, Width = 37, Channels = 24, Filters = 24, KernelHeight = 3, KernelWidth = 3, OutputHeight = 36, OutputWidth = 33, Dilation = 2 },
        new() { Height = 1, Width = 31, Channels = 5, Filters = 33, KernelHeight = 1, KernelWidth = 4, OutputHeight = 1, OutputWidth = 14, Stride = 2 },
    ];

    // Filters that fill vectors of 512 bits: one, two and three of floats, with rows of the kernel that are shorter and longer than a tile.
    private static readonly ConvolutionSizes[] Wide =
    [
        new() { Height = 28, Width = 28, Channels = 1, Filters = 32, KernelHeight = 3, KernelWidth = 3, OutputHeight = 28, OutputWidth = 28, PaddingTop = 1, PaddingLeft = 1 },
        new() { Height = 12, Width = 21, Channels = 5, Filters = 48, KernelHeight = 3, KernelWidth = 3, OutputHeight = 10, OutputWidth = 19 },
        new() { Height = 9, Width = 30, Channels = 12, Filters = 80, KernelHeight = 2, KernelWidth = 3, OutputHeight = 4, OutputWidth = 13, Stride = 2, Dilation = 2 },
    ];

    private static readonly ConvolutionSizes[] Depthwise =
    [
        new() { Height = 6, Width = 13, Channels = 18, Filters = 18, KernelHeight = 3, KernelWidth = 3, OutputHeight = 6, OutputWidth = 13, PaddingTop = 1, PaddingLeft = 1 },
        new() { Height = 7, Width = 12, Channels = 10, Filters = 10, KernelHeight = 2, KernelWidth = 9, OutputHeight = 4, OutputWidth = 6, Stride = 2, PaddingTop = 1, PaddingLeft = 4 },
        new() { Height = 4, Width = 5, Channels = 6, Filters = 6, KernelHeight = 3, KernelWidth = 3, OutputHeight = 6, OutputWidth = 7, Dilation = 3, PaddingTop = 4, PaddingLeft = 4 },
        new() { Height = 5, Width = 9, Channels = 4, Filters = 4, KernelHeight = 2, KernelWidth = 2, OutputHeight = 4, OutputWidth = 8 },
    ];

    private static readonly KernelSpec[] Kernels = [.. Of(ElementType.Single), .. Of(ElementType.Double)];

    // All in one compilation for each form: loading the platform takes longer than compiling a kernel.
    private static readonly Dictionary<int, Lazy<Assembly>> Compiled = new[] { 128, 256, 512 }.ToDictionary(bits => bits, bits => new Lazy<Assembly>(() => Compile(bits)));

    private delegate void Call3<T>(ref T a, ref T b, ref T c, int n);

    private delegate void Call4<T>(ref T a, ref T b, ref T c, ref T d, int n);

    private delegate void Call5<T>(ref T a, ref T b, ref T c, ref T d, ref T e, int n);

    private delegate void Call6<T>(ref T a, ref T b, ref T c, ref T d, ref T e, ref T f, int n);

    private delegate void Call7<T>(ref T a, ref T b, ref T c, ref T d, ref T e, ref T f, ref T g, int n);

    public static TheoryData<string, int> Names()
    {
        TheoryData<string, int> names = [];
        foreach (string name in Kernels.Select(p => p.ClassName))
        {
            foreach (int bits in Compiled.Keys)
            {
                names.Add(name, bits);
            }
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Kernel_computes_what_its_twin_does(string name, int bits)
    {
        KernelSpec kernel = Kernels.Single(p => p.ClassName == name);
        if (!kernel.Element.IsDouble)
        {
            Compare<float>(kernel, bits, 5e-5);
        }
        else
        {
            Compare<double>(kernel, bits, 1e-12);
        }
    }

    [Fact]
    public void A_block_is_a_multiple_of_the_products_rows_or_a_whole_image()
    {
        Assert.Equal(24, Images[0].Block(ElementType.Single));
        Assert.Equal(12, Images[3].Block(ElementType.Single));
        Assert.Equal(90, (Images[0] with { Height = 28, Width = 28, OutputHeight = 28, OutputWidth = 28, Channels = 32, Filters = 64 }).Block(ElementType.Single));
    }

    [Fact]
    public void Wide_tiles_are_emitted_where_filters_fill_them()
    {
        Assert.All(Wide, sizes => Assert.Contains("WalkVector512(", KernelEmitter.Text(new DirectForwardKernel(ElementType.Single, sizes, ConvolutionEpilogue.None))));
        Assert.All(Wide, sizes => Assert.Contains("WalkVector512(", KernelEmitter.Text(new DirectWeightGradientKernel(ElementType.Single, sizes, true))));
        Assert.DoesNotContain("Vector512", KernelEmitter.Text(new DirectForwardKernel(ElementType.Single, Wide[0] with { Filters = 24 }, ConvolutionEpilogue.None)));
        Assert.DoesNotContain("Vector512", KernelEmitter.Text(new DirectForwardKernel(ElementType.Single, Wide[0] with { OutputHeight = 5 }, ConvolutionEpilogue.None)));
    }

    private static IEnumerable<KernelSpec> Of(ElementType element)
    {
        ElementwiseKernel sigmoid = new(element, ElementwiseLayer.Logistic);
        foreach (ConvolutionSizes sizes in Images)
        {
            yield return new ConvolutionForwardKernel(element, sizes, new ConvolutionEpilogue { HasBias = true, Activation = sigmoid, KeepsPreActivation = true });
            yield return new ConvolutionForwardKernel(element, sizes, new ConvolutionEpilogue { Accumulates = true });
            yield return new ConvolutionInputGradientKernel(element, sizes, false, sigmoid);
            yield return new ConvolutionInputGradientKernel(element, sizes, true, null);
            yield return new ConvolutionWeightGradientKernel(element, sizes, true);
            yield return new ConvolutionWeightGradientKernel(element, sizes, false, true);
            if (sizes.Groups == 1)
            {
                yield return new ConvolutionTransposeKernel(element, sizes, true, sigmoid, true);
                yield return new ConvolutionTransposeKernel(element, sizes, false, null, false);
            }
        }

        ConvolutionEpilogue forward = new() { HasBias = true, Activation = sigmoid, KeepsPreActivation = true };
        ConvolutionEpilogue back = new() { Derivative = sigmoid };
        ConvolutionEpilogue adding = new() { Accumulates = true };
        foreach (ConvolutionSizes sizes in Images.Where(s => s.Groups == 1).Concat(Plain).Concat(Wide).Concat(Squares))
        {
            yield return new DirectForwardKernel(element, sizes, forward);
            yield return new DirectForwardKernel(element, sizes, adding);
            yield return new DirectWeightGradientKernel(element, sizes, true);
            yield return new DirectWeightGradientKernel(element, sizes, false);
            if (ConvolutionRotationKernel.Fits(sizes))
            {
                yield return new ConvolutionRotationKernel(element, sizes, new DirectForwardKernel(element, ConvolutionRotationKernel.Back(sizes), back));
            }
        }

        foreach (ConvolutionSizes sizes in Squares)
        {
            foreach (int outputs in new[] { 2, 4 })
            {
                yield return new WinogradForwardKernel(element, sizes, outputs, forward) { MinimumSamples = outputs == 2 ? 3 : 1 };
                yield return new WinogradForwardKernel(element, sizes, outputs, adding);
                yield return new WinogradWeightGradientKernel(element, sizes, outputs, true);
                yield return new WinogradWeightGradientKernel(element, sizes, outputs, false) { MinimumSamples = outputs == 2 ? 3 : 1 };
                yield return new ConvolutionRotationKernel(element, sizes, new WinogradForwardKernel(element, ConvolutionRotationKernel.Back(sizes), outputs, back));
            }
        }

        foreach (ConvolutionSizes sizes in Depthwise)
        {
            int multiplier = sizes.Channels == 6 ? 3 : sizes.Channels == 4 ? 2 : 1;
            yield return new DepthwiseForwardKernel(element, sizes, multiplier, true, sigmoid, true);
            yield return new DepthwiseForwardKernel(element, sizes, multiplier, false, null, false);
            yield return new DepthwiseInputGradientKernel(element, sizes, multiplier, false, sigmoid);
            yield return new DepthwiseInputGradientKernel(element, sizes, multiplier, true, null);
            yield return new DepthwiseWeightGradientKernel(element, sizes, multiplier, true);
        }
    }

    /// <summary>The kernels as if the hardware had vectors of so many bits; wider ones than it has run in the base library's fallback.</summary>
    private static Assembly Compile(int bits)
    {
        HashSet<KernelSpec> all = [];
        Queue<KernelSpec> open = new(Kernels);
        while (open.TryDequeue(out KernelSpec? kernel))
        {
            if (all.Add(kernel))
            {
                kernel.Dependencies.ToList().ForEach(open.Enqueue);
            }
        }

        return Sources.Load(Sources.Compile([Embedded, .. all.Select(k => Sources.WithVectors(KernelEmitter.Text(k, twins: true), bits))]));
    }

    private static void Compare<T>(KernelSpec kernel, int bits, double tolerance)
        where T : struct, IFloatingPointIeee754<T>
    {
        Type type = Compiled[bits].Value.GetType("DeepNet.Generated." + kernel.ClassName, throwOnError: true)!;
        MethodInfo[] methods = type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
        MethodInfo twin = methods.Single(m => m.Name.EndsWith("Reference", StringComparison.Ordinal));
        MethodInfo method = methods.Single(m => m.Name == twin.Name[..^"Reference".Length]);
        string[] names = [.. twin.GetParameters().Select(p => p.Name!).SkipLast(1)];
        Random random = new(29);
        foreach (int n in new[] { 1, 3 })
        {
            T[][] actual = [.. names.Select(name => Fill<T>(random, Size(kernel, name, n) + Padding))];
            T[][] expected = [.. actual.Select(b => (T[])b.Clone())];
            Call(method, actual, n);
            Call(twin, expected, n);
            for (int b = 0; b < names.Length; b++)
            {
                int start = Scratch.Contains(names[b]) ? actual[b].Length - Padding : 0;
                for (int i = start; i < actual[b].Length; i++)
                {
                    double a = double.CreateTruncating(actual[b][i]);
                    double e = double.CreateTruncating(expected[b][i]);
                    Assert.True(Math.Abs(a - e) <= tolerance * Math.Max(1, Math.Abs(e)), $"{method.Name} at {n}: {names[b]}[{i}] is {a}, expected {e}");
                }
            }
        }
    }

    /// <summary>The elements that a method may touch behind a reference.</summary>
    private static int Size(KernelSpec kernel, string name, int n)
    {
        (ConvolutionSizes sizes, int multiplier) = kernel switch
        {
            ConvolutionForwardKernel k => (k.Sizes, 1),
            ConvolutionInputGradientKernel k => (k.Sizes, 1),
            ConvolutionWeightGradientKernel k => (k.Sizes, 1),
            ConvolutionTransposeKernel k => (k.Sizes, 1),
            ConvolutionRotationKernel k => (k.Sizes, 1),
            DirectForwardKernel k => (k.Sizes, 1),
            DirectWeightGradientKernel k => (k.Sizes, 1),
            WinogradForwardKernel k => (k.Sizes, 1),
            WinogradWeightGradientKernel k => (k.Sizes, 1),
            DepthwiseForwardKernel k => (k.Sizes, k.Multiplier),
            DepthwiseInputGradientKernel k => (k.Sizes, k.Multiplier),
            DepthwiseWeightGradientKernel k => (k.Sizes, k.Multiplier),
            _ => throw new NotSupportedException(kernel.ClassName),
        };
        bool isTransposed = kernel is ConvolutionTransposeKernel;
        bool isDepthwise = kernel.ClassName.StartsWith("Depthwise", StringComparison.Ordinal);
        int image = n * sizes.InputSize / multiplier;
        int output = n * sizes.OutputSize;
        return name switch
        {
            "input" => isTransposed ? output : image,
            "output" or "preActivation" => isTransposed ? image : output,
            "dInput" => image,
            "saved" => kernel is DirectForwardKernel or WinogradForwardKernel ? output : image,
            "dOutput" => output,
            "bias" or "dBias" => isTransposed ? sizes.Channels : sizes.Filters,
            "patches" => sizes.Block(kernel.Element) * sizes.PatchSize,
            "copy" => sizes.Block(kernel.Element) * sizes.Filters,
            "repeated" => sizes.InputSize,
            "scratch" => kernel switch
            {
                ConvolutionRotationKernel k => k.ScratchSize,
                DirectForwardKernel k => k.ScratchSize,
                DirectWeightGradientKernel k => k.ScratchSize,
                WinogradForwardKernel k => k.ScratchSize,
                _ => ((WinogradWeightGradientKernel)kernel).ScratchSize,
            },
            _ => isDepthwise ? sizes.KernelHeight * sizes.KernelWidth * sizes.Channels : sizes.WeightSize,
        };
    }

    private static void Call<T>(MethodInfo method, T[][] b, int n)
    {
        switch (b.Length)
        {
            case 3: method.CreateDelegate<Call3<T>>()(ref b[0][0], ref b[1][0], ref b[2][0], n); break;
            case 4: method.CreateDelegate<Call4<T>>()(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], n); break;
            case 5: method.CreateDelegate<Call5<T>>()(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], ref b[4][0], n); break;
            case 6: method.CreateDelegate<Call6<T>>()(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], ref b[4][0], ref b[5][0], n); break;
            default: method.CreateDelegate<Call7<T>>()(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], ref b[4][0], ref b[5][0], ref b[6][0], n); break;
        }
    }

    // Small enough that sums of a thousand products stay of the order of one.
    private static T[] Fill<T>(Random random, int size)
        where T : struct, IFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, size).Select(_ => T.CreateTruncating(random.NextDouble() * 0.4 - 0.2))];
}
