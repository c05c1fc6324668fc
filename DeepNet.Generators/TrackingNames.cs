namespace DeepNet.Generators;

/// <summary>The names of the pipeline's steps, for the tests of incrementality.</summary>
internal static class TrackingNames
{
    public const string Spec = nameof(Spec);
    public const string Caches = nameof(Caches);
    public const string Plan = nameof(Plan);
    public const string Network = nameof(Network);
    public const string Unreported = nameof(Unreported);
    public const string OtherTypes = nameof(OtherTypes);
    public const string Twins = nameof(Twins);
    public const string Kernel = nameof(Kernel);
    public const string Shader = nameof(Shader);
}
