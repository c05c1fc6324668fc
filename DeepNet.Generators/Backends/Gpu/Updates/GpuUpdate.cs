using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Gpu.Shaders;
using DeepNet.Generators.Backends.Gpu.Shaders.Updates;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Optimizers;
using DeepNet.Generators.Planning;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Backends.Gpu.Updates;

/// <summary>
/// The update of all parameters, phase by phase: what does not depend on each other stands side by side, without a barrier between. First the norms of the gradients, then the rules of
/// single elements and directions, then what needs all of a direction, then the steps along it.
/// </summary>
internal sealed partial class GpuUpdate
{
    private readonly NetworkPlan _network;
    private readonly Dictionary<Tensor, long> _places;
    private readonly long _region;
    private readonly List<Dispatch> _dispatches = [];
    private readonly Dictionary<ParameterPlan, GpuOperand> _gradientFactors = [];

    /// <summary>Plans the update.</summary>
    /// <param name="network">The network.</param>
    /// <param name="places">Where tensors lie: parameters and coefficients do; norms are added.</param>
    /// <param name="region">The elements of one copy of all parameters.</param>
    /// <param name="coefficients">The coefficients of a step.</param>
    /// <param name="next">Where the next free element is.</param>
    public GpuUpdate(NetworkPlan network, Dictionary<Tensor, long> places, long region, IReadOnlyList<CoefficientSet> coefficients, long next)
    {
        (_network, _places, _region, Coefficients, End) = (network, places, region, coefficients, next);
        foreach (CoefficientSet set in coefficients)
        {
            Reserve(set.Tensor, set.Tensor.Size);
        }

        IReadOnlyList<Operation> operations = network.Training!.Update;
        MeasureGradients(operations.OfType<GradientScaling>().ToList());
        List<Update> updates = operations.OfType<Update>().ToList();
        UpdateElements(updates.Where(u => u is { Direction: null, Gradient: null }).ToList());
        foreach (Update update in updates.Where(u => u.Direction is not null))
        {
            _dispatches.Add(Apply(update, [update.Parameter], Region("Gradient", update.Parameter, 1), GradientFactor(update.Parameter)));
        }

        Dictionary<ParameterPlan, GpuOperand> found = [];
        FindTrustRatios(operations.OfType<TrustRatio>().ToList(), found);
        Dictionary<Tensor, Tensor> refined = Orthogonalise(operations.OfType<Orthogonalization>().ToList());
        foreach (Update update in updates.Where(u => u.Gradient is not null))
        {
            GpuOperand direction = refined.TryGetValue(update.Gradient!, out Tensor? other) ? other : update.Gradient!;
            found.TryGetValue(update.Parameter, out GpuOperand? factor);
            _dispatches.Add(Apply(update, [update.Parameter], direction, factor));
        }

        Exchange = network.Optimizer!.Options.HasAverage ? ExchangeAverages() : [];
    }

    public IReadOnlyList<CoefficientSet> Coefficients { get; }

    public IReadOnlyList<Dispatch> Dispatches => _dispatches;

    /// <summary>Parameters and their averages in each other's places; empty where no averages are kept.</summary>
    public IReadOnlyList<Dispatch> Exchange { get; }

    /// <summary>Where the next free element is.</summary>
    public long End { get; private set; }

    /// <summary>The updates of single elements: one dispatch for each run of neighbours with one learning rate, unless each gradient has a factor of its own.</summary>
    private void UpdateElements(List<Update> updates)
    {
        bool alone = _gradientFactors.Count > 0;
        while (updates.Count > 0)
        {
            Update first = updates[0];
            List<ParameterPlan> run = [first.Parameter];
            while (!alone && run.Count < updates.Count && updates[run.Count].Parameter is var next && next.LearningRateScale == first.Parameter.LearningRateScale && Follows(run, next))
            {
                run.Add(next);
            }

            _dispatches.Add(Apply(first, run, Region("Gradients", run, 1), GradientFactor(first.Parameter)));
            updates.RemoveRange(0, run.Count);
        }
    }

    /// <summary>A rule over a run of neighbours: what lies between them is zero, and stays so.</summary>
    /// <param name="factor">What multiplies a coefficient, or null.</param>
    private Dispatch Apply(Update update, IReadOnlyList<ParameterPlan> run, GpuOperand gradient, GpuOperand? factor)
    {
        CoefficientSet set = Coefficients.First(c => c.IsFor(update));
        OptimizerRule rule = update.Rule.Rule;
        string? multiplied = factor is null ? null : set.FoundOnDevice ?? StepVariables.GradientScale.Name;
        List<string> states = [.. _network.States];
        string comment = _dispatches.Any(d => d.Comment == rule.Formula) ? "" : rule.Formula;
        MapProgram program = ProgramOf(update);
        return Over(
            comment,
            new MapShader(program) { Factor = multiplied },
            run.Count == 1 ? run[0].Size : Count(run),
            [gradient, set.Tensor, .. factor is null ? (GpuOperand[])[] : [factor]],
            [.. program.Outputs.Any(o => o.Name == "weight") ? (GpuOperand[])[Region("Weights", run, 0)] : [], .. rule.States.Select(s => s == OptimizerRule.Direction ? update.Direction! : Region(s, run, states.IndexOf(s) + 2))]);
    }

    /// <summary>The rule with what it is given by its name, and without the weight where it does not touch it: a direction without decay.</summary>
    private static MapProgram ProgramOf(Update update)
    {
        MapProgram program = update.Rule.Rule.Program;
        return program with
        {
            Inputs = update.Gradient is null ? program.Inputs : new[] { program.Inputs[0] with { Name = OptimizerRule.Direction } }.ToEquatableArray(),
            Outputs = program.Outputs.Where(o => o.Name != "weight" || program.Uses(o.Variable) || program.Stores.Contains(o)).ToEquatableArray(),
        };
    }

    private List<Dispatch> ExchangeAverages()
    {
        MapProgram program = new(
            "Exchange",
            "Parameters and averages change places",
            EquatableArray<MapPort>.Empty,
            new[] { new MapPort("parameters", "parameter"), new MapPort("averages", "average") }.ToEquatableArray(),
            EquatableArray<string>.Empty,
            new[] { new Assignment("kept", Variable("parameter")), new Assignment("parameter", Variable("average")), new Assignment("average", Variable("kept")) }.ToEquatableArray());
        int copy = _network.States.ToList().IndexOf(OptimizerOptions.Average) + 2;
        return Runs(_network.Parameters.Where(p => !p.IsFrozen)).Select(run => Over("", new MapShader(program), Count(run), [], [Region("Weights", run, 0), Region("Averages", run, copy)])).ToList();
    }

    /// <summary>A dispatch over elements, in a loop of 256 threads a group.</summary>
    private static Dispatch Over(string comment, GpuKernel kernel, int count, IReadOnlyList<GpuOperand> reads, IReadOnlyList<GpuOperand> writes)
    {
        BatchCount all = new(0, count);
        return new Dispatch(comment, kernel, reads, writes, [all, new ShaderConstant(all, IsStride: true)], new GroupCount(all, 256), new GroupCount(1));
    }

    /// <summary>Runs of parameters without another between them.</summary>
    private List<List<ParameterPlan>> Runs(IEnumerable<ParameterPlan> parameters)
    {
        List<List<ParameterPlan>> runs = [];
        foreach (ParameterPlan parameter in parameters)
        {
            if (runs.Count > 0 && Follows(runs[runs.Count - 1], parameter))
            {
                runs[runs.Count - 1].Add(parameter);
            }
            else
            {
                runs.Add([parameter]);
            }
        }

        return runs;
    }

    private bool Follows(List<ParameterPlan> run, ParameterPlan next) => _places[next.Tensor] == _places[run[0].Tensor] + Count(run);

    private static int Count(IReadOnlyList<ParameterPlan> run) => (int)run.Sum(p => GpuPlan.Align(p.Size));

    private GpuOperand Region(string name, ParameterPlan parameter, int copy) => Region(name, [parameter], copy);

    /// <summary>A run of parameters, or what is kept for it: gradients are copy 1, states follow.</summary>
    private GpuOperand Region(string name, IReadOnlyList<ParameterPlan> run, int copy)
    {
        Tensor tensor = new(name, TensorKind.Buffer, Count(run), perSample: false);
        _places[tensor] = _places[run[0].Tensor] + copy * _region;
        return tensor;
    }

    private void Reserve(Tensor tensor, int elements)
    {
        _places[tensor] = End;
        End += GpuPlan.Align(elements);
    }
}
