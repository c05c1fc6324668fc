using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Maps;

/// <summary>Functions with a learned operand, and how other kernels call a function whether or not it has one.</summary>
internal sealed partial record ElementwiseKernel
{
    /// <summary>How the names of kernels tell it that compute it.</summary>
    public string Mark => Operation.Name + (IsShared ? "_Shared" : "");

    /// <summary>The parameter of the learned operand, or null.</summary>
    public string? LearnedName => Operation.Learned?.Variable;

    /// <summary>Whether one learned operand is for all elements.</summary>
    public bool IsShared => Width == 1;

    /// <summary>The learned operand as the last parameter of a function of registers.</summary>
    private string LearnedParameter => LearnedName is { } learned ? ", " + learned : "";

    /// <summary>The same function where rows have so many channels: those of a group.</summary>
    public ElementwiseKernel OfChannels(int channels) => Width <= 1 ? this : this with { Width = channels };

    /// <summary>The value of a register, whose first element is that of some channel.</summary>
    public string ValueOf(Target target, string x, string channel)
    {
        string function = target.Isa switch { Isa.Reference => "ValueReference", Isa.Lanes => $"Value<{target.TypeArguments}>", _ => "Value" };
        return $"{ClassName}.{function}({x}{(LearnedName is { } learned ? ", " + (IsShared ? target.Broadcast(learned) : target.Load(learned, channel)) : "")})";
    }

    /// <summary>The statement that computes the values of elements in memory.</summary>
    /// <param name="output">Where they go, as an argument.</param>
    /// <param name="input">What they are taken of.</param>
    /// <param name="length">The elements.</param>
    /// <param name="rows">The rows of channels that they are.</param>
    /// <param name="isReference">Whether the twin computes them.</param>
    public string ForwardCall(string output, string input, string length, string rows, bool isReference = false) =>
        $"{ClassName}.Forward{(isReference ? "Reference" : "")}({output}, {input}, {(LearnedName is { } learned ? $"ref {learned}, " : "")}{(Width > 1 ? rows : length)});";

    /// <summary>Writes the operator of a function with a learned operand, and what is done with it to memory.</summary>
    private void EmitLearned(SourceWriter writer, LearnedOperand learned, string saved)
    {
        string contract = $"ILearnedOperator<{Element.Keyword()}>";
        writer.Line("/// <summary>The function for loops.</summary>");
        using (writer.Block($"internal readonly struct Operator : {contract}"))
        {
            EmitMember("Value", ["x", learned.Variable]);
            writer.Line();
            EmitMember("InputGradient", [Operation.SavedVariable, "dy", learned.Variable]);
            writer.Line();
            EmitMember("Part", [Operation.SavedVariable, "dy"]);
        }

        bool isWide = Width > 1;
        string elements = isWide ? "<c>rows</c> rows" : "<c>length</c> elements";
        string summed = isWide ? "the rows of a channel" : "its elements";
        EmitLoop("Forward", ["output", "input", learned.Variable], $"The values of {elements}; output may be input.");
        EmitLoop("Backward", ["dInput", "saved", "dOutput", learned.Variable], $"The gradients of {elements} from the saved {saved}; dInput may be dOutput.");
        EmitLoop("Accumulate", ["dInput", "saved", "dOutput", learned.Variable], "As <see cref=\"Backward\"/>, added to the existing values.");
        EmitLoop("Sums", ["sums", "saved", "dOutput", learned.Variable], $"What each of <c>n</c> samples adds to the gradient of {learned.Variable}: the sums over {summed}.");
        EmitLoop("BackwardWithSums", ["dInput", "sums", "saved", "dOutput", learned.Variable], "<see cref=\"Backward\"/> and <see cref=\"Sums\"/> of <c>n</c> samples in one pass.");
        EmitLoop("AccumulateWithSums", ["dInput", "sums", "saved", "dOutput", learned.Variable], "<see cref=\"Accumulate\"/> and <see cref=\"Sums\"/> of <c>n</c> samples in one pass; dInput is not dOutput.");

        void EmitMember(string name, string[] parameters)
        {
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            writer.Line($"static TVector {contract}.{name}<TVector, L>({string.Join(", ", parameters.Select(p => "TVector " + p))}) => {name}<TVector, L>({string.Join(", ", parameters)});");
        }

        void EmitLoop(string name, string[] tensors, string summary)
        {
            bool sums = tensors.Contains("sums");
            string[] counts = sums ? ["n", isWide ? "rows" : "length"] : [isWide ? "rows" : "length"];
            string parameters = string.Join(", ", tensors.Select(t => $"ref {Element.Keyword()} {t}").Concat(counts.Select(c => "int " + c)));
            string arguments = string.Join(", ", tensors.Select(t => "ref " + t).Concat(counts)) + ", " + Width.ToString(System.Globalization.CultureInfo.InvariantCulture);
            foreach (string twin in writer.HasTwins ? ["", "Reference"] : new[] { "" })
            {
                writer.Line().Line(twin.Length == 0 ? $"/// <summary>{summary}</summary>" : $"/// <summary>The same as <see cref=\"{name}\"/>, one element at a time with the base library's mathematics.</summary>");
                writer.Line($"internal static void {name}{twin}({parameters}) =>").Line($"    {Element.Name()}LearnedLoops.{name}{twin}<Operator>({arguments});");
            }
        }
    }
}
