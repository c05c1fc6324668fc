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

    /// <summary>
    /// Whether the layer's parameters stay as they are: no code for their gradients is emitted, and their part of <c>Gradients</c> stays zero. On a
    /// composition it holds for all layers in it. Default false.
    /// </summary>
    public bool Freeze { get; set; }

    /// <summary>
    /// The name of an earlier layer of the same kind and sizes whose parameters this one uses, or of an earlier composition of the same block. The
    /// gradients of all uses are added up. Default: parameters of its own.
    /// </summary>
    public string? SharedWith { get; set; }

    /// <summary>The factor of the optimizer's learning rate for this layer's parameters, finite and at least 0. On a composition it holds for all layers in it; the product must be finite too. Default 1.</summary>
    public float LearningRateScale { get; set; } = 1f;
}
