using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu.Losses;

/// <summary>An elementwise loss: its sum over all elements times a scale, and the gradient times the same scale.</summary>
internal sealed record ElementwiseLossKernel(ElementType Element, ElementwiseLossFunction Function) : KernelSpec(Element)
{
    public override string ClassName => Function.Name + "Loss" + Element.Suffix();

    public override string Summary => $"{Function.Name}: <c>scale · Σ {Function.Formula}</c>.";

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        writer.Line("/// <summary>The loss of <c>length</c> elements.</summary>");
        ElementLoop.Method(writer, Element, "Loss", $"ref {keyword} output, ref {keyword} targets", $"{keyword} scale", t => Body(writer, t, false), returnsSum: true);
        writer.Line().Line("/// <summary>The loss of <c>length</c> elements and its gradient; dOutput may be output.</summary>");
        ElementLoop.Method(writer, Element, "LossAndGradient", $"ref {keyword} dOutput, ref {keyword} output, ref {keyword} targets", $"{keyword} scale", t => Body(writer, t, true), returnsSum: true);
    }

    private void Body(SourceWriter writer, Target t, bool gradient)
    {
        writer.Line($"{t.Type} x = {t.Load("output", "i")};").Line($"{t.Type} target = {t.Load("targets", "i")};");
        ExpressionWriter expressions = new(writer, t);
        writer.Line($"{t.Type} term = {expressions.Write(Function.Value)};");
        if (gradient)
        {
            string derivative = expressions.Write(Function.Derivative);
            writer.Line(t.Store($"(({derivative}) * {t.Broadcast("scale")})", "dOutput", "i"));
        }
    }

}
