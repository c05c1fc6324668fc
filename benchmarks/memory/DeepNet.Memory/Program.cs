using System.Diagnostics;
using System.Globalization;
using DeepNet.Memory;

// The peak of a process never falls, so what it was before the network was made is taken off.
const int Batch = 64;
long before = PeakBytes();
ResNet20 network = new(seed: 1);
Random random = new(1);
float[] images = new float[Batch * ResNet20.InputSize];
int[] labels = new int[Batch];
for (int i = 0; i < images.Length; i++)
{
    images[i] = (float)random.NextDouble();
}

for (int i = 0; i < labels.Length; i++)
{
    labels[i] = random.Next(10);
}

float loss = 0;
long started = Stopwatch.GetTimestamp();
for (int step = 0; step < 3; step++)
{
    loss = network.TrainStep(images, labels);
}

double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds / 3;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"DeepNet;{ResNet20.ParameterCount};{ResNet20.TrainingBytes};{PeakBytes() - before};{loss:F4};{seconds:F3}"));

static long PeakBytes()
{
    string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
    return long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
}
