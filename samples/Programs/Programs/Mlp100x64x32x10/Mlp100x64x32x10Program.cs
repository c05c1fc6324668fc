using DeepNet.Data;

namespace Programs;

/// <summary>The perceptron 100-64-32-10 with categorical cross entropy and batches of 32, on Fashion-MNIST images of 10 × 10</summary>
internal sealed class Mlp100x64x32x10Program : SampleProgram
{
    public override string Number => "13";

    public override string Name => "mlp-100-64-32-10";

    public override string Title => "The perceptron 100-64-32-10 with categorical cross entropy and batches of 32, on Fashion-MNIST images of 10 × 10";

    public override string Measure => "test accuracy";

    public override ProgramResult Run(bool quick)
    {
        (Dataset<float, int> train, Dataset<float, int> test) = FashionMnist.Load10x10(shipped: quick);
        Mlp100x64x32x10Network network = new(Seed);
        double seconds = Learning.Fit(network, OneHot(train), epochs: quick ? 2 : 10, batchSize: 32, Seed);
        return new(Learning.Accuracy(Learning.Predict(network, test.Inputs), test.Targets), quick ? 0.70 : 0.84, seconds);
    }

    // A label as probabilities: 1 for its class, 0 for the others.
    private static Dataset<float, float> OneHot(Dataset<float, int> samples)
    {
        int classes = Mlp100x64x32x10Network.OutputSize;
        float[] targets = new float[samples.Count * classes];
        for (int i = 0; i < samples.Count; i++)
        {
            targets[(i * classes) + samples.Targets[i]] = 1;
        }

        return new(samples.Inputs.ToArray(), targets, samples.InputSize, classes);
    }
}
