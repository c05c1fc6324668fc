using DeepNet.Data;

namespace Programs;

/// <summary>Linear regression by gradient descent: how far does a patient's diabetes go in a year?</summary>
internal sealed class LinearRegressionProgram : SampleProgram
{
    public override string Number => "9";

    public override string Name => "linear-regression";

    public override string Title => "Linear regression by gradient descent: how far does a patient's diabetes go in a year?";

    public override string Measure => "test R²";

    // How far below the R² of least squares, the best weights there are for the training patients, gradient descent may stay.
    private const double Tolerance = 0.01;

    public override ProgramResult Run(bool quick)
    {
        (Dataset<float, float> train, Dataset<float, float> test) = Tables.Diabetes();
        LinearRegressionNetwork network = new(Seed);
        double seconds = Learning.Fit(network, train, epochs: quick ? 100 : 400, batchSize: 32, Seed);
        double reached = Determination(Learning.Predict(network, test.Inputs), test.Targets);
        return new(reached, Determination(LeastSquares.Solve(train).Predict(test), test.Targets) - Tolerance, seconds);
    }

    // R²: the share of the targets' variance that the predictions explain.
    private static double Determination(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
    {
        float[] mean = new float[targets.Length];
        Array.Fill(mean, targets.ToArray().Average());
        return 1 - Math.Pow(Learning.RootMeanSquare(predictions, targets) / Learning.RootMeanSquare(mean, targets), 2);
    }
}
