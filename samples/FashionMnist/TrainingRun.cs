using DeepNet;
using DeepNet.Data;
using DeepNet.Shaders;
using DeepNet.Training;
using Spectre.Console;

namespace FashionMnist;

/// <summary>The whole sample for any network: load, train, test, save, load again, show.</summary>
internal static class TrainingRun
{
    public static void Run<TNetwork>(RunOptions options, Func<TNetwork, GpuDevice, IGpuTrainable<float, int>> onGpu)
        where TNetwork : ITrainable<TNetwork, float, int>
    {
        options.Check(typeof(TNetwork).Name, TNetwork.MaxBatch);
        FashionData data = FashionData.Load(options.Data, TNetwork.InputSize);
        Dataset<float, int> train = data.Training.Samples;
        Dataset<float, int> test = data.Test.Samples;
        TNetwork network = TNetwork.Create(options.Seed);
        network.LearningRate = options.LearningRate ?? network.LearningRate;

        // Without the fall the last epochs jump up and down by half a percent of test accuracy.
        network.Schedule = new LinearSchedule(options.Epochs * ((train.Count + options.BatchSize - 1L) / options.BatchSize));
        AnsiConsole.WriteLine($"Data     {train.Count:N0} training and {test.Count:N0} test images in {data.Directory}");
        AnsiConsole.WriteLine(
            $"Network  {typeof(TNetwork).Name}: {TNetwork.ParameterCount:N0} parameters, {TNetwork.FlopsPerSample:N0} FLOPs per image, "
            + $"{TNetwork.TrainingBytes / 1e6:F1} MB in training");
        AnsiConsole.WriteLine(
            $"Run      {options.Epochs} epochs in batches of {options.BatchSize}, learning rate {network.LearningRate} falling linearly, seed {options.Seed}");
        AnsiConsole.WriteLine();

        if (options.Gpu)
        {
            using GpuDevice device = options.OpenDevice();
            using IGpuTrainable<float, int> gpu = onGpu(network, device);
            double seconds = GpuTraining.Train(network, gpu, train, test, options);
            AnsiConsole.WriteLine();
            AnsiConsole.WriteLine($"Trained in {seconds:F1} s.");
        }
        else
        {
            Train(network, train, test, options);
        }

        TNetwork loaded = SaveAndLoad(network, options.WeightsPath);

        ConfusionMatrix confusion = Trainer.Confusion(loaded, test);
        AnsiConsole.WriteLine($"Test accuracy {100 * confusion.Accuracy:F2} %, macro F1 {confusion.MacroF1:F4}. Rows are the true classes, columns the predicted ones.");
        AnsiConsole.Write(ConfusionTable.Render(confusion, FashionData.ClassNames));
        AnsiConsole.Write(Gallery.Render(loaded, data.Test));
    }

    private static void Train<TNetwork>(TNetwork network, Dataset<float, int> train, Dataset<float, int> test, RunOptions options)
        where TNetwork : ITrainable<TNetwork, float, int>
    {
        TrainingHistory history;
        using (TrainingProgress progress = new(options.Epochs))
        {
            history = Trainer.Fit(network, train, new()
            {
                Epochs = options.Epochs,
                BatchSize = options.BatchSize,
                Seed = options.Seed,
                Validation = test,
                Metric = new Accuracy<float>(),
                BatchCompleted = progress.Report,
                EpochCompleted = progress.Report,
            });
        }

        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine($"Trained in {history.Seconds:F1} s.");
    }

    private static TNetwork SaveAndLoad<TNetwork>(TNetwork network, string path)
        where TNetwork : ITrainable<TNetwork, float, int>
    {
        network.Save(path);
        TNetwork loaded = TNetwork.Create(seed: 0);
        loaded.Load(path);
        bool same = network.Parameters.SequenceEqual(loaded.Parameters);
        AnsiConsole.WriteLine($"Saved {new FileInfo(path).Length:N0} bytes and loaded them into a new network: {(same ? "every bit the same" : "DIFFERENT")}.");
        AnsiConsole.WriteLine(path);
        AnsiConsole.WriteLine();
        return loaded;
    }
}
