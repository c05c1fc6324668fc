using System.Numerics;
using DeepNet.Networks.Tests.Fixtures;

namespace DeepNet.Networks.Tests;

/// <summary>The members of a network agree with each other, whatever the numbers are.</summary>
public sealed class ConsistencyTests
{
    private static readonly int[] BatchSizes = [1, 2, 3, 5, 6, 7, 8, 13];

    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SingleTrainStepIsTheSumOfItsParts(string network) => CheckParts<float>(network, 1e-6);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoubleTrainStepIsTheSumOfItsParts(string network) => CheckParts<double>(network, 1e-14);

    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SingleGradientsOfPartsAddUp(string network) => CheckAccumulation<float>(network);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoubleGradientsOfPartsAddUp(string network) => CheckAccumulation<double>(network);

    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SingleRowsDoNotDependOnTheBatch(string network) => CheckRows<float>(network, 1e-6);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoubleRowsDoNotDependOnTheBatch(string network) => CheckRows<double>(network, 1e-14);

    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SingleSeedsDecideEveryBit(string network) => CheckSeeds<float>(network);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoubleSeedsDecideEveryBit(string network) => CheckSeeds<double>(network);

    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SingleTrainingResumesFromAFile(string network) => CheckResume<float>(network);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoubleTrainingResumesFromAFile(string network) => CheckResume<double>(network);

    [Theory, MemberData(nameof(Catalog.Singles), MemberType = typeof(Catalog))]
    public void SingleReadersChangeNothing(string network) => CheckReaders<float>(network);

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void DoubleReadersChangeNothing(string network) => CheckReaders<double>(network);

    private static void CheckParts<T>(string network, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> whole = fixture.CreateSubject();
        Subject<T> parts = fixture.CreateSubject();
        for (int step = 0; step < fixture.Steps.Count; step++)
        {
            T loss = whole.TrainStep(fixture.Steps[step]);
            Close.Assert(loss, parts.TrainInParts(fixture.Steps[step], step, Catalog.AccumulationSteps(network)), tolerance, "loss");
        }

        Close.Assert<T>(whole.Parameters, parts.Parameters, tolerance, "parameters");

        // Updates that follow each gradient at once store none; those that need all of them leave the last step's.
        if (whole.Gradients.IndexOfAnyExcept(T.Zero) >= 0)
        {
            Close.Assert<T>(parts.Gradients, whole.Gradients, tolerance, "gradients");
        }
    }

    // Every batch size in turn, so that all edges of a kernel's rows are met, against the samples one by one.
    private static void CheckAccumulation<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        if (fixture.TrainingDiffers || fixture.IsCoupled)
        {
            return; // A sample's mask depends on its place in the batch, its normalization on all of it, as does the divisor of a coupled loss.
        }

        Subject<T> subject = fixture.CreateSubject();
        foreach (int count in BatchSizes.Where(size => size <= subject.MaxBatch))
        {
            Batch<T> batch = fixture.First.Slice(0, count);
            subject.ZeroGradients();
            T loss = subject.Backward(batch);
            T[] expected = [.. subject.Gradients.ToArray().Select(gradient => gradient * T.CreateChecked(count))];

            subject.ZeroGradients();
            T sum = T.Zero;
            var parts = new T[count][];
            for (int i = 0; i < count; i++)
            {
                T[] before = subject.Gradients.ToArray();
                sum += subject.Backward(batch.Slice(i, 1));
                parts[i] = [.. subject.Gradients.ToArray().Zip(before, static (after, before) => after - before)];
            }

            Close.Assert(loss * T.CreateChecked(count), sum, Close.Tolerance<T>(), $"loss of {count}");
            AssertSum(fixture, expected, subject.Gradients, parts, $"gradient of {count}");
        }
    }

    private static void CheckRows<T>(string network, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> subject = fixture.CreateSubject();
        int[] sizes = [.. fixture.NewOutputs().Select(output => output.Length / fixture.First.Count)];
        foreach (int count in BatchSizes.Where(size => size <= subject.MaxBatch))
        {
            T[][] together = [.. sizes.Select(size => new T[count * size])];
            subject.Forward(fixture.First.Slice(0, count), together);
            T[][] alone = [.. sizes.Select(size => new T[count * size])];
            T[][] row = [.. sizes.Select(static size => new T[size])];
            for (int i = 0; i < count; i++)
            {
                subject.Forward(fixture.First.Slice(i, 1), row);
                for (int head = 0; head < sizes.Length; head++)
                {
                    row[head].CopyTo(alone[head], i * sizes[head]);
                }
            }

            for (int head = 0; head < sizes.Length; head++)
            {
                Close.Assert<T>(alone[head], together[head], tolerance, $"output{head} of {count}");
            }
        }
    }

    private static void CheckSeeds<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        T[] Train(int seed)
        {
            Subject<T> subject = Catalog.Create<T>(network, seed);
            foreach (Batch<T> batch in fixture.Steps)
            {
                subject.TrainStep(batch);
            }

            return subject.Parameters.ToArray();
        }

        T[] first = Train(3);
        Assert.Equal(first, Train(3));
        Assert.NotEqual(first, Train(4));
    }

    private static void CheckResume<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> trained = fixture.CreateSubject();
        Subject<T> resumed = Catalog.Create<T>(network, fixture.Seed + 1);
        using var file = new TemporaryFile();
        foreach (Batch<T> batch in fixture.Steps.Take(4))
        {
            trained.TrainStep(batch);
        }

        trained.Save(file.Path, includeState: true);
        resumed.Load(file.Path);
        foreach (Batch<T> batch in fixture.Steps.Skip(4))
        {
            Assert.Equal(trained.TrainStep(batch), resumed.TrainStep(batch));
        }

        Assert.Equal(trained.Parameters, resumed.Parameters);
        Assert.Equal(trained.Evaluate(fixture.First), resumed.Evaluate(fixture.First));
    }

    private static void CheckReaders<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fixture = Fixture<T>.Load(network);
        Subject<T> subject = fixture.CreateSubject();
        T[][] outputs = fixture.NewOutputs();
        Array[] inputs = [.. fixture.First.Inputs.Select(static input => (Array)input.Clone())];
        subject.Backward(fixture.First);
        T[] gradients = subject.Gradients.ToArray();
        byte[] saved = subject.SaveBytes();
        subject.Forward(fixture.First, outputs);
        subject.Predict(fixture.First, outputs);
        subject.Evaluate(fixture.First);
        Assert.Equal(fixture.InitialParameters, subject.Parameters);
        Assert.Equal(gradients, subject.Gradients);
        Assert.Equal(saved, subject.SaveBytes());

        // TrainStep starts from zero whatever Backward has left, and leaves that alone. Each pass has a dropout mask of its own.
        Subject<T> other = fixture.CreateSubject();
        other.Backward(fixture.First);
        other.ZeroGradients();
        subject.TrainStep(fixture.First);
        other.TrainStep(fixture.First);
        Assert.Equal(gradients, subject.Gradients);
        Assert.Equal(other.Parameters, subject.Parameters);
        Assert.Equal(inputs, fixture.First.Inputs);
    }

    // Where the parts cancel, the sum is small and its error is not: the parts' magnitude is what rounding goes by.
    private static void AssertSum<T>(Fixture<T> fixture, T[] expected, ReadOnlySpan<T> actual, T[][] parts, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ParameterShape parameter in fixture.Parameters)
        {
            double scale = 0;
            double largest = 0;
            for (int i = parameter.Offset; i < parameter.Offset + parameter.Length; i++)
            {
                scale = Math.Max(scale, parts.Sum(part => Math.Abs(double.CreateTruncating(part[i]))));
                largest = Math.Max(largest, Math.Abs(double.CreateTruncating(expected[i] - actual[i])));
            }

            Assert.True(largest <= Close.Tolerance<T>() * scale, $"{what}: {parameter.Name} is off by {largest / scale:e1} of the parts");
        }
    }
}
