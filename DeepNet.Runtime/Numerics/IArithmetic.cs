using System.ComponentModel;

namespace DeepNet.Numerics;

/// <summary>The arithmetic that the formulas of kernels are made of, for one vector width and element type. Called by generated code only.</summary>
/// <typeparam name="TVector">The vector.</typeparam>
/// <typeparam name="TElement">Its element, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// A formula is written once against this interface. The implementations are structs, so the JIT and the AOT compiler make one copy of the code for each width and nothing of the interface is
/// left in it: the widths that processors have, single elements with the same mathematics, and single elements with the base library's, which tests compare the others with.
/// A comparison gives a mask: all bits of a lane set or none.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IArithmetic<TVector, TElement>
    where TVector : struct
    where TElement : unmanaged
{
    /// <summary>The lanes of a vector.</summary>
    static abstract int Count { get; }

    /// <summary>The elements from <paramref name="source"/> on.</summary>
    /// <param name="source">The first element.</param>
    /// <returns>As many elements as there are lanes.</returns>
    static abstract TVector Load(ref TElement source);

    /// <summary>Writes the lanes from <paramref name="destination"/> on.</summary>
    /// <param name="value">The lanes.</param>
    /// <param name="destination">Where the first lane goes.</param>
    static abstract void Store(TVector value, ref TElement destination);

    /// <summary>Every lane set to <paramref name="value"/>.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The vector.</returns>
    static abstract TVector Create(TElement value);

    /// <summary>The sum over the lanes.</summary>
    /// <param name="value">The lanes.</param>
    /// <returns>The sum.</returns>
    static abstract TElement Sum(TVector value);

    /// <summary>The sum.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Add(TVector left, TVector right);

    /// <summary>The difference.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Subtract(TVector left, TVector right);

    /// <summary>The product.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Multiply(TVector left, TVector right);

    /// <summary>The quotient.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Divide(TVector left, TVector right);

    /// <summary>The larger lane; NaN where either is.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Max(TVector left, TVector right);

    /// <summary>The smaller lane; NaN where either is.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Min(TVector left, TVector right);

    /// <summary>The larger of lane and constant; NaN where the lane is. The JIT knows the constant, and needs fewer instructions than for two vectors.</summary>
    /// <param name="x">The lanes.</param>
    /// <param name="constant">The constant, which is a number.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector MaxConstant(TVector x, TElement constant);

    /// <summary>The smaller of lane and constant; NaN where the lane is.</summary>
    /// <param name="x">The lanes.</param>
    /// <param name="constant">The constant, which is a number.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector MinConstant(TVector x, TElement constant);

    /// <summary><c>left · right + addend</c>, rounded once where the processor can.</summary>
    /// <param name="left">A factor.</param>
    /// <param name="right">A factor.</param>
    /// <param name="addend">What is added.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>The bits that both have.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector And(TVector left, TVector right);

    /// <summary>The bits of <paramref name="left"/> that <paramref name="right"/> lacks.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector AndNot(TVector left, TVector right);

    /// <summary>The mask of the lanes where <c>left &lt; right</c>.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector LessThan(TVector left, TVector right);

    /// <summary>The mask of the lanes where <c>left == right</c>.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Equal(TVector left, TVector right);

    /// <summary>Bit by bit, <paramref name="whenSet"/> where <paramref name="mask"/> has a one.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="whenSet">What is taken where it is set.</param>
    /// <param name="whenClear">What is taken elsewhere.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Select(TVector mask, TVector whenSet, TVector whenClear);

    /// <summary>The number with the other sign.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Negate(TVector x);

    /// <summary>The magnitude.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Abs(TVector x);

    /// <summary>The square root.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Sqrt(TVector x);

    /// <summary><c>eˣ</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Exp(TVector x);

    /// <summary><c>eˣ - 1</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Expm1(TVector x);

    /// <summary>The natural logarithm.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Log(TVector x);

    /// <summary><c>log(1 + x)</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Log1p(TVector x);

    /// <summary>The hyperbolic tangent.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Tanh(TVector x);

    /// <summary><c>1 / (1 + e⁻ˣ)</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector Sigmoid(TVector x);

    /// <summary>The distribution function of the standard normal distribution.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector NormalCdf(TVector x);

    /// <summary>The density of the standard normal distribution.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, lane by lane.</returns>
    static abstract TVector NormalDensity(TVector x);
}
