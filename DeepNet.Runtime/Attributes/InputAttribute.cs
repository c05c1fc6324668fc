namespace DeepNet;

/// <summary>Declares an input of the network: its shape for one sample, without the batch dimension.</summary>
/// <remarks>
/// <c>Input(n)</c> is a vector, <c>Input(steps, features)</c> a sequence, <c>Input(height, width, channels)</c> an image and
/// <c>Input(depth, height, width, channels)</c> a volume, channels last.
/// Samples follow each other in memory, row-major.
/// </remarks>
/// <param name="shape">One to four sizes, each at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>The sizes of one sample, outermost first.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>
    /// Whether the input holds integers, such as the tokens of a text, which an embedding turns into vectors. The network then
    /// takes <c>ReadOnlySpan&lt;int&gt;</c>. Default false.
    /// </summary>
    public bool Integer { get; set; }

    /// <summary>The name by which <see cref="LayerAttribute.From"/> refers to it. Needed when there are several inputs. Default <c>"input"</c>.</summary>
    public string? Name { get; set; }
}
