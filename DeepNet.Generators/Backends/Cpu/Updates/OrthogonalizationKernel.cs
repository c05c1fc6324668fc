using System;
using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Updates;

/// <summary>
/// Replaces a matrix by one with nearly the same singular vectors and singular values near 1: five Newton-Schulz iterations of the polynomial
/// <c>a x + b x³ + c x⁵</c> (Jordan et al. 2024). Works on the matrix with its longer side first, so that the products of matrices with themselves are small.
/// </summary>
internal sealed record OrthogonalizationKernel(ElementType Element, int Rows, int Columns) : KernelSpec(Element)
{
    public override string ClassName => FormattableString.Invariant($"Orthogonalization_{Rows}x{Columns}") + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"matrix[{Rows}, {Columns}] with singular values near 1: X = matrix / ‖matrix‖, then five times X = X (a + b XᵀX + c (XᵀX)²)");

    public override IEnumerable<KernelSpec> Dependencies => [Gram, Product];

    /// <summary>The elements of scratch memory: the matrix once, or transposed twice, and the two small matrices.</summary>
    public long ScratchElements => Matrix * (IsWide ? 2 : 1) + 2 * Square;

    private bool IsWide => Columns > Rows;

    private int Tall => Math.Max(Rows, Columns);

    private int Narrow => Math.Min(Rows, Columns);

    private long Matrix => MemoryPlan.Align((long)Rows * Columns);

    private long Square => MemoryPlan.Align((long)Narrow * Narrow);

    private DenseWeightGradientKernel Gram => new(Element, Narrow, Narrow, null);

    private DenseForwardKernel Product => new(Element, Narrow, Narrow, HasBias: false, Activation: null, KeepsPreActivation: false);

    public override void Emit(SourceWriter writer)
    {
        writer.Line($"private const int Tall = {Text(Tall)};").Line($"private const int Narrow = {Text(Narrow)};").Line();
        writer.Line("/// <summary>Orthogonalises the matrix in place; <c>scratch</c> is memory for intermediate results.</summary>");
        EmitMethod(writer, "");
        if (writer.HasTwins)
        {
            writer.Line().Line("/// <summary>The same with products of one element at a time.</summary>");
            EmitMethod(writer, "Reference");
        }
    }

    private void EmitMethod(SourceWriter writer, string twin)
    {
        string keyword = Element.Keyword();
        using (writer.Method($"internal static void Run{twin}(ref {keyword} matrix, ref {keyword} scratch)"))
        {
            // An odd number of iterations ends in the second buffer.
            writer.Line($"ref {keyword} x = ref scratch;");
            writer.Line(IsWide ? $"ref {keyword} y = ref Unsafe.Add(ref scratch, {Text(Matrix)});" : $"ref {keyword} y = ref matrix;");
            writer.Line($"ref {keyword} gram = ref Unsafe.Add(ref scratch, {Text(Matrix * (IsWide ? 2 : 1))});");
            writer.Line($"ref {keyword} square = ref Unsafe.Add(ref gram, {Text(Square)});");
            writer.Line(IsWide
                ? $"MatrixTransposition.Run(ref x, ref matrix, {Text(Rows)}, {Text(Columns)});"
                : "MemoryMarshal.CreateReadOnlySpan(ref matrix, Tall * Narrow).CopyTo(MemoryMarshal.CreateSpan(ref x, Tall * Narrow));");
            writer.Line("NewtonSchulz.Normalize(MemoryMarshal.CreateSpan(ref x, Tall * Narrow));");
            using (writer.Block("for (int iteration = 0; iteration < NewtonSchulz.Iterations; iteration++)"))
            {
                writer.Line("MemoryMarshal.CreateSpan(ref gram, Narrow * Narrow).Clear();");
                writer.Line($"{Gram.ClassName}.Accumulate{twin}(ref gram, ref x, ref x, Tall);");
                writer.Line($"{Product.ClassName}.Forward{twin}(ref square, ref gram, ref gram, Narrow);");
                writer.Line("NewtonSchulz.Polynomial(MemoryMarshal.CreateSpan(ref gram, Narrow * Narrow), MemoryMarshal.CreateReadOnlySpan(ref square, Narrow * Narrow), Narrow);");
                writer.Line($"{Product.ClassName}.Forward{twin}(ref y, ref x, ref gram, Tall);");
                writer.Line($"ref {keyword} previous = ref x;").Line("x = ref y;").Line("y = ref previous;");
            }

            if (IsWide)
            {
                writer.Line().Line("MatrixTransposition.Run(ref matrix, ref x, Tall, Narrow);");
            }
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
