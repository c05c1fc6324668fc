using DeepNet.Data;
using DeepNet.Training;

namespace Programs;

/// <summary>Logistic regression: is a tumour benign or malignant?</summary>
internal sealed class LogisticRegressionProgram : SampleProgram
{
    public override string Number => "10";

    public override string Name => "logistic-regression";

    public override string Title => "Logistic regression: is a tumour benign or malignant?";

    public override string Measure => "test accuracy";

    public override ProgramResult Run(bool quick)
    {
        (Dataset<float, float> train, Dataset<float, float> test) = Tables.BreastCancer();
        LogisticRegressionNetwork network = new(Seed);
        double seconds = Learning.Fit(network, train, epochs: quick ? 10 : 50, batchSize: 32, Seed);
        double accuracy = Trainer.Evaluate<LogisticRegressionNetwork, float, float, float>(network, test, new BinaryAccuracy<float>()).Metric;
        return new(accuracy, quick ? 0.94 : 0.96, seconds);
    }
}
