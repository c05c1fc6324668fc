using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution.Winograd;

/// <summary>
/// The transforms of Winograd's minimal filtering F(m, 3) in one direction (Lavin and Gray 2015, arXiv:1509.09308), over vectors of channels or filters. All layers
/// of an assembly share them.
/// </summary>
/// <remarks>
/// With the matrices A, B and G of the paper, <c>Σ z[i] g[j] d[i + j] = Σ (A z)[k] (G g)[k] (Bᵀ d)[k]</c>, which is symmetric: outputs are <c>Aᵀ (G g ⊙ Bᵀ d)</c>,
/// and gradients of the weights <c>Gᵀ (A z ⊙ Bᵀ d)</c> with the outputs' gradients z. The points are 0, ±1 and ∞ for m = 2, and 0, ±5/8, ±3/2 and ∞ for m = 4.
/// </remarks>
/// <param name="Element">The element type.</param>
/// <param name="Outputs">The outputs of a tile in one direction: 2 or 4.</param>
internal sealed record WinogradTransforms(ElementType Element, int Outputs) : KernelSpec(Element)
{
    private static readonly double[][] InputOf2 = [[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, -1, 0, 1]];

    private static readonly double[][] WeightOf2 = [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]];

    private static readonly double[][] OutputOf2 = [[1, 1, 1, 0], [0, 1, -1, 1]];

    /// <summary>
    /// The points ±a and ±b of F(4, 3) beside 0 and ∞. The paper has 1 and 2, whose powers differ so much that the largest error of an output of 64 channels is four times that of
    /// these; these are as exact as binary fractions, and the errors nearly those of a sum that is taken directly (Barabasz et al. 2020, arXiv:1803.10986, on the choice of points).
    /// </summary>
    private const double A = 5 / 8.0;

    private const double B = 3 / 2.0;

    // x (x² - a²) (x² - b²) without the factor of each point, and for ∞ itself: the coefficients from x⁰ to x⁵.
    private static readonly double[][] InputOf4 =
    [
        [A * A * B * B, 0, -(A * A + B * B), 0, 1, 0],
        [0, -A * B * B, -B * B, A, 1, 0],
        [0, A * B * B, -B * B, -A, 1, 0],
        [0, -B * A * A, -A * A, B, 1, 0],
        [0, B * A * A, -A * A, -B, 1, 0],
        [0, A * A * B * B, 0, -(A * A + B * B), 0, 1],
    ];

    // The powers of each point over the product of its differences to the others.
    private static readonly double[][] WeightOf4 = [[1 / (A * A * B * B), 0, 0], WeightsAt(A, B), WeightsAt(-A, B), WeightsAt(B, A), WeightsAt(-B, A), [0, 0, 1]];

    // The powers of each point.
    private static readonly double[][] OutputOf4 =
        [[1, 1, 1, 1, 1, 0], [0, A, -A, B, -B, 0], [0, A * A, A * A, B * B, B * B, 0], [0, A * A * A, -A * A * A, B * B * B, -B * B * B, 1]];

    public override string ClassName => FormattableString.Invariant($"Winograd{Outputs}Transforms") + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"The transforms of Winograd's F({Outputs}, 3) in one direction.");

    /// <summary>The inputs of a tile in one direction, which is also the number of products.</summary>
    public int Inputs => Outputs + 2;

    public override void Emit(SourceWriter writer)
    {
        double[][] input = Outputs == 2 ? InputOf2 : InputOf4;
        double[][] weight = Outputs == 2 ? WeightOf2 : WeightOf4;
        double[][] output = Outputs == 2 ? OutputOf2 : OutputOf4;
        EmitTransform(writer, "Input", "Bᵀ of an input's tile.", input);
        writer.Line();
        EmitTransform(writer, "Weight", "G of a kernel.", weight);
        writer.Line();
        EmitTransform(writer, "Output", "Aᵀ of products.", output);
        writer.Line();
        EmitTransform(writer, "OutputGradient", "A of the gradients of a tile's outputs.", Transpose(output));
        writer.Line();
        EmitTransform(writer, "WeightGradient", "Gᵀ of products.", Transpose(weight));
    }

    private static double[][] Transpose(double[][] matrix) =>
        [.. Enumerable.Range(0, matrix[0].Length).Select(column => matrix.Select(row => row[column]).ToArray())];

    private static double[] WeightsAt(double point, double other)
    {
        double differences = 2 * point * point * (point * point - other * other);
        return [1 / differences, point / differences, point * point / differences];
    }

    private void EmitTransform(SourceWriter writer, string name, string summary, double[][] matrix)
    {
        string keyword = Element.Keyword();
        string tensors = $"ref {keyword} to, nint toStep, ref {keyword} from, nint fromStep";
        writer.Line($"/// <summary>{summary} Values are <c>fromStep</c> and <c>toStep</c> apart; <c>length</c> transforms lie side by side.</summary>");
        using (writer.Method($"internal static void {name}({tensors}, nint length)"))
        {
            writer.Line("nint i = 0;");
            foreach ((string start, Isa isa) in new[] { ("if", Isa.Vector512), ("if", Isa.Vector256), ("else if", Isa.Vector128) })
            {
                Target target = new(isa, Element);
                using (writer.Block($"{start} ({target.IsSupported})"))
                {
                    writer.Line($"i = {name}<{target.TypeArguments}>(ref to, toStep, ref from, fromStep, i, length);");
                }

                if (isa != Isa.Vector256)
                {
                    writer.Line();
                }
            }

            // Most lengths are whole vectors: then the form of single numbers is never compiled.
            using (writer.Block("if (i < length)"))
            {
                writer.Line($"{name}<{new Target(Isa.Scalar, Element).TypeArguments}>(ref to, toStep, ref from, fromStep, i, length);");
            }
        }

        writer.Line().Line("// The transforms from i on, as far as whole vectors go; returns where they end.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static nint {name}<TVector, L>({tensors}, nint i, nint length)\n    {Target.Constraints(Element)}"))
        {
            using (writer.Block("for (; i + L.Count <= length; i += L.Count)"))
            {
                EmitBody(writer, new Target(Isa.Lanes, Element), matrix);
            }

            writer.Line().Line("return i;");
        }
    }

    private static void EmitBody(SourceWriter writer, Target t, double[][] matrix)
    {
        int columns = matrix[0].Length;
        string keyword = t.Element.Keyword();

        // Each address from the one before: with products of the steps, most of a loop's instructions were those.
        writer.Line($"ref {keyword} at = ref Unsafe.Add(ref from, i);");
        for (int column = 0; column < columns; column++)
        {
            writer.Line(FormattableString.Invariant($"{t.Type} x{column} = {t.Load("at", "0")};"));
            if (column < columns - 1)
            {
                writer.Line("at = ref Unsafe.Add(ref at, fromStep);");
            }
        }

        writer.Line("at = ref Unsafe.Add(ref to, i);");

        // Points of opposite signs share half of their work: their columns as sums and differences, their rows as even and odd parts.
        List<(string Name, Func<double[], double> Factor)> terms = [];
        for (int column = 0; column < columns; column++)
        {
            int c = column;
            if (column + 1 < columns && AreOpposite(matrix.Select(r => r[c]), matrix.Select(r => r[c + 1])))
            {
                string x = FormattableString.Invariant($"x{c}");
                string y = FormattableString.Invariant($"x{c + 1}");
                writer.Line(FormattableString.Invariant($"{t.Type} sum{c} = {t.Add(x, y)};")).Line(FormattableString.Invariant($"{t.Type} difference{c} = {t.Subtract(x, y)};"));
                terms.Add((FormattableString.Invariant($"sum{c}"), r => r[c] == r[c + 1] ? r[c] : 0));
                terms.Add((FormattableString.Invariant($"difference{c}"), r => r[c] == r[c + 1] ? 0 : r[c]));
                column++;
            }
            else
            {
                terms.Add((FormattableString.Invariant($"x{c}"), r => r[c]));
            }
        }

        for (int row = 0; row < matrix.Length; row++)
        {
            double[] values = matrix[row];
            if (row + 1 < matrix.Length && terms.Count == columns && AreOpposite(values, matrix[row + 1]))
            {
                double[] other = matrix[row + 1];
                writer.Line(FormattableString.Invariant($"{t.Type} even{row} = {Sum(t, terms, values.Select((v, c) => v == other[c] ? v : 0).ToArray())};"));
                writer.Line(FormattableString.Invariant($"{t.Type} odd{row} = {Sum(t, terms, values.Select((v, c) => v == other[c] ? 0 : v).ToArray())};"));
                Store(writer, t, t.Add(FormattableString.Invariant($"even{row}"), FormattableString.Invariant($"odd{row}")), true);
                row++;
                Store(writer, t, t.Subtract(FormattableString.Invariant($"even{row - 1}"), FormattableString.Invariant($"odd{row - 1}")), row + 1 < matrix.Length);
            }
            else
            {
                Store(writer, t, Sum(t, terms, values), row + 1 < matrix.Length);
            }
        }
    }

    private static void Store(SourceWriter writer, Target t, string value, bool movesOn)
    {
        writer.Line(t.Store(value, "at", "0"));
        if (movesOn)
        {
            writer.Line("at = ref Unsafe.Add(ref at, toStep);");
        }
    }

    /// <summary>Whether two rows or columns differ in signs only, and do in some.</summary>
    private static bool AreOpposite(IEnumerable<double> a, IEnumerable<double> b)
    {
        List<(double A, double B)> pairs = a.Zip(b, (x, y) => (x, y)).ToList();
        return pairs.All(p => Math.Abs(p.A) == Math.Abs(p.B)) && pairs.Any(p => p.A == p.B && p.A != 0) && pairs.Any(p => p.A != p.B);
    }

    private static string Sum(Target t, List<(string Name, Func<double[], double> Factor)> terms, double[] row)
    {
        // Terms without a factor first: they are added, the others go into multiply-adds.
        List<(string Name, double Factor)> present = terms.Select(x => (x.Name, x.Factor(row))).Where(x => x.Item2 != 0).OrderBy(x => x.Item2 == 1 ? 0 : x.Item2 == -1 ? 1 : 2).ToList();
        string sum = "";
        foreach ((string name, double factor) in present)
        {
            sum = (sum.Length, factor) switch
            {
                (0, 1) => name,
                (0, -1) => $"L.Negate({name})",
                (0, _) => t.Multiply(name, t.Constant(factor)),
                (_, 1) => t.Add(sum, name),
                (_, -1) => t.Subtract(sum, name),
                _ => t.MultiplyAdd(name, t.Constant(factor), sum),
            };
        }

        return sum;
    }
}
