namespace DeepNet.Training;

/// <summary>The mean loss of batches, each with the weight that the network gives it.</summary>
internal struct MeanLoss
{
    private double _sum;
    private double _weights;

    /// <summary>The mean; 0 if nothing counted, as for a single batch in which nothing counts.</summary>
    public readonly double Value => _weights > 0 ? _sum / _weights : 0;

    /// <summary>Adds a batch.</summary>
    /// <param name="loss">Its mean loss.</param>
    /// <param name="weight">What it counts.</param>
    public void Add(double loss, double weight)
    {
        _sum += loss * weight;
        _weights += weight;
    }
}
