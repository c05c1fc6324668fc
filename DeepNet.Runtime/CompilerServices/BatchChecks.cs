using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepNet.CompilerServices;

/// <summary>The argument checks of each training step and prediction. Called by generated code only; nothing is allocated unless a check fails.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchChecks
{
    /// <summary>Finds how many samples a span holds.</summary>
    /// <param name="length">The span's length.</param>
    /// <param name="sampleSize">The elements of one sample.</param>
    /// <param name="maxBatch">The most samples of one call.</param>
    /// <param name="name">The parameter's name.</param>
    /// <returns>The samples, from 1 to <paramref name="maxBatch"/>.</returns>
    /// <exception cref="ArgumentException">The length is not a multiple of the sample, or there are no or too many samples.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(int length, int sampleSize, int maxBatch, string name)
    {
        int n = length / sampleSize;
        if ((uint)(n - 1) >= (uint)maxBatch || n * sampleSize != length)
        {
            ThrowCount(length, sampleSize, maxBatch, name);
        }

        return n;
    }

    /// <summary>Checks that a span holds exactly as many samples as the input.</summary>
    /// <param name="length">The span's length.</param>
    /// <param name="n">The samples of the input.</param>
    /// <param name="size">The elements of one sample.</param>
    /// <param name="name">The parameter's name.</param>
    /// <exception cref="ArgumentException">The length is not <c>n * size</c>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Length(int length, int n, int size, string name)
    {
        if (length != (long)n * size)
        {
            ThrowLength(length, n, size, name);
        }
    }

    /// <summary>Checks that every label names a class.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="name">The parameter's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is not from 0 to <c>classes - 1</c>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Labels(ReadOnlySpan<int> labels, int classes, string name)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
            {
                ThrowLabel(i, labels[i], classes, null, name);
            }
        }
    }

    /// <summary>Checks that every token of an integer input has a row in the embedding that takes it.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="count">The rows of the smallest embedding that takes them.</param>
    /// <param name="name">The parameter's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A token is not from 0 to <c>count - 1</c>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tokens(ReadOnlySpan<int> tokens, int count, string name)
    {
        for (int i = 0; i < tokens.Length; i++)
        {
            if ((uint)tokens[i] >= (uint)count)
            {
                ThrowToken(i, tokens[i], count, name);
            }
        }
    }

    /// <summary>Checks that every label names a class or is the one that does not count.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="ignored">The label that is allowed too.</param>
    /// <param name="name">The parameter's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither from 0 to <c>classes - 1</c> nor <paramref name="ignored"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Labels(ReadOnlySpan<int> labels, int classes, int ignored, string name)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes && labels[i] != ignored)
            {
                ThrowLabel(i, labels[i], classes, ignored, name);
            }
        }
    }

    /// <summary>Checks that no value is NaN or infinite.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">The values.</param>
    /// <param name="name">What the values are, for the message.</param>
    /// <exception cref="ArithmeticException">A value is NaN or infinite.</exception>
    public static void Finite<T>(ReadOnlySpan<T> values, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // |x| < infinity is false for infinity and, as every comparison, for NaN.
        Vector256<T> infinity = Vector256.Create(T.PositiveInfinity);
        int i = 0;
        for (; i <= values.Length - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            if (!Vector256.LessThanAll(Vector256.Abs(Vector256.Create(values.Slice(i, Vector256<T>.Count))), infinity))
            {
                break;
            }
        }

        for (; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                ThrowFinite(i, values.Length, values[i], name);
            }
        }
    }

    /// <summary>Checks the loss before the parameters are touched.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="loss">The loss.</param>
    /// <exception cref="ArithmeticException">The loss is NaN or infinite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Loss<T>(T loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!T.IsFinite(loss))
        {
            ThrowLoss(loss);
        }
    }

    /// <summary>Checks a learning rate: finite and not negative; zero is allowed and changes no weight.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="value">The learning rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, NaN or infinite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LearningRate<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!IsLearningRate(value))
        {
            ThrowLearningRate(value);
        }
    }

    /// <summary>Whether a value can be a learning rate, from the setter as from a file: finite and not negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsLearningRate<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => value >= T.Zero && T.IsFinite(value);

    /// <summary>Checks a number of epochs: no more than a file of training state may hold.</summary>
    /// <param name="value">The epochs.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or above 2^53.</exception>
    public static void Epochs(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TrainingStateMetadata.MostSteps);
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowCount(int length, int sampleSize, int maxBatch, string name) =>
        throw new ArgumentException($"{name} has {length} elements; expected n * {sampleSize} with n from 1 to {maxBatch}.", name);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowLength(int length, int n, int size, string name) =>
        throw new ArgumentException($"{name} has {length} elements; expected {n} * {size} = {(long)n * size}.", name);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowLabel(int position, int label, int classes, int? ignored, string name) =>
        throw new ArgumentOutOfRangeException(
            name, label, $"{name}[{position}] is {label}; expected a label from 0 to {classes - 1}{(ignored is null ? "" : $", or {ignored} for one that does not count")}.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowToken(int position, int token, int count, string name) =>
        throw new ArgumentOutOfRangeException(name, token, $"{name}[{position}] is {token}; expected a token from 0 to {count - 1}, since the embedding has {count} rows.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowFinite<T>(int position, int length, T value, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        throw new ArithmeticException($"{name}[{position}] is {Text(value)}, the first of {length} values that is not finite.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowLoss<T>(T loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        throw new ArithmeticException($"The loss is {Text(loss)}; expected a finite number. No parameter has changed, and no running statistic.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowLearningRate<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        throw new ArgumentOutOfRangeException(nameof(value), value, $"The learning rate is {Text(value)}; expected a finite number, 0 or more.");

    private static string Text<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => value.ToString(null, CultureInfo.InvariantCulture);
}
