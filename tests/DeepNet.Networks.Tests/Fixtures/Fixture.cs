using System.Globalization;
using System.Numerics;
using DeepNet.Serialization;

namespace DeepNet.Networks.Tests.Fixtures;

/// <summary>What PyTorch computed for one network; parity/make_fixtures.py says what is in the file.</summary>
internal sealed class Fixture<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Behind the names of networks in double precision, each of which has one fixture with its twin.
    private const string Twin = "Double";
    private readonly SafetensorsFile _file;
    private readonly string _name;
    private readonly int _longestSum;

    private Fixture(string name, SafetensorsFile file)
    {
        _name = name;
        _file = file;
        Parameters = ReadShapes(file.Metadata["parameters"]);
        Buffers = file.Metadata.TryGetValue("buffers", out string? buffers) ? ReadShapes(buffers) : [];
        Frozen = file.Metadata.TryGetValue("frozen", out string? frozen) ? [.. frozen.Split(',')] : [];
        StopsGradients = file.Metadata.ContainsKey("stopsGradients");
        Seed = int.Parse(file.Metadata["seed"], CultureInfo.InvariantCulture);
        _longestSum = int.Parse(file.Metadata["longestSum"], CultureInfo.InvariantCulture);
        int[] sizes = Numbers(file.Metadata["batchSizes"]);
        if (file.Metadata.TryGetValue("recipe", out string? recipe))
        {
            (InitialParameters, First, Steps) = Follow(Numbers(recipe), sizes);
        }
        else
        {
            InitialParameters = [.. Parameters.SelectMany(parameter => Convert(Read($"parameter.{parameter.Name}")))];
            First = ReadBatch("", file["output0"].Shape[0]);
            Batch<T> all = ReadBatch("batches.", sizes.Sum());
            Steps = [.. sizes.Select((size, i) => all.Slice(sizes.Take(i).Sum(), size))];
        }
    }

    /// <summary>The parameter tensors in the order of the network's flat span.</summary>
    public IReadOnlyList<ParameterShape> Parameters { get; }

    /// <summary>The tensors that training changes without a gradient, such as running means; they are in files of weights, not in the flat span.</summary>
    public IReadOnlyList<ParameterShape> Buffers { get; }

    /// <summary>The names of the parameters of frozen layers: their gradients stay zero and they never change.</summary>
    public IReadOnlyCollection<string> Frozen { get; }

    /// <summary>Whether gradients leave out a part of the derivative on purpose, as truncated backpropagation through time does.</summary>
    public bool StopsGradients { get; }

    /// <summary>
    /// Whether PyTorch's loss in training mode is another one than in evaluation: with dropout and statistics of the batch. Then a sample's
    /// gradient depends on the batch around it.
    /// </summary>
    public bool TrainingDiffers => Read("loss")[0] != Read("evaluation")[0];

    /// <summary>Whether the loss of a batch is another number than the mean of the samples' losses, as with labels that do not count.</summary>
    public bool IsCoupled => _file.Metadata.ContainsKey("coupled");

    /// <summary>How far outputs, predictions and the loss may be off.</summary>
    public double ForwardTolerance => Close.Rounding<T>(_longestSum, passes: 1, updates: 0);

    /// <summary>How far gradients may be off.</summary>
    public double GradientTolerance => Close.Rounding<T>(_longestSum, passes: 2, updates: 0);

    /// <summary>How far losses and parameters of the training steps may be off, and what is computed with them.</summary>
    public double TrainingTolerance => Close.Rounding<T>(_longestSum, passes: 2, updates: Steps.Count);

    /// <summary>The seed of the dropout masks.</summary>
    public int Seed { get; }

    public T[] InitialParameters { get; }

    /// <summary>The batch of which outputs and gradients are recorded, as large as the network takes.</summary>
    public Batch<T> First { get; }

    /// <summary>The batches of ten training steps.</summary>
    public IReadOnlyList<Batch<T>> Steps { get; }

    public static Fixture<T> Load(string network)
    {
        string single = typeof(T) == typeof(double) ? network[..^Twin.Length] : network;
        string path = Path.Combine(AppContext.BaseDirectory, "fixtures", single + ".safetensors");
        return new Fixture<T>(network, SafetensorsFile.Read(path));
    }

    /// <summary>A network with the recorded parameters.</summary>
    public Subject<T> CreateSubject(int? seed = null)
    {
        Subject<T> subject = Catalog.Create<T>(_name, seed ?? Seed);
        InitialParameters.CopyTo(subject.Parameters);
        return subject;
    }

    /// <summary>What was recorded is in double precision, whatever the network's is.</summary>
    public double[] Read(string tensor) => _file.ReadDoubles(tensor);

    /// <summary>Zeros for all that <see cref="Subject{T}.Forward"/> writes.</summary>
    public T[][] NewOutputs() => [.. Enumerable.Range(0, Count("output")).Select(i => new T[_file[$"output{i}"].Length])];

    /// <summary>Compares values of all parameters with the recorded <c>prefix.name</c> tensors.</summary>
    public void AssertParameters(string prefix, ReadOnlySpan<T> actual, double tolerance)
    {
        Assert.Equal(InitialParameters.Length, actual.Length);
        foreach (ParameterShape parameter in Parameters)
        {
            T[] values = actual.Slice(parameter.Offset, parameter.Length).ToArray();
            string name = $"{prefix}.{parameter.Name}";
            if (_file.Metadata.TryGetValue($"every.{parameter.Name}", out string? every))
            {
                int columns = parameter.Shape[1];
                T[][] rows = [.. values.Chunk(columns)];
                int step = int.Parse(every, CultureInfo.InvariantCulture);
                Close.AssertRecorded<double>(Read($"sums.{name}"), Sums(rows, columns), tolerance, $"sums.{name}");
                values = [.. rows.Where((_, row) => row % step == 0).SelectMany(static row => row)];
            }

            Close.AssertRecorded<T>(Read(name), values, tolerance, name);
        }
    }

    /// <summary>Frozen parameters are the recorded ones to the bit.</summary>
    public void AssertFrozen(ReadOnlySpan<T> parameters)
    {
        foreach (ParameterShape parameter in Parameters.Where(parameter => Frozen.Contains(parameter.Name)))
        {
            Assert.Equal(InitialParameters.AsSpan(parameter.Offset, parameter.Length), parameters.Slice(parameter.Offset, parameter.Length));
        }
    }

    /// <summary>Compares what a trained network saves besides parameters with the recorded tensors, and what it then computes with them.</summary>
    public void AssertBuffers(Subject<T> trained)
    {
        if (Buffers.Count == 0)
        {
            return;
        }

        SafetensorsFile saved = trained.SaveAndRead();
        foreach (ParameterShape buffer in Buffers)
        {
            Assert.Equal(buffer.Shape, saved[buffer.Name].Shape);
            Close.AssertRecorded<double>(Read($"trained.{buffer.Name}"), saved.ReadDoubles(buffer.Name), TrainingTolerance, buffer.Name);
        }

        Close.AssertRecorded<T>(Read("trained.evaluation"), [trained.Evaluate(First)], TrainingTolerance, "Evaluate after training");
    }

    private static double[] Sums(T[][] rows, int columns) =>
        [.. Enumerable.Range(0, columns).Select(column => rows.Sum(row => double.CreateTruncating(row[column])))];

    private static int[] Numbers(string text) => [.. text.Split(',').Select(static part => int.Parse(part, CultureInfo.InvariantCulture))];

    private static List<ParameterShape> ReadShapes(string text)
    {
        var shapes = new List<ParameterShape>();
        int offset = 0;
        foreach (string[] parts in text.Split(';').Select(static part => part.Split(':')))
        {
            shapes.Add(new ParameterShape(parts[0], Numbers(parts[1]), offset));
            offset += shapes[^1].Length;
        }

        return shapes;
    }

    private int Count(string prefix)
    {
        int count = 0;
        while (_file.Tensors.Any(tensor => tensor.Name == $"{prefix}{count}"))
        {
            count++;
        }

        return count;
    }

    private Batch<T> ReadBatch(string prefix, int count)
    {
        Array[] targets = [.. Enumerable.Range(0, Count(prefix + "target")).Select(i => ReadArray($"{prefix}target{i}"))];
        Array[] inputs = [.. Enumerable.Range(0, Count(prefix + "input")).Select(i => ReadArray($"{prefix}input{i}"))];
        return new Batch<T>(count, inputs, targets);
    }

    private Array ReadArray(string tensor) => _file[tensor].DataType == "I32" ? _file.ReadInt32s(tensor) : Convert(Read(tensor));

    // Every draw is a stream of its own, in the order of the draws in make_fixtures.py.
    private (T[] Parameters, Batch<T> First, Batch<T>[] Steps) Follow(int[] recipe, int[] sizes)
    {
        int stream = 0;
        T[] parameters = [.. Parameters.SelectMany(parameter => Convert(Recipe.Values(parameter.Length, ++stream, 1.0 / 16)))];
        Batch<T> first = Draw(_file["output0"].Shape[0]);
        return (parameters, first, [.. sizes.Select(Draw)]);

        Batch<T> Draw(int count)
        {
            T[] input = Convert(Recipe.Values(count * recipe[0], ++stream, 1.0));
            return new Batch<T>(count, [input], [Recipe.Labels(count, ++stream, recipe[1])]);
        }
    }

    private static T[] Convert(double[] values) => Array.ConvertAll(values, T.CreateTruncating);
}
