using System.Numerics.Tensors;

namespace DeepNet.Peers.PlainFramework;

/// <summary>Adam (Kingma and Ba 2014, arXiv:1412.6980).</summary>
internal sealed class Adam(IReadOnlyList<Parameter> parameters, float learningRate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f)
{
    private readonly Tensor[] _means = [.. parameters.Select(p => new Tensor(p.Value.Shape))];
    private readonly Tensor[] _squares = [.. parameters.Select(p => new Tensor(p.Value.Shape))];
    private int _step;

    public void ZeroGradients()
    {
        foreach (Parameter parameter in parameters)
        {
            Array.Clear(parameter.Gradient.Data);
        }
    }

    public void Step()
    {
        _step++;
        float meanCorrection = 1 - MathF.Pow(beta1, _step);
        float squareCorrection = 1 - MathF.Pow(beta2, _step);
        for (int i = 0; i < parameters.Count; i++)
        {
            Span<float> value = parameters[i].Value.Data;
            Span<float> gradient = parameters[i].Gradient.Data;
            Span<float> mean = _means[i].Data;
            Span<float> square = _squares[i].Data;
            Span<float> change = new Tensor(parameters[i].Value.Shape).Data;

            TensorPrimitives.Multiply(mean, beta1, mean);
            TensorPrimitives.MultiplyAdd(gradient, 1 - beta1, mean, mean);

            TensorPrimitives.Multiply(gradient, gradient, change);
            TensorPrimitives.Multiply(square, beta2, square);
            TensorPrimitives.MultiplyAdd(change, 1 - beta2, square, square);

            TensorPrimitives.Divide(square, squareCorrection, change);
            TensorPrimitives.Sqrt(change, change);
            TensorPrimitives.Add(change, epsilon, change);
            TensorPrimitives.Divide(mean, change, change);
            TensorPrimitives.MultiplyAdd(change, -learningRate / meanCorrection, value, value);
        }
    }
}
