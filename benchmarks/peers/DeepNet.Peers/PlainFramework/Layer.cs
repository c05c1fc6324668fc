using System.Reflection;

namespace DeepNet.Peers.PlainFramework;

/// <summary>A layer. It keeps what its <see cref="Backward"/> needs.</summary>
internal abstract class Layer
{
    /// <summary>Whether <see cref="Backward"/> has to return a gradient; the first layer of a network need not.</summary>
    public bool NeedsInputGradient { get; set; } = true;

    /// <summary>The parameters, which are the properties of that type, in the order of their declaration.</summary>
    public IReadOnlyList<Parameter> Parameters =>
    [
        .. GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(p => p.PropertyType == typeof(Parameter))
            .OrderBy(p => p.MetadataToken)
            .Select(p => (Parameter)p.GetValue(this)!),
    ];

    public abstract Tensor Forward(Tensor input);

    /// <summary>Adds to the gradients of the parameters and returns that of the input of the last <see cref="Forward"/>.</summary>
    public abstract Tensor? Backward(Tensor outputGradient);
}
