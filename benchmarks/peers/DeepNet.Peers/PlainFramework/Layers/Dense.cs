namespace DeepNet.Peers.PlainFramework.Layers;

/// <summary>y = x Wᵀ + b, with a row of W for each unit.</summary>
internal sealed class Dense(int inputs, int units) : Layer
{
    private Tensor? _input;

    public Parameter Weight { get; } = new(units, inputs);

    public Parameter Bias { get; } = new(units);

    public override Tensor Forward(Tensor input)
    {
        _input = input;
        return MatrixProduct.TimesTransposed(input, Weight.Value, Bias.Value);
    }

    public override Tensor? Backward(Tensor outputGradient)
    {
        MatrixProduct.AddTransposedTimes(outputGradient, _input!, Weight.Gradient);
        MatrixProduct.AddRows(outputGradient, Bias.Gradient);
        return NeedsInputGradient ? MatrixProduct.Times(outputGradient, Weight.Value) : null;
    }
}
