using DeepNet.Networks.Tests.Fixtures;
using DeepNet.Serialization;

namespace DeepNet.Networks.Tests.Subjects;

/// <summary>A network behind one face, however many inputs and heads it has, so that a test is written once for all networks.</summary>
internal abstract class Subject<T>
    where T : unmanaged
{
    public abstract int MaxBatch { get; }

    public abstract int ParameterCount { get; }

    public abstract int InputSize { get; }

    public abstract int OutputSize { get; }

    public abstract T LearningRate { get; set; }

    public abstract Span<T> Parameters { get; }

    public abstract Span<T> Gradients { get; }

    public abstract void Forward(Batch<T> batch, T[][] outputs);

    public abstract void Predict(Batch<T> batch, T[][] predictions);

    public abstract T Evaluate(Batch<T> batch);

    public abstract T Backward(Batch<T> batch);

    public abstract T TrainStep(Batch<T> batch);

    public abstract void ApplyGradients();

    public abstract void ZeroGradients();

    public abstract void Save(string path, bool includeState);

    public abstract void Load(string path);

    /// <summary>The weights that <see cref="Save"/> writes.</summary>
    public SafetensorsFile SaveAndRead()
    {
        using var file = new TemporaryFile();
        Save(file.Path, includeState: false);
        return SafetensorsFile.Read(file.Path);
    }

    /// <summary>The file of everything that the network is.</summary>
    public byte[] SaveBytes()
    {
        using var file = new TemporaryFile();
        Save(file.Path, includeState: true);
        return File.ReadAllBytes(file.Path);
    }
}
