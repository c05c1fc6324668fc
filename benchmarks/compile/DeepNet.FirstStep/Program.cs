using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using DeepNet;
using DeepNet.FirstStep;
using DeepNet.Memory;
using DeepNet.Peers.Networks;

// Two arguments: the network, and Stopwatch.GetTimestamp() of the process that started this one; the clock is the machine's, so they can be subtracted.
// With a third, --jit, the time of each method of the JIT follows.
long main = Stopwatch.GetTimestamp();
using JitTimes? times = args.Contains("--jit") ? new JitTimes() : null;
long start = long.Parse(args[1], CultureInfo.InvariantCulture);
switch (args[0])
{
    case "FashionMlp": Measure<FashionMlp, float>(); break;
    case "CartPoleMlp": Measure<CartPoleMlp, float>(); break;
    case "WideMlp": Measure<WideMlp, float>(); break;
    case "LeNet5": Measure<LeNet5, float>(); break;
    case "KerasCnn": Measure<KerasCnn, float>(); break;
    case "Lstm2x64": Measure<Lstm2x64, float>(); break;
    case "Gpt2x128": Measure<Gpt2x128, int>(); break;
    case "ResNet20": Measure<ResNet20, float>(); break;
    default: throw new ArgumentException($"There is no network '{args[0]}'.");
}

times?.Write(Console.Out);

void Measure<TNetwork, TInput>()
    where TNetwork : ITrainable<TNetwork, TInput, float, int>
    where TInput : unmanaged
{
    const int batch = 32;
    TInput[] inputs = new TInput[batch * TNetwork.InputSize];
    int[] labels = new int[batch * TNetwork.TargetSize];
    long before = Stopwatch.GetTimestamp();
    TNetwork network = TNetwork.Create(seed: 1);
    long made = Stopwatch.GetTimestamp();
    network.TrainStep(inputs, labels);
    long first = Stopwatch.GetTimestamp();
    double jit = JitInfo.GetCompilationTime().TotalMilliseconds;
    long methods = JitInfo.GetCompiledMethodCount();
    long again = Stopwatch.GetTimestamp();
    network.TrainStep(inputs, labels);
    long second = Stopwatch.GetTimestamp();

    // From the start: Main, the network, the first step. Then the second step, the JIT's time and its methods.
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{Milliseconds(start, main)};{Milliseconds(before, made)};{Milliseconds(made, first)};{Milliseconds(start, first)};{Milliseconds(again, second)};{jit};{methods}"));
}

static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;
