namespace DeepNet.Runtime.Tests.Serialization;

/// <summary>A test of modes, links and special files, which only Unix has.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has no modes.";
        }
    }
}
