using DeepNet;
using DeepNet.Data;
using DeepNet.Training;
using Spectre.Console;

namespace Programs;

/// <summary>Training as most of the programs do it: <see cref="Trainer"/> with a learning rate that falls linearly, a step an epoch.</summary>
internal static class Learning
{
    /// <summary>Trains a classifier and tests its accuracy.</summary>
    public static ProgramResult Classify<TNetwork, TInput>(
        TNetwork network, Dataset<TInput, int> train, Dataset<TInput, int> test, int epochs, int batchSize, double bar, int seed)
        where TNetwork : ITrainable<TNetwork, TInput, float, int>
        where TInput : unmanaged
    {
        double seconds = Fit(network, train, epochs, batchSize, seed);
        return new(Trainer.Evaluate<TNetwork, TInput, float, int>(network, test, new Accuracy<float>()).Metric, bar, seconds);
    }

    /// <summary>Trains a network; returns the processor time of the training steps.</summary>
    public static double Fit<TNetwork, TInput, TTarget>(TNetwork network, Dataset<TInput, TTarget> train, int epochs, int batchSize, int seed)
        where TNetwork : ITrainable<TNetwork, TInput, float, TTarget>
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        float rate = network.LearningRate;
        TimeSpan started = ProcessorTime;
        Trainer.Fit<TNetwork, TInput, float, TTarget>(network, train, new()
        {
            Epochs = epochs,
            BatchSize = batchSize,
            Seed = seed,
            EpochCompleted = epoch =>
            {
                Report(epoch.Epoch, epochs, epoch.Loss);
                network.LearningRate = rate * (epochs - epoch.Epoch) / epochs;
            },
        });
        return (ProcessorTime - started).TotalSeconds;
    }

    /// <summary>The network's predictions for all inputs, one sample after the other.</summary>
    public static float[] Predict<TNetwork, TInput>(TNetwork network, ReadOnlySpan<TInput> inputs)
        where TNetwork : IPredictor<TNetwork, TInput, float>
        where TInput : unmanaged
    {
        int count = inputs.Length / TNetwork.InputSize;
        float[] predictions = new float[count * TNetwork.OutputSize];
        for (int first = 0; first < count; first += TNetwork.MaxBatch)
        {
            int n = Math.Min(TNetwork.MaxBatch, count - first);
            network.Predict(
                inputs.Slice(first * TNetwork.InputSize, n * TNetwork.InputSize), predictions.AsSpan(first * TNetwork.OutputSize, n * TNetwork.OutputSize));
        }

        return predictions;
    }

    /// <summary>The share of samples whose largest prediction is the label's.</summary>
    public static double Accuracy(ReadOnlySpan<float> predictions, ReadOnlySpan<int> labels)
    {
        Accuracy<float> accuracy = new();
        accuracy.Add(predictions, labels);
        return accuracy.Value;
    }

    /// <summary>The root of the mean of the squared differences.</summary>
    public static double RootMeanSquare(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += Math.Pow(predictions[i] - targets[i], 2);
        }

        return Math.Sqrt(sum / targets.Length);
    }

    /// <summary>What the process has computed so far. Time on the wall would count other programs of the machine too.</summary>
    public static TimeSpan ProcessorTime => Environment.CpuUsage.TotalTime;

    private static void Report(int epoch, int epochs, double loss)
    {
        // Some programs have hundreds of short epochs; ten lines are enough to see that the loss falls.
        if (epoch % Math.Max(1, epochs / 10) == 0)
        {
            AnsiConsole.WriteLine($"     epoch {epoch,3}/{epochs}   loss {loss:F4}");
        }
    }
}
