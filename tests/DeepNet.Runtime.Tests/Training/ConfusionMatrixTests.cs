using DeepNet.Training;

namespace DeepNet.Runtime.Tests.Training;

public sealed class ConfusionMatrixTests
{
    // The example of scikit-learn's classification_report: y_true = [0, 1, 2, 2, 2], y_pred = [0, 0, 2, 2, 1].
    private static ConfusionMatrix Example()
    {
        ConfusionMatrix matrix = new(3);
        int[] actual = [0, 1, 2, 2, 2];
        int[] predicted = [0, 0, 2, 2, 1];
        for (int i = 0; i < actual.Length; i++)
        {
            matrix.Add(actual[i], predicted[i]);
        }

        return matrix;
    }

    [Fact]
    public void Figures_are_those_of_scikit_learn()
    {
        ConfusionMatrix matrix = Example();
        Assert.Equal(5, matrix.Count);
        Assert.Equal(0.6, matrix.Accuracy, 12);
        Assert.Equal([0.5, 0, 1], Enumerable.Range(0, 3).Select(matrix.Precision));
        Assert.Equal([1, 0, 2.0 / 3], Enumerable.Range(0, 3).Select(matrix.Recall));
        Assert.Equal([2.0 / 3, 0, 0.8], Enumerable.Range(0, 3).Select(matrix.F1));
        Assert.Equal(((2.0 / 3) + 0.8) / 3, matrix.MacroF1, 12);
        Assert.Equal((1, 1, 2), (matrix[1, 0], matrix[2, 1], matrix[2, 2]));
    }

    // f1_score(actual, predicted, average="macro", zero_division=0) of scikit-learn 1.2.1.
    [Theory]
    [InlineData(new[] { 0, 2, 2, 5, 5, 5 }, new[] { 0, 2, 7, 5, 5, 2 }, 0.575)]
    [InlineData(new[] { 3, 3 }, new[] { 3, 3 }, 1.0)]
    [InlineData(new[] { 1, 1 }, new[] { 4, 4 }, 0.0)]
    [InlineData(new[] { 0, 1, 2, 2, 2 }, new[] { 0, 0, 2, 2, 1 }, 0.48888888888888893)]
    public void Macro_F1_is_over_the_classes_that_occur(int[] actual, int[] predicted, double expected)
    {
        ConfusionMatrix matrix = new(10);
        for (int i = 0; i < actual.Length; i++)
        {
            matrix.Add(actual[i], predicted[i]);
        }

        Assert.Equal(expected, matrix.MacroF1, 15);
    }

    [Fact]
    public void Without_samples_there_is_no_share() => Assert.Equal((0, 0), (new ConfusionMatrix(3).MacroF1, new ConfusionMatrix(3).Accuracy));

    [Theory]
    [InlineData(46_341)]
    [InlineData(50_000)]
    [InlineData(65_536)]
    [InlineData(2_000_000)]
    public void Many_classes_take_memory_for_those_that_occur(int classes)
    {
        ConfusionMatrix matrix = new(classes);
        matrix.Add(classes - 1, classes - 1);
        matrix.Add(classes - 1, 0);
        matrix.Add(0, classes - 1);
        Assert.Equal((1, 1, 1, 0), (matrix[classes - 1, classes - 1], matrix[classes - 1, 0], matrix[0, classes - 1], matrix[0, 0]));
        Assert.Equal((0.5, 0.5), (matrix.Precision(classes - 1), matrix.Recall(classes - 1)));
        Assert.Equal(0.25, matrix.MacroF1);
        Assert.Throws<ArgumentOutOfRangeException>("predicted", () => matrix.Add(0, classes));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => matrix.F1(classes));
    }

    [Fact]
    public void More_classes_than_an_array_has_places_are_refused() =>
        Assert.Contains("2147483591", Assert.Throws<ArgumentOutOfRangeException>("classCount", () => new ConfusionMatrix(int.MaxValue)).Message);

    [Fact]
    public void Predictions_count_as_their_largest()
    {
        ConfusionMatrix matrix = new(3);
        matrix.Add<float>([0.1f, 0.7f, 0.2f, -1, -2, -3, float.NaN, 0, 1], [1, 2, 2]);
        Assert.Equal((1, 1, 1), (matrix[1, 1], matrix[2, 0], matrix[2, 2]));
    }

    [Fact]
    public void Reset_forgets_everything()
    {
        ConfusionMatrix matrix = Example();
        matrix.Reset();
        Assert.Equal(0, matrix.Count);
        Assert.Equal(0, matrix.Accuracy);
        Assert.Equal(0, matrix[2, 2]);
    }

    [Fact]
    public void Classes_and_lengths_have_to_fit()
    {
        ConfusionMatrix matrix = new(3);
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(0, 3)).Message;
        Assert.Contains("from 0 to 2", message);
        Assert.Contains("predicted=3", message);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(-1, 0));
        Assert.Contains("6 predictions", Assert.Throws<ArgumentException>(() => matrix.Add<float>([1, 2, 3], [0, 1])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(1));
        Assert.Equal(0, matrix.Count);
    }
}
