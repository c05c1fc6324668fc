using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu;

/// <summary>A number that a kernel takes.</summary>
internal abstract record Scalar;

/// <summary>A number of the batch: of samples, rows or elements.</summary>
/// <param name="PerSample">How much of it a sample is.</param>
internal sealed record Count(int PerSample) : Scalar;

/// <summary>A whole number that is known.</summary>
internal sealed record WholeNumber(int Value) : Scalar;

/// <summary>A whole number of 32 bits without a sign.</summary>
internal sealed record UnsignedNumber(uint Value) : Scalar;

/// <summary>A number of the element type that is known.</summary>
internal sealed record RealNumber(double Value) : Scalar;

/// <summary>The key of a random mask in the present pass.</summary>
/// <param name="Mask">Tells the masks of one pass apart.</param>
internal sealed record MaskKey(int Mask) : Scalar;

/// <summary>What makes a mean loss out of a sum: a weight through the number of rows, or through what the labels count.</summary>
/// <param name="Weight">The factor in the sum of losses.</param>
/// <param name="Rows">The rows of a sample.</param>
/// <param name="Counter">The kernel that counts labels, or null where all rows count the same.</param>
/// <param name="Targets">The labels.</param>
internal sealed record MeanFactor(double Weight, int Rows, KernelSpec? Counter, Tensor? Targets) : Scalar;

/// <summary>An argument of a kernel call: a tensor or a number.</summary>
/// <param name="Tensor">The tensor, passed as a reference to its first element; null for a number.</param>
/// <param name="Access">What the kernel does to the tensor.</param>
/// <param name="Number">The number, if it is no tensor.</param>
/// <param name="Offset">Elements to skip from the tensor's start.</param>
/// <param name="Parameter">The parameter that the tensor is the gradient of, or null.</param>
internal sealed record Operand(Tensor? Tensor, Access Access, Scalar? Number, int Offset = 0, ParameterPlan? Parameter = null)
{
    public static Operand Read(Tensor tensor) => new(tensor, Access.Read, null);

    public static Operand Write(Tensor tensor) => new(tensor, Access.Write, null);

    public static Operand ReadWrite(Tensor tensor) => new(tensor, Access.ReadWrite, null);

    /// <summary>
    /// The gradient of a parameter, which the kernel adds to: in the gradient block for <c>Backward</c>; for <c>TrainStep</c> in scratch memory that
    /// starts at zero and is turned into the update right after the call.
    /// </summary>
    public static Operand Gradient(ParameterPlan parameter) =>
        new(new Tensor(parameter.Tensor.Name + "Gradient", TensorKind.Workspace, parameter.Size, perSample: false), Access.ReadWrite, null, 0, parameter);

    /// <summary>The number of samples in the batch.</summary>
    public static Operand Batch => Length(1);

    /// <summary>The number of elements of a tensor in the batch: the length of an elementwise loop.</summary>
    public static Operand Length(int sizePerSample) => Of(new Count(sizePerSample));

    public static Operand Whole(int value) => Of(new WholeNumber(value));

    public static Operand Real(double value) => Of(new RealNumber(value));

    public static Operand Of(Scalar number) => new(null, Access.Read, number);
}
