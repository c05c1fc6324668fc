namespace DeepNet.Peers;

/// <summary>The batches that both sides go through in turn, the same numbers for both.</summary>
/// <remarks>
/// Inputs have mean 0 and variance 1, as one normalises them. Every batch comes a second time with other labels: the loss then cannot reach
/// zero, however long the measurement trains, and no side ends up with the subnormal gradients of a network that has learnt its data by heart.
/// </remarks>
internal sealed class Workload
{
    private const int MostDistinctBatches = 16;
    private const int MostDistinctInputs = 1 << 25;

    /// <param name="inputSize">The inputs of a sample.</param>
    /// <param name="labels">The labels of a sample.</param>
    /// <param name="classes">The classes, and for tokens the vocabulary.</param>
    /// <param name="batch">The samples of a batch.</param>
    /// <param name="seed">Decides the numbers.</param>
    public Workload(int inputSize, int labels, int classes, int batch, int seed)
    {
        Random random = new(seed);
        InputsPerBatch = batch * inputSize;
        LabelsPerBatch = batch * labels;

        // Batches of many large images would fill the memory.
        int distinctBatches = Math.Clamp(MostDistinctInputs / InputsPerBatch, 1, MostDistinctBatches);
        Batches = 2 * distinctBatches;
        Inputs = new float[Batches * InputsPerBatch];
        Tokens = new int[Batches * InputsPerBatch];
        Labels = new int[Batches * LabelsPerBatch];
        int half = distinctBatches * InputsPerBatch;
        for (int i = 0; i < half; i++)
        {
            Inputs[i] = Inputs[i + half] = Normal(random);
            Tokens[i] = Tokens[i + half] = random.Next(classes);
        }

        int halfLabels = distinctBatches * LabelsPerBatch;
        for (int i = 0; i < halfLabels; i++)
        {
            Labels[i] = random.Next(classes);
            Labels[i + halfLabels] = (Labels[i] + 1) % classes;
        }
    }

    /// <summary>The batches in one round of the data.</summary>
    public int Batches { get; }

    public int InputsPerBatch { get; }

    public int LabelsPerBatch { get; }

    /// <summary>All inputs, batch after batch.</summary>
    public float[] Inputs { get; }

    /// <summary>As <see cref="Inputs"/>, for networks that take tokens.</summary>
    public int[] Tokens { get; }

    /// <summary>All labels, batch after batch.</summary>
    public int[] Labels { get; }

    /// <summary>The inputs of one batch, numbers or tokens.</summary>
    public ReadOnlySpan<TInput> Batch<TInput>(int batch)
    {
        TInput[] all = typeof(TInput) == typeof(int) ? (TInput[])(object)Tokens : (TInput[])(object)Inputs;
        return all.AsSpan(batch * InputsPerBatch, InputsPerBatch);
    }

    /// <summary>A normal number (Box and Muller 1958).</summary>
    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
