using System;
using System.Collections.Generic;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Cells;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>A cell over the steps of a sequence: a group of threads has a sample to itself and goes over all its steps, with the hidden state in shared memory.</summary>
/// <param name="Shape">The sizes. The inputs play no part: their products come before, or after on the way back.</param>
internal abstract record ScanShaderBase(ScanShape Shape) : GpuKernel
{
    protected RecurrentCell Cell => Shape.Cell;

    protected int Units => Shape.Units;

    protected int GroupThreads => ThreadsFor(Units);

    /// <summary>What the names of shaders say of the sizes.</summary>
    protected string Mark => FormattableString.Invariant($"{Units}_{Shape.Steps}") + (Shape.ReturnSequences ? "_Sequences" : "") + (Shape.Reverse ? "_Reverse" : "")
        + (Shape.OutputWidth == Units ? "" : FormattableString.Invariant($"_{Shape.OutputColumn}of{Shape.OutputWidth}"));

    public override IReadOnlyList<string> Constants => ["samples", "stride"];

    /// <summary>The HLSL of the place of a step in a sequence.</summary>
    protected string Place(string step) => Shape.Reverse ? FormattableString.Invariant($"({Shape.Steps - 1}u - {step})") : step;

    /// <summary>The HLSL of an output of unit <c>unit</c>.</summary>
    protected string Output(string name) => FormattableString.Invariant($"{name}[{(Shape.ReturnSequences ? "row" : "sequence")} * {Shape.OutputWidth}u + {Shape.OutputColumn}u + unit]");

    /// <summary>The HLSL of the place of a gate of unit <c>unit</c> in row <c>row</c>.</summary>
    protected string Gate(int gate) => FormattableString.Invariant($"row * {Shape.GateUnits}u + {gate * Units}u + unit");

    protected string UnitPlace(string row = "row") => FormattableString.Invariant($"{row} * {Units}u + unit");

    /// <summary>Writes <c>Execute</c> with a loop over samples.</summary>
    protected void EmitSequences(SourceWriter writer, Action body)
    {
        writer.Line(FormattableString.Invariant($"[numthreads({GroupThreads}, 1, 1)]"));
        using (writer.Block("void Execute(uint3 group : SV_GroupID, uint index : SV_GroupIndex)"))
        using (writer.Block("for (uint sequence = group.x; sequence < samples; sequence += stride / 256u)"))
        {
            body();
        }
    }

    /// <summary>A loop over the units of a thread.</summary>
    protected SourceWriter.Scope UnitLoop(SourceWriter writer) => writer.Block(FormattableString.Invariant($"for (uint unit = index; unit < {Units}u; unit += {GroupThreads}u)"));

    /// <summary>Writes the functions of the cell that HLSL lacks.</summary>
    protected static void EmitFunctions(SourceWriter writer) =>
        HlslExpressionWriter.WriteFunctions(writer, [Expression.Sigmoid(Expression.Variable("x")), Expression.Tanh(Expression.Variable("x"))]);
}

/// <summary>The way forward. The gates come in as the products of the inputs.</summary>
/// <param name="Keeps">Whether the gates stay behind after their activations, with what else backward needs.</param>
internal sealed record ScanShader(ScanShape Shape, bool Keeps) : ScanShaderBase(Shape)
{
    /// <summary>Whether the states of before are gone on from, and left as they are after the last step.</summary>
    public bool HasState { get; init; }

    public override string ClassName => $"{Cell.Name}{(Keeps ? "Training" : "")}_{Mark}{(HasState ? "_State" : "")}";

    public override string Summary => FormattableString.Invariant($"{Cell.Name} over {Shape.Steps} steps of {Units} units: {Cell.Formula}");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads =>
        [.. Keeps ? (IEnumerable<(string, bool)>)[] : [("gates", false)], ("recurrentWeight", false), .. Cell.SplitsProducts ? (IEnumerable<(string, bool)>)[("recurrentBias", false)] : []];

    public override IReadOnlyList<string> Writes =>
    [
        "output",
        .. Keeps ? (string[])["gates", .. Cell.SplitsProducts ? (string[])["recurrentGates"] : [], .. Cell.HasCellState ? (string[])["cells"] : [], "previous"] : [],
        .. HasState ? (string[])["hiddenOfBefore", .. Cell.HasCellState ? (string[])["cellOfBefore"] : []] : [],
    ];

    public override void Emit(SourceWriter writer)
    {
        EmitFunctions(writer);
        writer.Line("// The hidden state before and after a step, in turns.").Line(FormattableString.Invariant($"groupshared float hidden[{2 * Units}];"));
        if (Cell.HasCellState)
        {
            writer.Line(FormattableString.Invariant($"groupshared float cellState[{Units}];"));
        }

        writer.Line();
        EmitSequences(writer, () =>
        {
            using (UnitLoop(writer))
            {
                writer.Line($"hidden[unit] = {(HasState ? $"hiddenOfBefore[{UnitPlace("sequence")}]" : "0.0f")};");
                if (Cell.HasCellState)
                {
                    writer.Line($"cellState[unit] = {(HasState ? $"cellOfBefore[{UnitPlace("sequence")}]" : "0.0f")};");
                }
            }

            writer.Line("GroupMemoryBarrierWithGroupSync();");
            using (writer.Block(FormattableString.Invariant($"for (uint step = 0u; step < {Shape.Steps}u; step++)")))
            {
                writer.Line(FormattableString.Invariant($"uint row = sequence * {Shape.Steps}u + {Place("step")};"));
                writer.Line(FormattableString.Invariant($"uint now = step % 2u * {Units}u;")).Line(FormattableString.Invariant($"uint next = {Units}u - now;"));
                using (UnitLoop(writer))
                {
                    EmitUnit(writer);
                }

                writer.Line("GroupMemoryBarrierWithGroupSync();");
            }

            if (!Shape.ReturnSequences || HasState)
            {
                using (UnitLoop(writer))
                {
                    EmitLast(writer, FormattableString.Invariant($"hidden[{Shape.Steps % 2 * Units}u + unit]"));
                }

                writer.Line("GroupMemoryBarrierWithGroupSync();");
            }
        });
    }

    /// <summary>Writes what becomes of the state after the last step.</summary>
    private void EmitLast(SourceWriter writer, string hidden)
    {
        if (!Shape.ReturnSequences)
        {
            writer.Line($"{Output("output")} = {hidden};");
        }

        if (HasState)
        {
            writer.Line($"hiddenOfBefore[{UnitPlace("sequence")}] = {hidden};");
        }

        if (HasState && Cell.HasCellState)
        {
            writer.Line($"cellOfBefore[{UnitPlace("sequence")}] = cellState[unit];");
        }
    }

    private void EmitUnit(SourceWriter writer)
    {
        for (int gate = 0; gate < Cell.Gates; gate++)
        {
            writer.Line(FormattableString.Invariant($"float product{gate} = {(Cell.SplitsProducts ? FormattableString.Invariant($"recurrentBias[{gate * Units}u + unit]") : "gates[" + Gate(gate) + "]")};"));
        }

        using (writer.Block(FormattableString.Invariant($"for (uint k = 0u; k < {Units}u; k++)")))
        {
            writer.Line("float h = hidden[now + k];");
            for (int gate = 0; gate < Cell.Gates; gate++)
            {
                writer.Line(FormattableString.Invariant($"product{gate} += h * recurrentWeight[k * {Shape.GateUnits}u + {gate * Units}u + unit];"));
            }
        }

        if (Keeps)
        {
            writer.Line($"previous[{UnitPlace()}] = hidden[now + unit];");
            for (int gate = 0; gate < Cell.Gates && Cell.SplitsProducts; gate++)
            {
                writer.Line(FormattableString.Invariant($"recurrentGates[{Gate(gate)}] = product{gate};"));
            }
        }

        List<string> hidden = ["hidden[next + unit]"];
        if (Shape.ReturnSequences)
        {
            hidden.Add(Output("output"));
        }

        Cell.Forward(new StepWriter(writer, this, hidden));
        if (Cell.HasCellState && Keeps)
        {
            writer.Line($"cells[{UnitPlace()}] = cellState[unit];");
        }
    }

    /// <summary>Products are in locals when they are read, and gates in memory when they are kept.</summary>
    private sealed class StepWriter(SourceWriter writer, ScanShader shader, IReadOnlyList<string> hidden) : CellEquations
    {
        private readonly HlslCellWriter _reads = new(writer, (port, gate) => port switch
        {
            CellPort.Gate => shader.Cell.SplitsProducts ? $"gates[{shader.Gate(gate)}]" : FormattableString.Invariant($"product{gate}"),
            CellPort.RecurrentGate => FormattableString.Invariant($"product{gate}"),
            CellPort.PreviousHidden => "hidden[now + unit]",
            CellPort.PreviousCell => "cellState[unit]",
            _ => throw new ArgumentOutOfRangeException(nameof(port)),
        }, [], shader.Keeps);

        private readonly HlslCellWriter _stores = new(writer, (port, gate) => port switch
        {
            CellPort.Gate => $"gates[{shader.Gate(gate)}]",
            CellPort.Cell => "cellState[unit]",
            _ => throw new ArgumentOutOfRangeException(nameof(port)),
        }, hidden, shader.Keeps);

        public override bool Keeps => shader.Keeps;

        public override Expression At(CellPort port, int gate = 0) => _reads.At(port, gate);

        public override Expression Let(string name, Expression value) => _reads.Let(name, value);

        public override void Store(CellPort port, Expression value, int gate = 0) => _stores.Store(port, value, gate);
    }
}

/// <summary>The way back through time. The kept gates become the gradients of the products.</summary>
/// <param name="TruncatedSteps">The steps after which gradients end on their way back, or 0 for none.</param>
internal sealed record ScanGradientShader(ScanShape Shape, int TruncatedSteps) : ScanShaderBase(Shape)
{
    /// <summary>Whether the state before a step is read, not only the products with it.</summary>
    public bool ReadsPrevious => Cell.SplitsProducts;

    public override string ClassName => $"{Cell.Name}Gradient_{Mark}" + (TruncatedSteps > 0 ? FormattableString.Invariant($"_Truncated{TruncatedSteps}") : "");

    public override string Summary => FormattableString.Invariant($"The gradients of {Cell.Name} over {Shape.Steps} steps of {Units} units, with {Cell.Formula}");

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads =>
        [("dOutput", false), ("recurrentWeight", false), .. Cell.HasCellState ? (IEnumerable<(string, bool)>)[("cells", false)] : [], .. ReadsPrevious ? (IEnumerable<(string, bool)>)[("previous", false)] : []];

    public override IReadOnlyList<string> Writes => Cell.SplitsProducts ? ["gates", "recurrentGates"] : ["gates"];

    public override void Emit(SourceWriter writer)
    {
        EmitFunctions(writer);
        writer.Line(FormattableString.Invariant($"groupshared float dHidden[{Units}];"));
        if (Cell.HasCellState)
        {
            writer.Line(FormattableString.Invariant($"groupshared float dCell[{Units}];"));
        }

        writer.Line();
        EmitSequences(writer, () =>
        {
            using (UnitLoop(writer))
            {
                writer.Line($"dHidden[unit] = {(Shape.ReturnSequences ? "0.0f" : Output("dOutput"))};");
                EmitNoCellGradient(writer);
            }

            writer.Line("GroupMemoryBarrierWithGroupSync();");
            using (writer.Block(FormattableString.Invariant($"for (uint back = 0u; back < {Shape.Steps}u; back++)")))
            {
                writer.Line(FormattableString.Invariant($"uint step = {Shape.Steps - 1}u - back;")).Line(FormattableString.Invariant($"uint row = sequence * {Shape.Steps}u + {Place("step")};"));
                using (UnitLoop(writer))
                {
                    EmitUnit(writer);
                }

                writer.Line("AllMemoryBarrierWithGroupSync();");
                EmitHiddenGradient(writer);
                writer.Line("GroupMemoryBarrierWithGroupSync();");
            }
        });
    }

    private void EmitNoCellGradient(SourceWriter writer)
    {
        if (Cell.HasCellState)
        {
            writer.Line("dCell[unit] = 0.0f;");
        }
    }

    private void EmitUnit(SourceWriter writer)
    {
        writer.Line($"float dh = dHidden[unit]{(Shape.ReturnSequences ? " + " + Output("dOutput") : "")};");
        string before = UnitPlace(Shape.Reverse ? "(row + 1u)" : "(row - 1u)");
        Cell.Backward(new HlslCellWriter(writer, (port, gate) => port switch
        {
            CellPort.Gate => $"gates[{Gate(gate)}]",
            CellPort.RecurrentGate => $"recurrentGates[{Gate(gate)}]",
            CellPort.HiddenGradient => "dh",
            CellPort.PreviousHidden => $"previous[{UnitPlace()}]",
            CellPort.PreviousHiddenGradient => "dHidden[unit]",
            CellPort.Cell => $"cells[{UnitPlace()}]",
            CellPort.PreviousCell => $"step == 0u ? 0.0f : cells[{before}]",
            CellPort.CellGradient or CellPort.PreviousCellGradient => "dCell[unit]",
            _ => throw new ArgumentOutOfRangeException(nameof(port)),
        }, [], keeps: true));
    }

    /// <summary>Writes the gradient of the hidden state before the step, if it goes further back.</summary>
    private void EmitHiddenGradient(SourceWriter writer)
    {
        string gates = Cell.SplitsProducts ? "recurrentGates" : "gates";
        using (UnitLoop(writer))
        {
            using (TruncatedSteps == 0 ? writer.Block("if (step > 0u)") : writer.Block(FormattableString.Invariant($"if (step % {TruncatedSteps}u != 0u)")))
            {
                writer.Line($"float sum = {(Cell.SplitsProducts ? "dHidden[unit]" : "0.0f")};");
                writer.Line(FormattableString.Invariant($"for (uint j = 0u; j < {Shape.GateUnits}u; j++) {{ sum += {gates}[row * {Shape.GateUnits}u + j] * recurrentWeight[unit * {Shape.GateUnits}u + j]; }}"));
                writer.Line("dHidden[unit] = sum;");
            }

            if (TruncatedSteps > 0)
            {
                using (writer.Block("else"))
                {
                    writer.Line("dHidden[unit] = 0.0f;");
                    EmitNoCellGradient(writer);
                }
            }
        }
    }
}
