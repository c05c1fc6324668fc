namespace DeepNet.Networks.Tests.Subjects;

/// <summary>One input and one head whose loss takes a weight for each sample.</summary>
internal interface IWeightedNetwork<T, TTarget> : INetworkUnderTest<T>
{
    T Evaluate(ReadOnlySpan<T> input, ReadOnlySpan<TTarget> target, ReadOnlySpan<T> weights);

    T Backward(ReadOnlySpan<T> input, ReadOnlySpan<TTarget> target, ReadOnlySpan<T> weights);

    T TrainStep(ReadOnlySpan<T> input, ReadOnlySpan<TTarget> target, ReadOnlySpan<T> weights);
}

/// <summary>Three inputs and three embeddings, which the loss compares: it takes no targets. Outputs are in the order of the layers.</summary>
internal interface ITripletNetwork<T> : INetworkUnderTest<T>
{
    void Forward(ReadOnlySpan<T> anchor, ReadOnlySpan<T> positive, ReadOnlySpan<T> negative, Span<T> first, Span<T> second, Span<T> third);

    void Predict(ReadOnlySpan<T> anchor, ReadOnlySpan<T> positive, ReadOnlySpan<T> negative, Span<T> first, Span<T> second, Span<T> third);

    T Evaluate(ReadOnlySpan<T> anchor, ReadOnlySpan<T> positive, ReadOnlySpan<T> negative);

    T Backward(ReadOnlySpan<T> anchor, ReadOnlySpan<T> positive, ReadOnlySpan<T> negative);

    T TrainStep(ReadOnlySpan<T> anchor, ReadOnlySpan<T> positive, ReadOnlySpan<T> negative);
}

/// <summary>One input and one head that takes as many targets as it has outputs, and a weight for each sample.</summary>
internal interface IWeightedValueNetwork<T> : IWeightedNetwork<T, T>;

/// <summary>One input and one head that takes labels, and a weight for each sample.</summary>
internal interface IWeightedLabelNetwork<T> : IWeightedNetwork<T, int>;
