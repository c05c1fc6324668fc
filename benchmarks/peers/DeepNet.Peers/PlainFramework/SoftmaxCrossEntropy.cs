using System.Numerics.Tensors;

namespace DeepNet.Peers.PlainFramework;

/// <summary>The mean cross entropy of the softmax of logits.</summary>
internal static class SoftmaxCrossEntropy
{
    /// <summary>The loss, and its gradient with respect to the logits.</summary>
    public static (float Loss, Tensor Gradient) Compute(Tensor logits, ReadOnlySpan<int> labels)
    {
        Tensor gradient = new(logits.Shape);
        float loss = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            Span<float> row = logits.Row(i);
            Span<float> rowGradient = gradient.Row(i);
            float max = TensorPrimitives.Max<float>(row);
            TensorPrimitives.Subtract(row, max, rowGradient);
            TensorPrimitives.Exp(rowGradient, rowGradient);
            float sum = TensorPrimitives.Sum<float>(rowGradient);
            loss += MathF.Log(sum) - (row[labels[i]] - max);
            TensorPrimitives.Multiply(rowGradient, 1 / (sum * labels.Length), rowGradient);
            rowGradient[labels[i]] -= 1f / labels.Length;
        }

        return (loss / labels.Length, gradient);
    }
}
