using DeepNet.CompilerServices;

namespace DeepNet.Runtime.Tests.CompilerServices;

public sealed class BatchChecksTests
{
    [Theory]
    [InlineData(784, 1)]
    [InlineData(784 * 5, 5)]
    [InlineData(784 * 128, 128)]
    public void Count_gives_the_samples(int length, int expected) =>
        Assert.Equal(expected, BatchChecks.Count(length, 784, 128, "input"));

    [Theory]
    [InlineData(0)]
    [InlineData(783)]
    [InlineData(785)]
    [InlineData(1000)]
    [InlineData(784 * 129)]
    [InlineData(int.MaxValue)]
    public void Count_refuses_everything_else(int length)
    {
        var exception = Assert.Throws<ArgumentException>("input", () => BatchChecks.Count(length, 784, 128, "input"));
        Assert.StartsWith($"input has {length} elements; expected n * 784 with n from 1 to 128.", exception.Message);
    }

    [Fact]
    public void Length_wants_exactly_n_samples()
    {
        BatchChecks.Length(640, 64, 10, "output");
        var exception = Assert.Throws<ArgumentException>("output", () => BatchChecks.Length(641, 64, 10, "output"));
        Assert.StartsWith("output has 641 elements; expected 64 * 10 = 640.", exception.Message);
    }

    [Fact]
    public void Length_does_not_overflow() =>
        Assert.Throws<ArgumentException>(() => BatchChecks.Length(0, 65536, 65536, "output"));

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Labels_names_position_value_and_range(int label)
    {
        BatchChecks.Labels([0, 9, 5], 10, "labels");
        var exception = Assert.Throws<ArgumentOutOfRangeException>("labels", () => BatchChecks.Labels([0, 9, label, 3], 10, "labels"));
        Assert.StartsWith($"labels[2] is {label}; expected a label from 0 to 9.", exception.Message);
        Assert.Equal(label, exception.ActualValue);
    }

    [Fact]
    public void A_label_that_may_be_ignored_is_named_in_the_message()
    {
        BatchChecks.Labels([0, -100, 9], 10, -100, "labels");
        var exception = Assert.Throws<ArgumentOutOfRangeException>("labels", () => BatchChecks.Labels([0, -1], 10, -100, "labels"));
        Assert.StartsWith("labels[1] is -1; expected a label from 0 to 9, or -100 for one that does not count.", exception.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Tokens_names_position_value_and_range(int token)
    {
        BatchChecks.Tokens([0, 9, 5], 10, "words");
        var exception = Assert.Throws<ArgumentOutOfRangeException>("words", () => BatchChecks.Tokens([0, 9, token, 3], 10, "words"));
        Assert.StartsWith($"words[2] is {token}; expected a token from 0 to 9, since the embedding has 10 rows.", exception.Message);
        Assert.Equal(token, exception.ActualValue);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void Finite_finds_the_first_fault_at_every_position_of_every_length(float fault, string text)
    {
        for (int length = 1; length <= 40; length++)
        {
            for (int position = 0; position < length; position++)
            {
                float[] singles = new float[length];
                double[] doubles = new double[length];
                Array.Fill(singles, -float.MaxValue);
                Array.Fill(doubles, double.Epsilon);
                BatchChecks.Finite<float>(singles, "logits");
                BatchChecks.Finite<double>(doubles, "logits");
                singles[position] = singles[^1] = fault;
                doubles[position] = doubles[^1] = fault;
                string expected = $"logits[{position}] is {text}, the first of {length} values that is not finite.";
                Assert.Equal(expected, Assert.Throws<ArithmeticException>(() => BatchChecks.Finite<float>(singles, "logits")).Message);
                Assert.Equal(expected, Assert.Throws<ArithmeticException>(() => BatchChecks.Finite<double>(doubles, "logits")).Message);
            }
        }
    }

    [Fact]
    public void Loss_must_be_finite()
    {
        BatchChecks.Loss(2.5f);
        BatchChecks.Loss(-1.0);
        foreach (double loss in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            Assert.Contains("No parameter has changed", Assert.Throws<ArithmeticException>(() => BatchChecks.Loss(loss)).Message, StringComparison.Ordinal);
            Assert.Throws<ArithmeticException>(() => BatchChecks.Loss((float)loss));
        }
    }

    [Fact]
    public void Learning_rate_is_finite_and_not_negative()
    {
        BatchChecks.LearningRate(0f);
        BatchChecks.LearningRate(1e-3);
        foreach (double rate in new[] { -1e-9, double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>("value", () => BatchChecks.LearningRate(rate));
            Assert.Throws<ArgumentOutOfRangeException>("value", () => BatchChecks.LearningRate((float)rate));
        }
    }

    [Fact]
    public void A_check_that_succeeds_allocates_nothing()
    {
        float[] singles = new float[1000];
        double[] doubles = new double[1000];
        int[] labels = new int[100];
        long allocated = 0;
        for (int i = 0; i < 100; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            BatchChecks.Count(784 * 3, 784, 128, "input");
            BatchChecks.Length(30, 3, 10, "output");
            BatchChecks.Labels(labels, 10, "labels");
            BatchChecks.Finite<float>(singles, "singles");
            BatchChecks.Finite<double>(doubles, "doubles");
            BatchChecks.Loss(1f);
            BatchChecks.Loss(1.0);
            BatchChecks.LearningRate(1f);
            BatchChecks.LearningRate(1.0);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }
}
