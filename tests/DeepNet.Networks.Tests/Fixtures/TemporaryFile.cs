namespace DeepNet.Networks.Tests.Fixtures;

/// <summary>A path of its own in the directory for temporary files; what is there is deleted in the end.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"deepnet-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(Path);
}
