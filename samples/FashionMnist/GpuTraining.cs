using System.Diagnostics;
using DeepNet;
using DeepNet.Data;
using DeepNet.Shaders;
using DeepNet.Training;
using Spectre.Console;

namespace FashionMnist;

/// <summary>The training loop on a GPU: the batches go to the device, the parameters come back after each epoch for the test.</summary>
internal static class GpuTraining
{
    /// <summary>Trains a network on a device and leaves it as it is there.</summary>
    /// <returns>The seconds that it took.</returns>
    public static double Train<TNetwork>(TNetwork network, IGpuTrainable<float, int> gpu, Dataset<float, int> train, Dataset<float, int> test, RunOptions options)
        where TNetwork : ITrainable<TNetwork, float, int>
    {
        AnsiConsole.WriteLine($"Device   {gpu.Device.Adapter}");
        AnsiConsole.WriteLine();
        MiniBatches<float, int> batches = new(train, options.BatchSize, options.Seed);
        Stopwatch time = Stopwatch.StartNew();
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            double loss = 0;
            long start = Stopwatch.GetTimestamp();
            foreach (MiniBatch<float, int> batch in batches.Epoch(epoch))
            {
                loss += gpu.TrainStep(batch.Inputs, batch.Targets);
            }

            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            gpu.Download();
            AnsiConsole.WriteLine(
                $"Epoch {epoch,3}/{options.Epochs}   loss {loss / batches.BatchCount:F4}   test {100 * Trainer.Confusion(network, test).Accuracy:F2} %   {train.Count / seconds,9:N0} images/s");
        }

        return time.Elapsed.TotalSeconds;
    }
}
