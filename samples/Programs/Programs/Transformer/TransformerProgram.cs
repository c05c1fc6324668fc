using DeepNet.Data;

namespace Programs;

/// <summary>A small causal transformer that predicts the next character of The Devil's Dictionary, against a trigram model of the same text.</summary>
internal sealed class TransformerProgram : SampleProgram
{
    private const int Steps = 64;

    // Test windows overlap by half, and only the second half counts, so that every counted character has at least 32 before it.
    private const int TestStride = Steps / 2;

    // 4.58 bits are what it takes to guess by how frequent each character is, without any context.
    private const double QuickBar = 4.0;

    public override string Number => "16";

    public override string Name => "transformer";

    public override string Title => "A small causal transformer predicts the next character of The Devil's Dictionary, against a trigram model of the same text";

    public override string Measure => "bits per character";

    public override bool LessIsBetter => true;

    public override ProgramResult Run(bool quick)
    {
        DevilsDictionary text = DevilsDictionary.Load();
        Dataset<int, int> train = Windows(quick ? text.Train[..60_000] : text.Train, Steps);
        TransformerNetwork network = new(Seed);
        double seconds = Learning.Fit(network, train, epochs: quick ? 2 : 10, batchSize: 32, Seed);
        double trigram = TrigramModel.Train(text.Train, text.Characters.Length).BitsPerCharacter(text.Test);
        return new(BitsPerCharacter(network, Windows(text.Test, TestStride), text.Characters.Length), quick ? QuickBar : trigram, seconds);
    }

    // The characters of a window, and for each step the one that follows.
    private static Dataset<int, int> Windows(int[] tokens, int stride)
    {
        int count = (tokens.Length - Steps + stride - 1) / stride;
        int[] inputs = new int[count * Steps];
        int[] targets = new int[count * Steps];
        for (int window = 0; window < count; window++)
        {
            tokens.AsSpan(window * stride, Steps).CopyTo(inputs.AsSpan(window * Steps));
            tokens.AsSpan((window * stride) + 1, Steps).CopyTo(targets.AsSpan(window * Steps));
        }

        return new(inputs, targets, Steps, Steps);
    }

    private static double BitsPerCharacter(TransformerNetwork network, Dataset<int, int> windows, int vocabulary)
    {
        float[] predictions = Learning.Predict(network, windows.Inputs);
        double bits = 0;
        for (int window = 0; window < windows.Count; window++)
        {
            for (int step = Steps - TestStride; step < Steps; step++)
            {
                int at = (window * Steps) + step;
                bits -= Math.Log2(predictions[(at * vocabulary) + windows.Targets[at]]);
            }
        }

        return bits / (windows.Count * TestStride);
    }
}
