using System.Runtime.Intrinsics;
using DeepNet.Data;
using DeepNet.Training;
using EdgeTraining;

const int BatchSize = 32;
const int Epochs = 5;
string[] names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];
string data = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "data");
try
{
    // The first step before anything else: one batch is decompressed, not the file.
    LabelledImages front = LabelledImages.LoadTraining(data, limit: BatchSize);
    FashionMlp network = new(seed: 1);
    float firstLoss = network.TrainStep(front.Samples.Inputs, front.Samples.Targets);
    TimeSpan? untilFirstStep = ProcessClock.SinceStart();
    Console.WriteLine($"First step: loss {firstLoss:F3} on {BatchSize} images.");

    Dataset<float, int> train = LabelledImages.LoadTraining(data).Samples;
    Dataset<float, int> test = LabelledImages.LoadTest(data).Samples;
    Console.WriteLine($"Training on {train.Count:N0} images, {Epochs} epochs in batches of {BatchSize}; testing on {test.Count:N0}.");
    Trainer.Fit(network, train, new()
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        Seed = 1,
        Validation = test,
        Metric = new Accuracy<float>(),
        MeasureTraining = false,
        EpochCompleted = epoch => Console.WriteLine(
            $"Epoch {epoch.Epoch}/{Epochs}   loss {epoch.Loss:F4}   test accuracy {100 * epoch.ValidationMetric:F1} %   {epoch.SamplesPerSecond:N0} images/s"),
    });

    float[] probabilities = new float[FashionMlp.OutputSize];
    network.Predict(test.Input(0), probabilities);
    int predicted = Array.IndexOf(probabilities, probabilities.Max());
    Console.WriteLine($"Test image 0: {names[predicted]} with {100 * probabilities[predicted]:F1} % (it is {names[test.Target(0)[0]]}).");

    Console.WriteLine();
    Console.WriteLine($"Program size:     {new FileInfo(Environment.ProcessPath!).Length / 1e6:F2} MB, 256-bit vectors {(Vector256.IsHardwareAccelerated ? "on" : "OFF")}");
    Console.WriteLine($"First step after: {(untilFirstStep is { } time ? $"{time.TotalMilliseconds:F1} ms" : "unknown; start it with run.sh")}");
    Console.WriteLine($"Resident memory:  {Environment.WorkingSet / 1e6:F0} MB, of which the images {4e-6 * (train.Inputs.Length + test.Inputs.Length):F0} MB");
    return 0;
}
catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
