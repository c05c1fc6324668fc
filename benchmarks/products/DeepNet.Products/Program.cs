using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using DeepNet;
using DeepNet.Generated;
using DeepNet.Products;

const int Rounds = 41;
const double SliceSeconds = 0.004;

string filter = args.Length > 0 ? args[0] : "";
WorkerTeam.Threads = 1;
Console.WriteLine($"OpenBLAS with its kernels for {OpenBlas.Kernels}; vectors of {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)} bits.");
Console.WriteLine();
Console.WriteLine("| product | M | N | K | OpenBLAS GFLOP/s | DeepNet GFLOP/s | ratio | quartiles |");
Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
Forward(1024, 1024, 1024, (c, a, b, m) => DenseForward_1024x1024_NoBias.Forward(ref c.First, ref a.First, ref b.First, m));
Forward(256, 256, 256, (c, a, b, m) => DenseForward_256x256_NoBias.Forward(ref c.First, ref a.First, ref b.First, m));
foreach (int n in new[] { 1, 32, 128 })
{
    Forward(n, 784, 128, (c, a, b, m) => DenseForward_784x128_NoBias.Forward(ref c.First, ref a.First, ref b.First, m));
    Forward(n, 128, 10, (c, a, b, m) => DenseForward_128x10_NoBias.Forward(ref c.First, ref a.First, ref b.First, m));
    Forward(n, 784, 1024, (c, a, b, m) => DenseForward_784x1024_NoBias.Forward(ref c.First, ref a.First, ref b.First, m));
    Forward(n, 1024, 1024, (c, a, b, m) => DenseForward_1024x1024_NoBias.Forward(ref c.First, ref a.First, ref b.First, m));
    Forward(n, 400, 120, (c, a, b, m) => DenseForward_400x120_NoBias.Forward(ref c.First, ref a.First, ref b.First, m));
    Forward(n, 120, 84, (c, a, b, m) => DenseForward_120x84_NoBias.Forward(ref c.First, ref a.First, ref b.First, m));
    Forward(n, 576, 64, (c, a, b, m) => DenseForward_576x64_NoBias.Forward(ref c.First, ref a.First, ref b.First, m));
    Forward(n, 64, 256, (c, a, b, m) => DenseForward_64x256_NoBias.Forward(ref c.First, ref a.First, ref b.First, m));
    InputGradient(n, 128, 10, (c, a, b, t, m) => DenseInputGradient_128x10.Backward(ref c.First, ref t.First, ref a.First, ref b.First, m));
    InputGradient(n, 1024, 1024, (c, a, b, t, m) => DenseInputGradient_1024x1024.Backward(ref c.First, ref a.First, ref b.First, m));
    InputGradient(n, 400, 120, (c, a, b, t, m) => DenseInputGradient_400x120.Backward(ref c.First, ref a.First, ref b.First, m));
    InputGradient(n, 64, 256, (c, a, b, t, m) => DenseInputGradient_64x256.Backward(ref c.First, ref a.First, ref b.First, m));
    WeightGradient(n, 784, 128, (c, a, b, m) => DenseWeightGradient_784x128.Accumulate(ref c.First, ref a.First, ref b.First, m));
    WeightGradient(n, 128, 10, (c, a, b, m) => DenseWeightGradient_128x10.Accumulate(ref c.First, ref a.First, ref b.First, m));
    WeightGradient(n, 1024, 1024, (c, a, b, m) => DenseWeightGradient_1024x1024.Accumulate(ref c.First, ref a.First, ref b.First, m));
    WeightGradient(n, 400, 120, (c, a, b, m) => DenseWeightGradient_400x120.Accumulate(ref c.First, ref a.First, ref b.First, m));
    WeightGradient(n, 64, 256, (c, a, b, m) => DenseWeightGradient_64x256.Accumulate(ref c.First, ref a.First, ref b.First, m));
}

foreach (int n in new[] { 64, 512, 2048 })
{
    Forward(n, 128, 128, (c, a, b, m) => DenseForward_128x128_NoBias.Forward(ref c.First, ref a.First, ref b.First, m));
    Forward(n, 128, 512, (c, a, b, m) => DenseForward_128x512_NoBias.Forward(ref c.First, ref a.First, ref b.First, m));
    Forward(n, 512, 128, (c, a, b, m) => DenseForward_512x128_NoBias.Forward(ref c.First, ref a.First, ref b.First, m));
    InputGradient(n, 128, 512, (c, a, b, t, m) => DenseInputGradient_128x512.Backward(ref c.First, ref a.First, ref b.First, m));
    InputGradient(n, 512, 128, (c, a, b, t, m) => DenseInputGradient_512x128.Backward(ref c.First, ref a.First, ref b.First, m));
    WeightGradient(n, 128, 512, (c, a, b, m) => DenseWeightGradient_128x512.Accumulate(ref c.First, ref a.First, ref b.First, m));
    WeightGradient(n, 512, 128, (c, a, b, m) => DenseWeightGradient_512x128.Accumulate(ref c.First, ref a.First, ref b.First, m));
}

void Forward(int n, int inputs, int units, Action<Matrix, Matrix, Matrix, int> run) =>
    Measure("forward", false, false, n, units, inputs, 0, run);

void InputGradient(int n, int inputs, int units, Action<Matrix, Matrix, Matrix, Matrix, int> run)
{
    Matrix transposed = new(inputs * units);
    Measure("input gradient", false, true, n, inputs, units, 0, (c, a, b, m) => run(c, a, b, transposed, m));
}

void WeightGradient(int n, int inputs, int units, Action<Matrix, Matrix, Matrix, int> run) =>
    Measure("weight gradient", true, false, inputs, units, n, 1, (c, a, b, _) => run(c, a, b, n));

void Measure(string name, bool aTransposed, bool bTransposed, int m, int n, int k, float beta, Action<Matrix, Matrix, Matrix, int> run)
{
    string shape = string.Create(CultureInfo.InvariantCulture, $"{name} | {m} | {n} | {k}");
    if (!shape.Contains(filter, StringComparison.Ordinal))
    {
        return;
    }

    Matrix a = Matrix.Random(m * k, 1), b = Matrix.Random(k * n, 2), ours = new(m * n), theirs = new(m * n);
    run(ours, a, b, m);
    OpenBlas.Multiply(theirs, a, aTransposed, b, bTransposed, m, n, k, beta);
    for (int i = 0; i < m * n; i++)
    {
        if (!(Math.Abs(ours.Elements[i] - theirs.Elements[i]) <= 1e-5 * Math.Sqrt(k)))
        {
            throw new InvalidOperationException($"{shape}: element {i} is {ours.Elements[i]}, in OpenBLAS {theirs.Elements[i]}.");
        }
    }

    double flops = 2.0 * m * n * k;
    double Time(Action action, int steps)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < steps; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / steps;
    }

    void Ours() => run(ours, a, b, m);
    void Theirs() => OpenBlas.Multiply(theirs, a, aTransposed, b, bTransposed, m, n, k, beta);
    int Steps(Action action) => Math.Max(1, (int)(SliceSeconds / Time(action, Math.Max(3, (int)(1e8 / flops) / 50))));

    // Twice, with a pause in which the JIT replaces the first code.
    Steps(Ours);
    Thread.Sleep(120);
    int ourSteps = Steps(Ours), theirSteps = Steps(Theirs);
    double[] ourTimes = new double[Rounds], theirTimes = new double[Rounds], ratios = new double[Rounds];
    for (int round = 0; round < Rounds; round++)
    {
        ourTimes[round] = Time(Ours, ourSteps);
        theirTimes[round] = Time(Theirs, theirSteps);
        ratios[round] = theirTimes[round] / ourTimes[round];
        ours.Elements.Clear();
        theirs.Elements.Clear();
    }

    Array.Sort(ourTimes);
    Array.Sort(theirTimes);
    Array.Sort(ratios);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {shape} | {flops / theirTimes[Rounds / 2] / 1e9:F1} | {flops / ourTimes[Rounds / 2] / 1e9:F1} | {theirTimes[Rounds / 2] / ourTimes[Rounds / 2]:F2} | {ratios[Rounds / 4]:F2} - {ratios[Rounds * 3 / 4]:F2} |"));
}
