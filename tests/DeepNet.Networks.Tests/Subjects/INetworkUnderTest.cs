namespace DeepNet.Networks.Tests.Subjects;

/// <summary>
/// What the generator writes besides the public interfaces. A test network declares one of the interfaces below, so the compiler checks
/// that the members are there and generic tests reach them; nothing else has to be written for it to be tested.
/// </summary>
internal interface INetworkUnderTest<T>
{
    T LearningRate { get; set; }

    Span<T> Parameters { get; }

    Span<T> Gradients { get; }

    void ApplyGradients();

    void ZeroGradients();
}

/// <summary>One input and one head.</summary>
internal interface IOneHeadNetwork<T, TTarget> : INetworkUnderTest<T>
{
    T Backward(ReadOnlySpan<T> input, ReadOnlySpan<TTarget> target);
}

/// <summary>One input and one head that takes as many targets as it has outputs.</summary>
internal interface IValueNetwork<T> : IOneHeadNetwork<T, T>;

/// <summary>One input and one head that takes labels.</summary>
internal interface ILabelNetwork<T> : IOneHeadNetwork<T, int>;

/// <summary>One input of integers and one head.</summary>
internal interface ITokenNetwork<T, TTarget> : INetworkUnderTest<T>
{
    void Forward(ReadOnlySpan<int> tokens, Span<T> output);

    void Predict(ReadOnlySpan<int> tokens, Span<T> prediction);

    T Evaluate(ReadOnlySpan<int> tokens, ReadOnlySpan<TTarget> target);

    T Backward(ReadOnlySpan<int> tokens, ReadOnlySpan<TTarget> target);

    T TrainStep(ReadOnlySpan<int> tokens, ReadOnlySpan<TTarget> target);
}

/// <summary>One input of integers and one head that takes as many targets as it has outputs.</summary>
internal interface ITokenValueNetwork<T> : ITokenNetwork<T, T>;

/// <summary>One input of integers and one head that takes labels.</summary>
internal interface ITokenLabelNetwork<T> : ITokenNetwork<T, int>;

/// <summary>One input, a mask of integers for it, and one head.</summary>
internal interface IMaskedNetwork<T, TTarget> : INetworkUnderTest<T>
{
    void Forward(ReadOnlySpan<T> sequence, ReadOnlySpan<int> mask, Span<T> output);

    void Predict(ReadOnlySpan<T> sequence, ReadOnlySpan<int> mask, Span<T> prediction);

    T Evaluate(ReadOnlySpan<T> sequence, ReadOnlySpan<int> mask, ReadOnlySpan<TTarget> target);

    T Backward(ReadOnlySpan<T> sequence, ReadOnlySpan<int> mask, ReadOnlySpan<TTarget> target);

    T TrainStep(ReadOnlySpan<T> sequence, ReadOnlySpan<int> mask, ReadOnlySpan<TTarget> target);
}

/// <summary>One input, a mask of integers for it, and one head that takes as many targets as it has outputs.</summary>
internal interface IMaskedValueNetwork<T> : IMaskedNetwork<T, T>;

/// <summary>Two inputs and one head.</summary>
internal interface ITwoInputNetwork<T, TTarget> : INetworkUnderTest<T>
{
    void Forward(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> output);

    void Predict(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> prediction);

    T Evaluate(ReadOnlySpan<T> left, ReadOnlySpan<T> right, ReadOnlySpan<TTarget> target);

    T Backward(ReadOnlySpan<T> left, ReadOnlySpan<T> right, ReadOnlySpan<TTarget> target);

    T TrainStep(ReadOnlySpan<T> left, ReadOnlySpan<T> right, ReadOnlySpan<TTarget> target);
}

/// <summary>Two inputs and one head that takes as many targets as it has outputs.</summary>
internal interface ITwoInputValueNetwork<T> : ITwoInputNetwork<T, T>;

/// <summary>Two inputs and one head that takes labels.</summary>
internal interface ITwoInputLabelNetwork<T> : ITwoInputNetwork<T, int>;

/// <summary>One input and two heads, of which the first takes labels.</summary>
internal interface ITwoHeadNetwork<T> : INetworkUnderTest<T>
{
    void Forward(ReadOnlySpan<T> input, Span<T> first, Span<T> second);

    void Predict(ReadOnlySpan<T> input, Span<T> first, Span<T> second);

    T Evaluate(ReadOnlySpan<T> input, ReadOnlySpan<int> labels, ReadOnlySpan<T> values);

    T Backward(ReadOnlySpan<T> input, ReadOnlySpan<int> labels, ReadOnlySpan<T> values);

    T TrainStep(ReadOnlySpan<T> input, ReadOnlySpan<int> labels, ReadOnlySpan<T> values);
}

/// <summary>Two inputs and two heads, of which the first takes labels.</summary>
internal interface ITwoInputTwoHeadNetwork<T> : INetworkUnderTest<T>
{
    void Forward(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> first, Span<T> second);

    void Predict(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> first, Span<T> second);

    T Evaluate(ReadOnlySpan<T> left, ReadOnlySpan<T> right, ReadOnlySpan<int> labels, ReadOnlySpan<T> values);

    T Backward(ReadOnlySpan<T> left, ReadOnlySpan<T> right, ReadOnlySpan<int> labels, ReadOnlySpan<T> values);

    T TrainStep(ReadOnlySpan<T> left, ReadOnlySpan<T> right, ReadOnlySpan<int> labels, ReadOnlySpan<T> values);
}
