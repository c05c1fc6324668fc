using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Gpu.Shaders;
using DeepNet.Generators.Backends.Gpu.Shaders.Updates;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Backends.Gpu.Updates;

/// <summary>What needs all elements of a tensor: norms, in two passes with sums in an order that the sizes fix, and orthogonalisation.</summary>
internal sealed partial class GpuUpdate
{
    // Those of DeepNet.CompilerServices.NewtonSchulz.
    private const int Iterations = 5;
    private const double NormEpsilon = 1e-7;

    private GpuOperand? _factorOfAll;

    private GpuOperand? GradientFactor(ParameterPlan parameter) => _gradientFactors.TryGetValue(parameter, out GpuOperand? own) ? own : _factorOfAll;

    /// <summary>The factors that gradients have because of their norms.</summary>
    private void MeasureGradients(List<GradientScaling> scalings)
    {
        if (scalings.Count == 0)
        {
            return;
        }

        // All rules of a network begin with the same options, so any of their sets has the factor of accumulated batches.
        CoefficientSet set = Coefficients.First(c => c.Rule.Rule.Coefficients.Contains(StepVariables.GradientScale.Name));
        int place = set.Rule.Rule.Coefficients.ToList().IndexOf(StepVariables.GradientScale.Name);
        NormFactorShader shader = new(scalings[0].Factor, place);
        if (!scalings[0].IsOfOne)
        {
            List<GpuOperand> all = Runs(scalings[0].Parameters).Select(run => Region("Gradients", run, 1)).ToList();
            _factorOfAll = Factors("The norm of all gradients.", shader, all, 1, [set.Tensor])[0];
            return;
        }

        List<ParameterPlan> parameters = scalings.Select(s => s.Parameters[0]).ToList();
        List<GpuOperand> factors = Factors("The norms of the gradients, one by one.", shader, parameters.Select(p => Region("Gradient", p, 1)).ToList(), parameters.Count, [set.Tensor]);
        for (int i = 0; i < parameters.Count; i++)
        {
            _gradientFactors[parameters[i]] = factors[i];
        }
    }

    private void FindTrustRatios(List<TrustRatio> ratios, Dictionary<ParameterPlan, GpuOperand> found)
    {
        if (ratios.Count == 0)
        {
            return;
        }

        List<GpuOperand> pairs = ratios.SelectMany(r => new[] { Region("Weight", r.Parameter, 0), r.Direction }).ToList();
        List<GpuOperand> factors = Factors("The lengths of weights and directions, and their ratios.", new TrustRatioShader(), pairs, ratios.Count, []);
        for (int i = 0; i < ratios.Count; i++)
        {
            found[ratios[i].Parameter] = factors[i];
        }
    }

    /// <summary>The matrices go through the iterations side by side. Returns what each direction becomes.</summary>
    private Dictionary<Tensor, Tensor> Orthogonalise(List<Orthogonalization> matrices)
    {
        Dictionary<Tensor, Tensor> now = matrices.ToDictionary(m => m.Matrix, m => m.Matrix);
        if (matrices.Count == 0)
        {
            return now;
        }

        NormFactorShader shader = new(1 / (StepVariables.Norm + NormEpsilon), null);
        List<GpuOperand> factors = Factors("Newton-Schulz iterations, from matrices of length 1 on.", shader, matrices.Select(m => (GpuOperand)m.Matrix).ToList(), matrices.Count, []);
        for (int i = 0; i < matrices.Count; i++)
        {
            _dispatches.Add(Over("", new ScaleShader(), matrices[i].Matrix.Size, [factors[i]], [matrices[i].Matrix]));
        }

        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            List<(Orthogonalization Matrix, Tensor Gram, Tensor Polynomial)> all = matrices.Select(m => (m, Square(m, "Gram"), Square(m, "Polynomial"))).ToList();
            foreach ((Orthogonalization m, Tensor gram, _) in all)
            {
                _dispatches.Add(Product(new GramShader(m.Rows, m.Columns), Side(m), Side(m), [now[m.Matrix]], gram));
            }

            foreach ((Orthogonalization m, Tensor gram, Tensor polynomial) in all)
            {
                _dispatches.Add(Product(new NewtonSchulzPolynomialShader(Side(m)), Side(m), Side(m), [gram], polynomial));
            }

            foreach ((Orthogonalization m, _, Tensor polynomial) in all)
            {
                Tensor next = new(m.Matrix.Name, TensorKind.Workspace, m.Matrix.Size, perSample: false);
                _dispatches.Add(Product(new NewtonSchulzShader(m.Rows, m.Columns), m.Rows, m.Columns, [now[m.Matrix], polynomial], next));
                now[m.Matrix] = next;
            }
        }

        return now;
    }

    private static int Side(Orthogonalization matrix) => System.Math.Min(matrix.Rows, matrix.Columns);

    private static Tensor Square(Orthogonalization matrix, string name) => new(matrix.Matrix.Name + name, TensorKind.Workspace, Side(matrix) * Side(matrix), perSample: false);

    private static Dispatch Product(ProductShader shader, int rows, int columns, IReadOnlyList<Tensor> reads, Tensor output) =>
        new("", shader, [.. reads.Select(t => (GpuOperand)t)], [output], [], new GroupCount(columns, shader.TileColumns), new GroupCount(rows, shader.TileRows));

    /// <summary>Sums of squares of tensors, then a shader that makes a factor of every so many of them.</summary>
    /// <returns>The factors, each an operand of its own.</returns>
    private List<GpuOperand> Factors(string comment, GpuKernel shader, List<GpuOperand> tensors, int count, IReadOnlyList<GpuOperand> further)
    {
        const int sums = SquareSumShader.MostGroups;
        Tensor squares = new("Squares", TensorKind.Buffer, sums * tensors.Count, perSample: false);
        Tensor factors = new("Factors", TensorKind.Buffer, GpuPlan.Alignment * count, perSample: false);
        Reserve(squares, squares.Size);
        Reserve(factors, factors.Size);
        for (int i = 0; i < tensors.Count; i++)
        {
            int elements = tensors[i].Tensor.Size;
            int groups = SquareSumShader.GroupsFor(elements);
            _dispatches.Add(new Dispatch(
                i == 0 ? comment : "", new SquareSumShader(), [tensors[i]], [Part(squares, i)], [new BatchCount(0, elements), new BatchCount(0, groups * 256)], new GroupCount(groups), new GroupCount(1)));
        }

        IReadOnlyList<ShaderConstant> constants = shader.Constants.Count == 0 ? [] : [new BatchCount(0, squares.Size / count)];
        _dispatches.Add(new Dispatch("", shader, [squares, .. further], [factors], constants, new GroupCount(count), new GroupCount(1)));
        return Enumerable.Range(0, count).Select(i => Part(factors, i)).ToList();
    }

    /// <summary>The part of a tensor between two places where a buffer may begin.</summary>
    private GpuOperand Part(Tensor whole, int index)
    {
        Tensor part = new(whole.Name, TensorKind.Buffer, GpuPlan.Alignment, perSample: false);
        _places[part] = _places[whole] + index * GpuPlan.Alignment;
        return part;
    }
}
