using DeepNet.Networks.Tests.Fixtures;

namespace DeepNet.Networks.Tests;

/// <summary>
/// Backward is the derivative of the loss: central differences of fourth order, in double precision, on up to 200 elements of each parameter.
/// The parity tests hold the same gradients against PyTorch; this test needs no second implementation.
/// </summary>
/// <remarks>
/// A difference must not step over a kink: ReLU, LeakyReLU, PReLU, Elu with alpha other than 1 and Selu at 0; HardSwish at -3 and 3; the mean
/// absolute error at 0; Huber's loss at ±delta, where the second derivative jumps. The first batch of every fixture keeps its distance there
/// (KINK_MARGIN in parity/make_fixtures.py).
/// </remarks>
public sealed class GradientCheckTests
{
    private const double Step = 1.0 / (1 << 14);
    private const double Tolerance = 1e-6;
    private const int SampleSize = 200;

    // The rounding of the loss, 1e-16 of it, divided by the step hides smaller derivatives; they are compared with this share of the largest one.
    private const double Floor = 1e-3;

    [Theory, MemberData(nameof(Catalog.Doubles), MemberType = typeof(Catalog))]
    public void GradientsAreTheDerivativesOfTheLoss(string network)
    {
        var fixture = Fixture<double>.Load(network);
        if (fixture.StopsGradients)
        {
            // Not the derivative of the loss, by declaration; the parity tests hold it against PyTorch's detach.
            return;
        }

        Subject<double> subject = fixture.CreateSubject();
        subject.Backward(fixture.First);
        double[] gradients = subject.Gradients.ToArray();
        double floor = Floor * gradients.Max(Math.Abs);

        // With dropout, only Backward of a new network repeats a mask, and statistics of the batch are Backward's alone; where PyTorch's two losses
        // are the same, Evaluate gives it faster, and the parity tests hold both to it.
        Func<double> loss = fixture.TrainingDiffers
            ? () => NewLossWith(fixture, subject.Parameters)
            : () => subject.Evaluate(fixture.First);

        foreach (ParameterShape parameter in fixture.Parameters.Where(parameter => !fixture.Frozen.Contains(parameter.Name)))
        {
            foreach (int element in Sample(parameter.Length))
            {
                int index = parameter.Offset + element;
                double expected = Derivative(subject, index, loss);
                double scale = Math.Max(Math.Max(Math.Abs(expected), Math.Abs(gradients[index])), floor);
                double error = Math.Abs(expected - gradients[index]) / scale;
                Assert.True(error <= Tolerance, $"{parameter.Name}[{element}] has gradient {gradients[index]:r}, differences give {expected:r}: off by {error:e1}");
            }
        }
    }

    // The five-point stencil: (f(-2h) - 8 f(-h) + 8 f(h) - f(2h)) / 12h.
    private static double Derivative(Subject<double> subject, int index, Func<double> loss)
    {
        double value = subject.Parameters[index];
        double At(int steps)
        {
            subject.Parameters[index] = value + (steps * Step);
            return loss();
        }

        double derivative = (At(-2) - At(2) + (8 * (At(1) - At(-1)))) / (12 * Step);
        subject.Parameters[index] = value;
        return derivative;
    }

    private static double NewLossWith(Fixture<double> fixture, ReadOnlySpan<double> parameters)
    {
        Subject<double> subject = fixture.CreateSubject();
        parameters.CopyTo(subject.Parameters);
        return subject.Backward(fixture.First);
    }

    private static IEnumerable<int> Sample(int length)
    {
        if (length <= SampleSize)
        {
            return Enumerable.Range(0, length);
        }

        var random = new Random(length);
        return Enumerable.Range(0, SampleSize).Select(_ => random.Next(length));
    }
}
