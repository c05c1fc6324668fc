using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Text;
using static System.FormattableString;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>Elementwise: a program as HLSL. Its coefficients stand in a buffer <c>coefficients</c>, in order.</summary>
internal sealed record MapShader(MapProgram Program) : GpuKernel
{
    /// <summary>The variable for the number of all elements.</summary>
    public const string Elements = "elements";

    /// <summary>The coefficient that is multiplied by what a shader before has found, in a buffer <c>factor</c>; null if none is.</summary>
    public string? Factor { get; init; }

    public override string ClassName => Program.Name + (Factor is null ? "" : "_Factor");

    public override string Summary => Program.Formula;

    public override IReadOnlyList<(string Name, bool IsInteger)> Reads =>
        [.. Program.Inputs.Select(i => (BufferOf(i), false)), .. Program.Coefficients.Count > 0 ? [("coefficients", false)] : Enumerable.Empty<(string, bool)>(), .. Factor is null ? Enumerable.Empty<(string, bool)>() : [("factor", false)]];

    public override IReadOnlyList<string> Writes => Program.Outputs.Select(BufferOf).ToList();

    public override IReadOnlyList<string> Constants => ["count", "stride"];

    public override void Emit(SourceWriter writer)
    {
        HlslExpressionWriter.WriteFunctions(writer, Program.Assignments.Select(a => a.Value));
        EmitLoop(writer, () =>
        {
            for (int i = 0; i < Program.Coefficients.Count; i++)
            {
                string name = Program.Coefficients[i];
                writer.Line($"float {name} = coefficients[{i.ToString(CultureInfo.InvariantCulture)}]{(name == Factor ? " * factor[0]" : "")};");
            }

            if (Program.Uses(Elements))
            {
                writer.Line($"float {Elements} = (float)count;");
            }

            // Locals of its own for each value: one of an earlier assignment may hold a value from before it.
            int values = 0;
            new MapText(writer, Program, "float").Write(port => $"{BufferOf(port)}[{Place(port)}]", value => new HlslExpressionWriter(writer, Invariant($"t{values++}_")).Write(value));
            foreach (MapPort port in Program.Stores)
            {
                writer.Line($"{BufferOf(port)}[i] = {port.Variable};");
            }
        });
    }

    /// <summary>The name of a port's buffer, which a variable of that name would hide.</summary>
    private static string BufferOf(MapPort port) => port.Name == port.Variable ? port.Name + "Values" : port.Name;

    /// <summary>The place of an element in its buffer.</summary>
    private static string Place(MapPort port) => port.Width == 0 ? "i" : port.Width == 1 ? "0u" : Invariant($"i % {port.Width}u");
}
