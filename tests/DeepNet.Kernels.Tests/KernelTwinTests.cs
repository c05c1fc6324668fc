using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace DeepNet.Kernels.Tests;

/// <summary>
/// Every emitted kernel against its reference twin, on whole buffers with room around what may be written, so that a store past the end shows:
/// elementwise kernels at every length from 1 to 256, products and row kernels at every batch from 1 to 14.
/// </summary>
public sealed class KernelTwinTests
{
    private const int Padding = 64;
    private const int MaxLength = 256;
    private const int MaxRows = 14;

    public static TheoryData<string> Names()
    {
        TheoryData<string> names = [];
        foreach (string name in Kernel.All().Select(k => k.ToString()).Distinct())
        {
            names.Add(name);
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Kernel_computes_what_its_twin_does(string name)
    {
        Kernel kernel = Kernel.All().First(k => k.ToString() == name);
        if (kernel.IsDouble)
        {
            Compare<double>(kernel, 1e-12);
        }
        else
        {
            Compare<float>(kernel, 2e-5);
        }
    }

    [Fact]
    public void There_are_kernels_of_every_kind()
    {
        string[] names = Kernel.All().Select(k => k.ToString()).ToArray();

        Assert.Contains("DenseForward_40x65_ReLU.RunVector256", names);
        Assert.Contains("DenseForward_40x65_ReLU.RunShared", names);
        Assert.Contains("DenseWeightUpdate_9x17_Adam_Double.RunVector256", names);
        Assert.Contains("DenseInputGradient_65x40_ReLU.RunShared", names);
        Assert.Contains("DenseForward_72x97_ReLU.RunPacked", names);
        Assert.Contains("DenseWeightGradient_72x97.RunPacked", names);
        Assert.Contains("DenseInputGradient_97x72_ReLU.Backward", names);
        Assert.Contains("AdamStep.UpdateOuter", names);
        Assert.Contains("Gelu.Forward", names);
        Assert.Contains("Gelu.Backward", names);
        Assert.Contains("Gelu.Accumulate", names);
        Assert.Contains("DenseForward_5x19_PReLU.RunVector256", names);
        Assert.Contains("PReLU_1.BackwardWithSums", names);
        Assert.Contains("PReLU_19_Double.BackwardWithSums", names);
        Assert.Contains("CrossEntropy_10.LossAndGradient", names);
        Assert.Contains("AdamWStep.Update", names);
        Assert.True(names.Length > 300, $"{names.Length} kernels");
    }

    private static void Compare<T>(Kernel kernel, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isProduct = kernel.HasConstant("Inputs");
        string countName = kernel.Method.GetParameters().First(p => p.ParameterType == typeof(int)).Name!;
        int most = countName == "length" ? MaxLength : MaxRows;
        ParameterInfo? coefficients = kernel.Method.GetParameters().FirstOrDefault(p => p.ParameterType.GetElementType()?.Name == "Coefficients");
        byte[] bytes = coefficients is null ? new byte[1] : KernelCall.Coefficients(coefficients.ParameterType.GetElementType()!, kernel.IsDouble);
        string[] names = Kernel.References(kernel.Twin);
        Random random = new(17);
        for (int count = 1; count <= most; count++)
        {
            T[][] actual = names.Select(r => Fill<T>(random, r, Size(kernel, isProduct, countName, count))).ToArray();
            if (names.Contains("transposed"))
            {
                Transpose(kernel, names, actual);
            }

            if (kernel.Method.GetParameters().Any(p => p.ParameterType == typeof(int).MakeByRefType()))
            {
                WriteLabels(actual[^1], kernel);
            }

            T[][] expected = actual.Select(b => (T[])b.Clone()).ToArray();
            T[][] arguments = Kernel.References(kernel.Method).Select(r => actual[Array.IndexOf(names, r)]).ToArray();
            double actualValue = KernelCall.Run(kernel.Method.MethodHandle.GetFunctionPointer(), Kernel.Shape(kernel.Method), arguments, count, kernel.Rows, bytes);
            double expectedValue = KernelCall.Run(kernel.Twin.MethodHandle.GetFunctionPointer(), Kernel.Shape(kernel.Twin), expected, count, kernel.Rows, bytes);

            Assert.True(IsNear(actualValue, expectedValue, tolerance), $"{kernel} at {count}: returned {actualValue}, expected {expectedValue}");
            for (int b = 0; b < actual.Length; b++)
            {
                // Scratch memory, and labels, which are not numbers.
                if (names[b] is "transposed" or "targets" || (isProduct && kernel.Method.Name == "Update" && names[b] == "gradient"))
                {
                    continue;
                }

                for (int i = 0; i < actual[b].Length; i++)
                {
                    if (!IsNear(actual[b][i], expected[b][i], tolerance))
                    {
                        Assert.Fail($"{kernel} at {count}: {names[b]}[{i}] is {actual[b][i]}, expected {expected[b][i]}");
                    }
                }
            }
        }
    }

    private static bool IsNear<T>(T actual, T expected, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double a = double.CreateTruncating(actual);
        double e = double.CreateTruncating(expected);
        return a == e || Math.Abs(a - e) <= tolerance * Math.Max(1, Math.Abs(e));
    }

    /// <summary>Enough for any parameter of the kernel; the rest is where nothing may be written.</summary>
    private static int Size(Kernel kernel, bool isProduct, string countName, int count)
    {
        if (isProduct)
        {
            int inputs = kernel.Constant("Inputs");
            int units = kernel.Constant("Units");
            int stride = Math.Max(kernel.HasConstant("InputStride") ? kernel.Constant("InputStride") : inputs, kernel.HasConstant("OutputStride") ? kernel.Constant("OutputStride") : units);
            return Math.Max(inputs * units, MaxRows * stride) + Padding;
        }

        // The width of a row kernel is in its name, as in Softmax_10 or CopyRows_12_24_12.
        int widest = kernel.ClassName.Split('_').Skip(1).Select(p => int.TryParse(p, out int width) ? width : 1).Append(1).Max();

        // Sums of samples that have several rows each.
        if (Kernel.References(kernel.Method).Contains("sums") && Kernel.Shape(kernel.Method).EndsWith("II", StringComparison.Ordinal))
        {
            return MaxRows * Kernel.OuterColumns * widest + Padding;
        }

        return (countName == "length" ? count : MaxRows * Math.Max(widest, countName == "rows" ? Kernel.OuterColumns : 1)) + Padding;
    }

    private static T[] Fill<T>(Random random, string name, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[size];
        for (int i = 0; i < size; i++)
        {
            // Second moments are never negative.
            double value = random.NextDouble() * 6 - 3;
            values[i] = T.CreateTruncating(name is "v" or "vMax" or "squares" or "u" ? Math.Abs(value) + 0.1 : value);
        }

        return values;
    }

    private static void Transpose<T>(Kernel kernel, string[] names, T[][] buffers)
        where T : unmanaged
    {
        int inputs = kernel.Constant("Inputs");
        int units = kernel.Constant("Units");
        T[] transposed = buffers[Array.IndexOf(names, "transposed")];
        T[] weight = buffers[Array.IndexOf(names, "weight")];
        for (int k = 0; k < inputs; k++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                transposed[unit * inputs + k] = weight[k * units + unit];
            }
        }
    }

    private static void WriteLabels<T>(T[] targets, Kernel kernel)
        where T : unmanaged
    {
        int classes = int.Parse(kernel.ClassName.Split('_')[1], System.Globalization.CultureInfo.InvariantCulture);
        Span<int> labels = MemoryMarshal.Cast<T, int>(targets.AsSpan());
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = i * 7 % classes;
        }
    }
}
