namespace DeepNet;

/// <summary>Base of the attributes that declare what training minimises. The loss is the mean over the samples of a batch.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LossAttribute : Attribute
{
    private protected LossAttribute()
    {
    }

    /// <summary>The name of the layer that the loss is taken of. Default: the layer before it.</summary>
    public string? From { get; set; }

    /// <summary>The factor of this loss in the sum of the losses. Default 1.</summary>
    public float Weight { get; set; } = 1f;
}
