using DeepNet.Generators.Model;
using DeepNet.Generators.Operations.Cells;

namespace DeepNet.Generators.Operations;

/// <summary>The sizes of a scan.</summary>
/// <param name="Cell">The arithmetic of a step between the products.</param>
/// <param name="Steps">The steps of a sequence.</param>
/// <param name="Inputs">The elements of a step of the input.</param>
/// <param name="Units">The units of the hidden state.</param>
internal sealed record ScanShape(RecurrentCell Cell, int Steps, int Inputs, int Units)
{
    public int GateUnits => Cell.Gates * Units;

    /// <summary>Whether the steps are taken from the last to the first.</summary>
    public bool Reverse { get; init; }

    /// <summary>Whether the output holds the hidden state of every step; else that of the last step it comes to.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>The elements of a row of the output, which another direction may share.</summary>
    public int OutputWidth { get; init; } = Units;

    /// <summary>Where in a row of the output the units begin. The scan at 0 comes first.</summary>
    public int OutputColumn { get; init; }
}

/// <summary>What a scan keeps of all steps for its gradient, in the order in which the steps are taken.</summary>
/// <param name="Inputs">The inputs.</param>
/// <param name="Gates">The gates after their activations.</param>
/// <param name="RecurrentGates">The hidden states' products, where they stay apart.</param>
/// <param name="Cells">The cell states after each step, of a cell that has one.</param>
/// <param name="Previous">The hidden states before each step.</param>
internal sealed record ScanTrace(Tensor Inputs, Tensor Gates, Tensor? RecurrentGates, Tensor? Cells, Tensor Previous);

/// <summary>What is carried from one call to the next.</summary>
internal sealed record ScanState(Tensor Hidden, Tensor? Cell);

/// <summary>A cell over the steps of a sequence: <c>gates = x W + h' U + b</c> at each step, then the cell's equations.</summary>
/// <param name="Layer">The layer that it belongs to.</param>
/// <param name="Part">The part of the layer that it is, such as <c>Layer2Reverse</c>; empty if it is all.</param>
internal sealed record Scan(string Comment, string Layer, string Part, ScanShape Shape) : Operation(Comment)
{
    public required Tensor Output { get; init; }

    public required Tensor Input { get; init; }

    public required Tensor Weight { get; init; }

    public required Tensor RecurrentWeight { get; init; }

    public required Tensor Bias { get; init; }

    /// <summary>The bias of the hidden state's products, where they stay apart.</summary>
    public Tensor? RecurrentBias { get; init; }

    /// <summary>The state to go on from, which is left as it is after the last step; null to begin with zeros.</summary>
    public ScanState? State { get; init; }

    /// <summary>What is kept for the gradient, or null.</summary>
    public ScanTrace? Trace { get; init; }
}

/// <summary>The gradients of a scan's parameters, and of its input: back through time (Werbos 1990), then the products of all steps.</summary>
/// <param name="Layer">The layer that it belongs to.</param>
/// <param name="Part">The part of the layer that it is; empty if it is all.</param>
/// <param name="TruncatedSteps">The steps after which gradients end on their way back, or 0 for none.</param>
internal sealed record ScanGradient(string Comment, string Layer, string Part, ScanShape Shape, int TruncatedSteps) : Operation(Comment)
{
    public GradientTarget? DInput { get; init; }

    public required Tensor DOutput { get; init; }

    /// <summary>The weights, whose gradient is added to, as that of the other parameters.</summary>
    public required ParameterPlan Weight { get; init; }

    public required ParameterPlan RecurrentWeight { get; init; }

    public required ParameterPlan Bias { get; init; }

    public ParameterPlan? RecurrentBias { get; init; }

    /// <summary>What the forward pass has kept. Its gates become their gradients.</summary>
    public required ScanTrace Trace { get; init; }
}
