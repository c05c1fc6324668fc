using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Losses;

/// <summary>An elementwise loss: its sum over all elements times a scale, and the gradient times the same scale.</summary>
internal sealed record ElementwiseLossKernel(ElementType Element, ElementwiseLossFunction Function) : KernelSpec(Element)
{
    public override string ClassName => Function.Name + "Loss" + Element.Suffix();

    public override string Summary => $"{Function.Name}: <c>scale · Σ {Function.Formula}</c>.";

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        EmitOperator(writer, "ValueOperator", $"IBinaryOperator<{keyword}>", "TVector x, TVector target", gradient: false);
        EmitOperator(writer, "GradientOperator", $"ILossOperator<{keyword}>", "TVector x, TVector target, out TVector derivative", gradient: true);
        writer.Line("/// <summary>The loss of <c>length</c> elements.</summary>");
        EmitLoop(writer, "Loss", "Sum", "ValueOperator", gradient: false);
        writer.Line().Line("/// <summary>The loss of <c>length</c> elements and its gradient; dOutput may be output.</summary>");
        EmitLoop(writer, "LossAndGradient", "SumWithGradient", "GradientOperator", gradient: true);
    }

    private void EmitOperator(SourceWriter writer, string name, string contract, string parameters, bool gradient)
    {
        writer.Line($"/// <summary>The loss{(gradient ? " and its derivative" : "")}, for loops.</summary>");
        using (writer.Block($"internal readonly struct {name} : {contract}"))
        {
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (writer.Block($"static TVector {contract}.Invoke<TVector, L>({parameters})"))
            {
                // One writer for both values, which have much in common.
                ExpressionWriter expressions = new(writer, new Target(Isa.Lanes, Element));
                new MapText(writer, Function.Program(gradient), "TVector").Write(port => port.Variable, expressions.Write, "x", "target", ElementwiseLossFunction.Slope);
                writer.Line($"return {ElementwiseLossFunction.Loss};");
            }
        }

        writer.Line();
    }

    private void EmitLoop(SourceWriter writer, string name, string loop, string operation, bool gradient)
    {
        string keyword = Element.Keyword();
        string parameters = $"{(gradient ? $"ref {keyword} dOutput, " : "")}ref {keyword} output, ref {keyword} targets, int length, {keyword} scale";
        string arguments = $"{(gradient ? "ref dOutput, " : "")}ref output, ref targets, length{(gradient ? ", scale" : "")}";
        writer.Line($"internal static double {name}({parameters}) =>").Line($"    ElementLoops.{loop}<{operation}>({arguments}) * scale;");
        if (writer.HasTwins)
        {
            writer.Line().Line($"/// <summary>The same as <see cref=\"{name}\"/>, one element at a time with the base library's mathematics.</summary>");
            writer.Line($"internal static double {name}Reference({parameters}) =>").Line($"    ElementLoops.{loop}Reference<{operation}>({arguments}) * scale;");
        }
    }
}
