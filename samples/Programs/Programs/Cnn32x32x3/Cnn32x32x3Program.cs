using DeepNet.Data;

namespace Programs;

/// <summary>The CNN of Keras's CIFAR-10 tutorial on colour pictures of 32 × 32: to which of 8 groups does an emoji belong?</summary>
internal sealed class Cnn32x32x3Program : SampleProgram
{
    public override string Number => "11";

    public override string Name => "cnn-32x32x3";

    public override string Title => "The CNN of Keras's CIFAR-10 tutorial on colour pictures of 32 × 32: to which of 8 groups does an emoji belong?";

    public override string Measure => "test accuracy";

    public override ProgramResult Run(bool quick)
    {
        Dataset<float, int> train = ShippedData.Images("emoji-train-images.idx.gz", "emoji-train-labels.idx.gz");
        Dataset<float, int> test = ShippedData.Images("emoji-test-images.idx.gz", "emoji-test-labels.idx.gz");
        return Learning.Classify(new Cnn32x32x3Network(Seed), train, test, epochs: quick ? 5 : 15, batchSize: 32, bar: quick ? 0.25 : 0.40, Seed);
    }
}
