using System.Numerics;

namespace DeepNet.Networks.Tests.Subjects;

/// <summary>A training step from its public parts.</summary>
internal static class TrainingInParts
{
    /// <summary>Does what TrainStep does: an update with the mean gradient of the last batches after every so many.</summary>
    /// <param name="subject">The network.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="step">The number of batches before it.</param>
    /// <param name="accumulationSteps">The batches of an update.</param>
    /// <returns>The loss.</returns>
    public static T TrainInParts<T>(this Subject<T> subject, Batch<T> batch, int step, int accumulationSteps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (step % accumulationSteps == 0)
        {
            subject.ZeroGradients();
        }

        T loss = subject.Backward(batch);
        if ((step + 1) % accumulationSteps != 0)
        {
            return loss;
        }

        T[] sum = subject.Gradients.ToArray();
        foreach (ref T gradient in subject.Gradients)
        {
            gradient /= T.CreateChecked(accumulationSteps);
        }

        subject.ApplyGradients();
        sum.CopyTo(subject.Gradients);
        return loss;
    }
}
