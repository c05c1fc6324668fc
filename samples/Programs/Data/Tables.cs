using DeepNet.Data;

namespace Programs;

/// <summary>Two tables of measurements, for regression.</summary>
internal static class Tables
{
    /// <summary>442 patients: ten measurements, and the progression of their diabetes after a year in units of 100 (Efron et al. 2004). 342 are for training.</summary>
    public static (Dataset<float, float> Train, Dataset<float, float> Test) Diabetes()
    {
        double[][] rows = ShippedData.Numbers(ShippedData.Lines("diabetes.csv").Skip(1));
        foreach (double[] row in rows)
        {
            row[^1] /= 100;
        }

        return Standardise(rows, trainingCount: 342);
    }

    /// <summary>569 tumours: thirty measurements, and 1 for benign ones (Street et al. 1993). 419 are for training.</summary>
    public static (Dataset<float, float> Train, Dataset<float, float> Test) BreastCancer() =>
        Standardise(ShippedData.Numbers(ShippedData.Lines("breast-cancer.csv.gz")), trainingCount: 419);

    // Each feature gets the mean 0 and the deviation 1 over the training rows.
    private static (Dataset<float, float> Train, Dataset<float, float> Test) Standardise(double[][] rows, int trainingCount)
    {
        int features = rows[0].Length - 1;
        float[] inputs = new float[rows.Length * features];
        for (int feature = 0; feature < features; feature++)
        {
            double mean = rows.Take(trainingCount).Average(row => row[feature]);
            double deviation = Math.Sqrt(rows.Take(trainingCount).Average(row => Math.Pow(row[feature] - mean, 2)));
            for (int i = 0; i < rows.Length; i++)
            {
                inputs[(i * features) + feature] = (float)((rows[i][feature] - mean) / deviation);
            }
        }

        Dataset<float, float> all = new(inputs, rows.Select(row => (float)row[^1]).ToArray(), features);
        return (all.Slice(0, trainingCount), all.Slice(trainingCount, all.Count - trainingCount));
    }
}
