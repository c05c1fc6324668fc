using System.Numerics;

namespace DeepNet;

/// <summary>A network with one input and one output.</summary>
/// <typeparam name="TSelf">The network class itself.</typeparam>
/// <typeparam name="TInput"><see cref="int"/> for an integer input, else <typeparamref name="TElement"/>.</typeparam>
/// <typeparam name="TElement"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IPredictor<TSelf, TInput, TElement> : INetwork<TSelf>
    where TSelf : IPredictor<TSelf, TInput, TElement>
    where TInput : unmanaged
    where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
{
    /// <summary>All parameters, one after the other, in the order of the layers.</summary>
    Span<TElement> Parameters { get; }

    /// <summary>What training changes without a gradient, such as the running statistics of batch normalisation; empty if there is none.</summary>
    Span<TElement> Buffers => default;

    /// <summary>Computes the output, as logits if the loss takes logits. Dropout is off.</summary>
    /// <param name="input"><c>[n, InputSize]</c>, n from 1 to MaxBatch.</param>
    /// <param name="output"><c>[n, OutputSize]</c>.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    void Forward(ReadOnlySpan<TInput> input, Span<TElement> output);

    /// <summary>Computes the prediction: the output after softmax or sigmoid if the loss takes logits, else the output itself. Dropout is off.</summary>
    /// <param name="input"><c>[n, InputSize]</c>, n from 1 to MaxBatch.</param>
    /// <param name="prediction"><c>[n, OutputSize]</c>.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    void Predict(ReadOnlySpan<TInput> input, Span<TElement> prediction);
}

/// <summary>A network with one input of floating-point numbers and one output.</summary>
/// <typeparam name="TSelf">The network class itself.</typeparam>
/// <typeparam name="TElement"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IPredictor<TSelf, TElement> : IPredictor<TSelf, TElement, TElement>
    where TSelf : IPredictor<TSelf, TElement>
    where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>;
