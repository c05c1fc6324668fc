namespace DeepNet;

/// <summary>Base of the attributes that declare a layer. Layers run in source order.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// Names this layer's output, so that later layers and losses can refer to it, and the property that shows its parameters.
    /// Default: the kind of layer and its number, as in <c>Dense2</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>The name of the layer or input that this layer takes. Default: the layer before it, or the input.</summary>
    public string? From { get; set; }
}
