using DeepNet.CompilerServices;

namespace DeepNet.Runtime.Tests.CompilerServices.Loops;

/// <summary><c>max(-x, 1.5)</c>.</summary>
internal readonly struct Cheap : IUnaryOperator<float>, IUnaryOperator<double>
{
    static TVector IUnaryOperator<float>.Invoke<TVector, L>(TVector x) => L.MaxConstant(L.Negate(x), 1.5f);

    static TVector IUnaryOperator<double>.Invoke<TVector, L>(TVector x) => L.MaxConstant(L.Negate(x), 1.5);
}

/// <summary><c>exp(|x|) - log(1 + |x|)</c>.</summary>
internal readonly struct Costly : IUnaryOperator<float>, IUnaryOperator<double>
{
    static bool IElementOperator.IsCostly => true;

    static TVector IUnaryOperator<float>.Invoke<TVector, L>(TVector x) => L.Subtract(L.Exp(L.Abs(x)), L.Log1p(L.Abs(x)));

    static TVector IUnaryOperator<double>.Invoke<TVector, L>(TVector x) => L.Subtract(L.Exp(L.Abs(x)), L.Log1p(L.Abs(x)));
}

/// <summary><c>x &lt; y ? min(x, y) : 0</c>, without the elements where <c>x == y</c>.</summary>
internal readonly struct Selected : IBinaryOperator<float>, IBinaryOperator<double>
{
    static TVector IBinaryOperator<float>.Invoke<TVector, L>(TVector x, TVector y) => L.AndNot(L.And(L.LessThan(x, y), L.Min(x, y)), L.Equal(x, y));

    static TVector IBinaryOperator<double>.Invoke<TVector, L>(TVector x, TVector y) => L.AndNot(L.And(L.LessThan(x, y), L.Min(x, y)), L.Equal(x, y));
}

/// <summary><c>x / (2 + √|y|)</c>.</summary>
internal readonly struct Quotient : IBinaryOperator<float>, IBinaryOperator<double>
{
    static bool IElementOperator.IsCostly => true;

    static TVector IBinaryOperator<float>.Invoke<TVector, L>(TVector x, TVector y) => L.Divide(x, L.Add(L.Create(2f), L.Sqrt(L.Abs(y))));

    static TVector IBinaryOperator<double>.Invoke<TVector, L>(TVector x, TVector y) => L.Divide(x, L.Add(L.Create(2), L.Sqrt(L.Abs(y))));
}

/// <summary><c>x · y + z</c>.</summary>
internal readonly struct Fused : ITernaryOperator<float>, ITernaryOperator<double>
{
    static TVector ITernaryOperator<float>.Invoke<TVector, L>(TVector x, TVector y, TVector z) => L.MultiplyAdd(x, y, z);

    static TVector ITernaryOperator<double>.Invoke<TVector, L>(TVector x, TVector y, TVector z) => L.MultiplyAdd(x, y, z);
}

/// <summary><c>x &lt; y ? tanh(z) · x : sigmoid(y) - z</c>.</summary>
internal readonly struct Mixed : ITernaryOperator<float>, ITernaryOperator<double>
{
    static bool IElementOperator.IsCostly => true;

    static TVector ITernaryOperator<float>.Invoke<TVector, L>(TVector x, TVector y, TVector z) =>
        L.Select(L.LessThan(x, y), L.Multiply(L.Tanh(z), x), L.Subtract(L.Sigmoid(y), z));

    static TVector ITernaryOperator<double>.Invoke<TVector, L>(TVector x, TVector y, TVector z) =>
        L.Select(L.LessThan(x, y), L.Multiply(L.Tanh(z), x), L.Subtract(L.Sigmoid(y), z));
}

/// <summary><c>(x - y)²</c>.</summary>
internal readonly struct Squares : IBinaryOperator<float>, IBinaryOperator<double>
{
    static TVector IBinaryOperator<float>.Invoke<TVector, L>(TVector x, TVector y) => L.Multiply(L.Subtract(x, y), L.Subtract(x, y));

    static TVector IBinaryOperator<double>.Invoke<TVector, L>(TVector x, TVector y) => L.Multiply(L.Subtract(x, y), L.Subtract(x, y));
}

/// <summary><c>(x - target)²</c> and its derivative.</summary>
internal readonly struct SquareLoss : ILossOperator<float>, ILossOperator<double>
{
    static TVector ILossOperator<float>.Invoke<TVector, L>(TVector x, TVector target, out TVector derivative)
    {
        TVector difference = L.Subtract(x, target);
        derivative = L.Add(difference, difference);
        return L.Multiply(difference, difference);
    }

    static TVector ILossOperator<double>.Invoke<TVector, L>(TVector x, TVector target, out TVector derivative)
    {
        TVector difference = L.Subtract(x, target);
        derivative = L.Add(difference, difference);
        return L.Multiply(difference, difference);
    }
}
