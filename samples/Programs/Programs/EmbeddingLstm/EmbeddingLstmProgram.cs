using DeepNet.Data;

namespace Programs;

/// <summary>Next month's temperature of the sea off Peru from the last 24 months in ten levels, with an embedding, an LSTM and the mean squared error.</summary>
internal sealed class EmbeddingLstmProgram : SampleProgram
{
    private const int Months = 24;
    private const int TestMonths = 144;
    private const int Levels = 10;

    public override string Number => "12";

    public override string Name => "embedding-lstm";

    public override string Title => "Embedding(10, 8), LSTM(32), Dense(1): next month's temperature of the sea off Peru from the last 24 months in ten levels";

    public override string Measure => "test error in °C";

    public override bool LessIsBetter => true;

    public override ProgramResult Run(bool quick)
    {
        float[] temperatures = SeaTemperatures.Load();
        int trainingMonths = temperatures.Length - TestMonths;
        double mean = temperatures.Take(trainingMonths).Average();
        double deviation = Math.Sqrt(temperatures.Take(trainingMonths).Average(t => Math.Pow(t - mean, 2)));
        int[] levels = Quantise(temperatures, temperatures.Take(trainingMonths).Min(), temperatures.Take(trainingMonths).Max());

        int windows = temperatures.Length - Months;
        int[] inputs = [.. Enumerable.Range(0, windows).SelectMany(first => levels.Skip(first).Take(Months))];
        float[] targets = [.. temperatures.Skip(Months).Select(t => (float)((t - mean) / deviation))];
        Dataset<int, float> all = new(inputs, targets, Months);
        Dataset<int, float> train = all.Slice(0, windows - TestMonths);
        Dataset<int, float> test = all.Slice(train.Count, TestMonths);

        EmbeddingLstmNetwork network = new(Seed);
        double seconds = Learning.Fit(network, train, epochs: quick ? 10 : 20, batchSize: 32, Seed);
        double error = Learning.RootMeanSquare(Learning.Predict(network, test.Inputs), test.Targets) * deviation;
        return new(error, BestWithoutNetwork(temperatures, trainingMonths), seconds);
    }

    // Levels of equal width; what is colder or warmer than all training months belongs to the outer ones.
    private static int[] Quantise(float[] temperatures, float lowest, float highest) =>
        [.. temperatures.Select(t => Math.Clamp((int)((t - lowest) / (highest - lowest) * Levels), 0, Levels - 1))];

    // Two guesses that need no network: as last month, and as this month's mean over the training years. The better one is the bar.
    private static double BestWithoutNetwork(float[] temperatures, int trainingMonths)
    {
        float[] byMonth = [.. Enumerable.Range(0, 12).Select(month => temperatures.Take(trainingMonths).Where((_, i) => i % 12 == month).Average())];
        float[] asAlways = [.. Enumerable.Range(trainingMonths, TestMonths).Select(i => byMonth[i % 12])];
        ReadOnlySpan<float> test = temperatures.AsSpan(trainingMonths);
        return Math.Min(
            Learning.RootMeanSquare(temperatures.AsSpan(trainingMonths - 1, TestMonths), test), Learning.RootMeanSquare(asAlways, test));
    }
}
