using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Cells;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Planning.Stepping;

namespace DeepNet.Generators.Layers.Recurrent;

/// <summary>One of the stacked layers of a recurrent layer, in one of its directions: a part with parameters and states of its own.</summary>
/// <param name="Node">The whole layer.</param>
/// <param name="Cell">Its arithmetic.</param>
/// <param name="Level">The number in the stack, from 1.</param>
/// <param name="Inputs">The width of what this part takes.</param>
/// <param name="Units">The units of a direction.</param>
/// <param name="Reverse">Whether it goes from the last step to the first.</param>
/// <param name="ReturnSequences">Whether its output holds all steps.</param>
internal sealed record RecurrentDirection(Node Node, RecurrentCell Cell, int Level, int Inputs, int Units, bool Reverse, bool ReturnSequences)
{
    /// <summary>What its parameters and tensors are called: empty, <c>Reverse</c>, <c>Layer2</c>, <c>Layer2Reverse</c>.</summary>
    public string Prefix => (Level > 1 ? "Layer" + Level.ToString(System.Globalization.CultureInfo.InvariantCulture) : "") + (Reverse ? "Reverse" : "");

    public int GateUnits => Cell.Gates * Units;

    public ParameterPlan Weight => Node.Parameter(Prefix + "Weight")!;

    public ParameterPlan RecurrentWeight => Node.Parameter(Prefix + "RecurrentWeight")!;

    public ParameterPlan Bias => Node.Parameter(Prefix + "Bias")!;

    /// <summary>The bias of the hidden state's product, where that stays apart.</summary>
    public ParameterPlan? RecurrentBias => Node.Parameter(Prefix + "RecurrentBias");

    /// <summary>The scan that it is among the directions of its level.</summary>
    public ScanShape Scan(IReadOnlyList<RecurrentDirection> level) => new(Cell, RecurrentLayer.Steps(Node), Inputs, Units)
    {
        Reverse = Reverse,
        ReturnSequences = ReturnSequences,
        OutputWidth = level.Sum(p => p.Units),
        OutputColumn = this == level[0] ? 0 : Units,
    };

    /// <summary>What is carried from one call to the next.</summary>
    public ScanState State(SteppingStates states) => new(states.Add(Node.Name + Prefix + "Hidden", Units), Cell.HasCellState ? states.Add(Node.Name + Prefix + "Cell", Units) : null);

    /// <summary>What training keeps; <paramref name="tensor"/> gives the tensor of a name and a size.</summary>
    public ScanTrace Trace(Func<string, int, Tensor> tensor)
    {
        Tensor AllSteps(string name, int width) => tensor(Prefix + name, RecurrentLayer.Steps(Node) * width);
        return new ScanTrace(
            AllSteps("Inputs", Inputs),
            AllSteps("Gates", GateUnits),
            Cell.SplitsProducts ? AllSteps("RecurrentGates", GateUnits) : null,
            Cell.HasCellState ? AllSteps("Cells", Units) : null,
            AllSteps("Previous", Units));
    }

    /// <summary>The parameters, as Keras draws them: Glorot's uniform distribution, orthogonal recurrent weights, a forget gate that begins open.</summary>
    public IEnumerable<ParameterSpec> Parameters(bool unitForgetBias)
    {
        yield return new ParameterSpec(Prefix + "Weight", Shape.Of(Inputs, GateUnits), "GlorotUniform", Inputs, GateUnits);
        yield return new ParameterSpec(Prefix + "RecurrentWeight", Shape.Of(Units, GateUnits), "Orthogonal", Units, GateUnits);
        ParameterSpec bias = new(Prefix + "Bias", Shape.Of(GateUnits), "Zeros", Inputs, GateUnits);
        yield return Cell is LstmCell && unitForgetBias ? bias with { Start = (Units, Units, 1) } : bias;
        if (Cell.SplitsProducts)
        {
            yield return new ParameterSpec(Prefix + "RecurrentBias", Shape.Of(GateUnits), "Zeros", Units, GateUnits);
        }
    }
}
