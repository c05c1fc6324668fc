using System.Reflection;
using DeepNet.Generators.Text;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Convolution;
using DeepNet.Generators.Backends.Cpu.Convolution.Direct;
using DeepNet.Generators.Backends.Cpu.Convolution.Winograd;
using DeepNet.Generators.Operations;

namespace DeepNet.Convolutions;


/// <summary>One algorithm for one pass of a convolution: its kernel, and the memory to run it on.</summary>
internal sealed class ConvolutionCase(ConvolutionSizes sizes, ConvolutionPass pass, ConvolutionAlgorithm algorithm)
{
    /// <summary>What a network has behind each tensor, because loads run past the end.</summary>
    private const int Slack = 64;

    private delegate void Call4(ref float a, ref float b, ref float c, ref float d, int n);

    private delegate void Call5(ref float a, ref float b, ref float c, ref float d, ref float e, int n);

    private delegate void Call3(ref float a, ref float b, ref float c, int n);

    public ConvolutionAlgorithm Algorithm { get; } = algorithm;

    public KernelSpec Kernel { get; } = Make(sizes, pass, algorithm);

    /// <summary>A delegate that runs the kernel over some samples.</summary>
    public Action<int> Bind(Assembly kernels, int samples)
    {
        Type type = kernels.GetType("DeepNet.Generated." + Kernel.ClassName, throwOnError: true)!;
        string name = pass switch { ConvolutionPass.Forward => "Forward", ConvolutionPass.InputGradient => "Backward", _ => "Accumulate" };
        MethodInfo method = type.GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;
        Random random = new(1);
        float[][] b = [.. method.GetParameters().SkipLast(1).Select(p => Fill(random, Size(p.Name!, samples) + Slack))];
        switch (b.Length)
        {
            case 3:
                Call3 three = method.CreateDelegate<Call3>();
                return n => three(ref b[0][0], ref b[1][0], ref b[2][0], n);
            case 4:
                Call4 four = method.CreateDelegate<Call4>();
                return n => four(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], n);
            default:
                Call5 five = method.CreateDelegate<Call5>();
                return n => five(ref b[0][0], ref b[1][0], ref b[2][0], ref b[3][0], ref b[4][0], n);
        }
    }

    private static KernelSpec Make(ConvolutionSizes sizes, ConvolutionPass pass, ConvolutionAlgorithm algorithm)
    {
        ConvolutionKernels kernels = new(ElementType.Single, sizes, algorithm);
        return pass switch
        {
            ConvolutionPass.Forward => kernels.Forward(algorithm, new ConvolutionEpilogue { HasBias = true }),
            ConvolutionPass.InputGradient => kernels.InputGradient(algorithm, false, null),
            _ => kernels.WeightGradient(algorithm, false),
        };
    }

    private static float[] Fill(Random random, int size) => [.. Enumerable.Range(0, size).Select(_ => random.NextSingle() - 0.5f)];

    private int Size(string name, int samples) => name switch
    {
        "input" or "dInput" => samples * sizes.InputSize,
        "output" or "dOutput" => samples * sizes.OutputSize,
        "bias" => sizes.Filters,
        "patches" => sizes.Block(ElementType.Single) * sizes.PatchSize,
        "scratch" => Kernel switch
        {
            DirectForwardKernel k => k.ScratchSize,
            DirectWeightGradientKernel k => k.ScratchSize,
            WinogradForwardKernel k => k.ScratchSize,
            WinogradWeightGradientKernel k => k.ScratchSize,
            ConvolutionRotationKernel k => k.ScratchSize,
            _ => throw new NotSupportedException(Kernel.ClassName),
        },
        _ => sizes.WeightSize,
    };
}
