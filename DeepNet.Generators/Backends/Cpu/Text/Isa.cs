using System.Collections.Generic;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Text;

/// <summary>The forms in which a kernel's arithmetic is written.</summary>
internal enum Isa
{
    /// <summary>One element at a time with the base library's mathematics: what the other forms are tested against.</summary>
    Reference,

    /// <summary>One element at a time with the vector forms' mathematics: for the tail of a vector loop.</summary>
    Scalar,

    /// <summary>Any of the others, through the type parameters <c>TVector</c> and <c>L</c>, an <c>IArithmetic</c>: one text for all widths.</summary>
    Lanes,

    /// <summary>SSE and AdvSimd.</summary>
    Vector128,

    /// <summary>AVX2 and FMA.</summary>
    Vector256,

    /// <summary>AVX-512: for inner loops of convolutions whose filters fill whole vectors, and where an element is much work.</summary>
    Vector512,
}

/// <summary>An instruction set and an element type: everything that the text of one arithmetic operation depends on.</summary>
internal readonly record struct Target(Isa Isa, ElementType Element)
{
    /// <summary>The vector forms that every kernel has, widest first: the order in which a kernel looks for one that the hardware has.</summary>
    public static IReadOnlyList<Isa> VectorIsas { get; } = [Isa.Vector256, Isa.Vector128];

    public bool IsVector => Isa is Isa.Vector128 or Isa.Vector256 or Isa.Vector512;

    /// <summary><c>Vector256</c> and its like: the static class of operations.</summary>
    public string Class => Isa.ToString();

    /// <summary>The type of a value: <c>Vector256&lt;float&gt;</c> or <c>float</c>.</summary>
    public string Type => Isa == Isa.Lanes ? "TVector" : IsVector ? $"{Class}<{Element.Keyword()}>" : Element.Keyword();

    /// <summary>The arguments for <c>TVector</c> and <c>L</c>: <c>Vector256&lt;float&gt;, SingleLanes256</c>.</summary>
    public string TypeArguments => $"{Type}, " + Isa switch
    {
        Isa.Lanes => "L",
        Isa.Scalar => Element.Name() + "ScalarLanes",
        Isa.Reference => Element.Name() + "ReferenceLanes",
        _ => Element.Name() + "Lanes" + Class.Substring("Vector".Length),
    };

    /// <summary>What a method with the type parameters <c>TVector</c> and <c>L</c> says of them.</summary>
    public static string Constraints(ElementType element) => $"where TVector : struct where L : struct, IArithmetic<TVector, {element.Keyword()}>";

    /// <summary>Elements in one value.</summary>
    public int Lanes => Isa switch
    {
        Isa.Vector512 => 64 / Element.Size(),
        Isa.Vector256 => 32 / Element.Size(),
        Isa.Vector128 => 16 / Element.Size(),
        _ => 1,
    };

    public string Constant(double value) => Isa == Isa.Lanes ? $"L.Create({Element.Literal(value)})"
        : !IsVector ? Element.Literal(value)
        : value == 0 ? $"{Type}.Zero" : $"{Class}.Create({Element.Literal(value)})";

    /// <summary>A value with the scalar in every lane.</summary>
    public string Broadcast(string scalar) => Isa == Isa.Lanes ? $"L.Create({scalar})" : IsVector ? $"{Class}.Create({scalar})" : scalar;

    /// <summary>The value at <paramref name="index"/> elements after the reference <paramref name="name"/>.</summary>
    public string Load(string name, string index) => Isa == Isa.Lanes ? $"L.Load(ref {At(name, index)})"
        : IsVector ? index == "0" ? $"{Class}.LoadUnsafe(ref {name})" : $"{Class}.LoadUnsafe(ref {name}, {index})"
        : At(name, index);

    public string Store(string value, string name, string index) => Isa == Isa.Lanes ? $"L.Store({value}, ref {At(name, index)});"
        : IsVector ? index == "0" ? $"{value}.StoreUnsafe(ref {name});" : $"{value}.StoreUnsafe(ref {name}, {index});"
        : $"{At(name, index)} = {value};";

    /// <summary>The sum over the lanes.</summary>
    public string Sum(string value) => Isa == Isa.Lanes ? $"L.Sum({value})" : IsVector ? $"{Class}.Sum({value})" : value;

    public string Add(string a, string b) => Operator("Add", "+", a, b);

    public string Subtract(string a, string b) => Operator("Subtract", "-", a, b);

    public string Multiply(string a, string b) => Operator("Multiply", "*", a, b);

    /// <summary><c>a · b + c</c>, fused where the hardware can.</summary>
    public string MultiplyAdd(string a, string b, string c) => Isa switch
    {
        Isa.Lanes => $"L.MultiplyAdd({a}, {b}, {c})",
        Isa.Reference => $"{a} * {b} + {c}",
        Isa.Scalar => $"{Element.Keyword()}.MultiplyAddEstimate({a}, {b}, {c})",
        _ => $"{Class}.MultiplyAddEstimate({a}, {b}, {c})",
    };

    /// <summary>The test at run time, folded by the JIT, for whether the hardware has this instruction set.</summary>
    public string IsSupported => $"{Class}.IsHardwareAccelerated";

    private string Operator(string name, string symbol, string a, string b) => Isa == Isa.Lanes ? $"L.{name}({a}, {b})" : $"({a} {symbol} {b})";

    private static string At(string name, string index) => index == "0" ? name : $"Unsafe.Add(ref {name}, {index})";
}
