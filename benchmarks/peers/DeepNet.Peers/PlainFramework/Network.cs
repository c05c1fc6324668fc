using System.Reflection;

namespace DeepNet.Peers.PlainFramework;

/// <summary>A network: the fields of a derived class that are layers, one after the other as declared.</summary>
internal abstract class Network
{
    private readonly Layer[] _layers;

    /// <param name="inputShape">The shape of a sample.</param>
    protected Network(params int[] inputShape)
    {
        InputShape = inputShape;
        _layers =
        [
            .. GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
                .Where(f => f.FieldType.IsAssignableTo(typeof(Layer)))
                .OrderBy(f => f.MetadataToken)
                .Select(f => (Layer)f.GetValue(this)!),
        ];
        _layers[0].NeedsInputGradient = false;
        Parameters = [.. _layers.SelectMany(l => l.Parameters)];
    }

    public int[] InputShape { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public Tensor Forward(Tensor input) => _layers.Aggregate(input, (x, layer) => layer.Forward(x));

    public void Backward(Tensor outputGradient)
    {
        Tensor? gradient = outputGradient;
        for (int i = _layers.Length - 1; i >= 0; i--)
        {
            gradient = _layers[i].Backward(gradient!);
        }
    }
}
