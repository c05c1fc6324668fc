using System.Numerics;

namespace DeepNet.Networks.Tests.Subjects;

/// <summary>What does not depend on the number of inputs and heads.</summary>
internal abstract class Subject<TNetwork, T>(int seed) : Subject<T>
    where TNetwork : class, INetwork<TNetwork>, INetworkUnderTest<T>
    where T : unmanaged
{
    public override int MaxBatch => TNetwork.MaxBatch;

    public override int ParameterCount => TNetwork.ParameterCount;

    public override int InputSize => TNetwork.InputSize;

    public override int OutputSize => TNetwork.OutputSize;

    public override T LearningRate
    {
        get => Network.LearningRate;
        set => Network.LearningRate = value;
    }

    public override Span<T> Parameters => Network.Parameters;

    public override Span<T> Gradients => Network.Gradients;

    protected TNetwork Network { get; } = TNetwork.Create(seed);

    public override void ApplyGradients() => Network.ApplyGradients();

    public override void ZeroGradients() => Network.ZeroGradients();

    public override void Save(string path, bool includeState) => Network.Save(path, includeState);

    public override void Load(string path) => Network.Load(path);
}

internal sealed class OneHeadSubject<TNetwork, T, TTarget>(int seed) : Subject<TNetwork, T>(seed)
    where TNetwork : class, ITrainable<TNetwork, T, TTarget>, IOneHeadNetwork<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    public override void Forward(Batch<T> batch, T[][] outputs) => Network.Forward(batch.Input(0), outputs[0]);

    public override void Predict(Batch<T> batch, T[][] predictions) => Network.Predict(batch.Input(0), predictions[0]);

    public override T Evaluate(Batch<T> batch) => Network.Evaluate(batch.Input(0), batch.Target<TTarget>(0));

    public override T Backward(Batch<T> batch) => Network.Backward(batch.Input(0), batch.Target<TTarget>(0));

    public override T TrainStep(Batch<T> batch) => Network.TrainStep(batch.Input(0), batch.Target<TTarget>(0));
}

internal sealed class TokenSubject<TNetwork, T, TTarget>(int seed) : Subject<TNetwork, T>(seed)
    where TNetwork : class, INetwork<TNetwork>, ITokenNetwork<T, TTarget>
    where T : unmanaged
{
    public override void Forward(Batch<T> batch, T[][] outputs) => Network.Forward(batch.Input<int>(0), outputs[0]);

    public override void Predict(Batch<T> batch, T[][] predictions) => Network.Predict(batch.Input<int>(0), predictions[0]);

    public override T Evaluate(Batch<T> batch) => Network.Evaluate(batch.Input<int>(0), batch.Target<TTarget>(0));

    public override T Backward(Batch<T> batch) => Network.Backward(batch.Input<int>(0), batch.Target<TTarget>(0));

    public override T TrainStep(Batch<T> batch) => Network.TrainStep(batch.Input<int>(0), batch.Target<TTarget>(0));
}

internal sealed class MaskedSubject<TNetwork, T, TTarget>(int seed) : Subject<TNetwork, T>(seed)
    where TNetwork : class, INetwork<TNetwork>, IMaskedNetwork<T, TTarget>
    where T : unmanaged
{
    public override void Forward(Batch<T> batch, T[][] outputs) => Network.Forward(batch.Input(0), batch.Input<int>(1), outputs[0]);

    public override void Predict(Batch<T> batch, T[][] predictions) => Network.Predict(batch.Input(0), batch.Input<int>(1), predictions[0]);

    public override T Evaluate(Batch<T> batch) => Network.Evaluate(batch.Input(0), batch.Input<int>(1), batch.Target<TTarget>(0));

    public override T Backward(Batch<T> batch) => Network.Backward(batch.Input(0), batch.Input<int>(1), batch.Target<TTarget>(0));

    public override T TrainStep(Batch<T> batch) => Network.TrainStep(batch.Input(0), batch.Input<int>(1), batch.Target<TTarget>(0));
}

internal sealed class TwoInputSubject<TNetwork, T, TTarget>(int seed) : Subject<TNetwork, T>(seed)
    where TNetwork : class, INetwork<TNetwork>, ITwoInputNetwork<T, TTarget>
    where T : unmanaged
{
    public override void Forward(Batch<T> batch, T[][] outputs) => Network.Forward(batch.Input(0), batch.Input(1), outputs[0]);

    public override void Predict(Batch<T> batch, T[][] predictions) => Network.Predict(batch.Input(0), batch.Input(1), predictions[0]);

    public override T Evaluate(Batch<T> batch) => Network.Evaluate(batch.Input(0), batch.Input(1), batch.Target<TTarget>(0));

    public override T Backward(Batch<T> batch) => Network.Backward(batch.Input(0), batch.Input(1), batch.Target<TTarget>(0));

    public override T TrainStep(Batch<T> batch) => Network.TrainStep(batch.Input(0), batch.Input(1), batch.Target<TTarget>(0));
}

internal sealed class TwoHeadSubject<TNetwork, T>(int seed) : Subject<TNetwork, T>(seed)
    where TNetwork : class, INetwork<TNetwork>, ITwoHeadNetwork<T>
    where T : unmanaged
{
    public override void Forward(Batch<T> batch, T[][] outputs) => Network.Forward(batch.Input(0), outputs[0], outputs[1]);

    public override void Predict(Batch<T> batch, T[][] predictions) => Network.Predict(batch.Input(0), predictions[0], predictions[1]);

    public override T Evaluate(Batch<T> batch) => Network.Evaluate(batch.Input(0), batch.Target<int>(0), batch.Target<T>(1));

    public override T Backward(Batch<T> batch) => Network.Backward(batch.Input(0), batch.Target<int>(0), batch.Target<T>(1));

    public override T TrainStep(Batch<T> batch) => Network.TrainStep(batch.Input(0), batch.Target<int>(0), batch.Target<T>(1));
}

internal sealed class TwoInputTwoHeadSubject<TNetwork, T>(int seed) : Subject<TNetwork, T>(seed)
    where TNetwork : class, INetwork<TNetwork>, ITwoInputTwoHeadNetwork<T>
    where T : unmanaged
{
    public override void Forward(Batch<T> batch, T[][] outputs) =>
        Network.Forward(batch.Input(0), batch.Input(1), outputs[0], outputs[1]);

    public override void Predict(Batch<T> batch, T[][] predictions) =>
        Network.Predict(batch.Input(0), batch.Input(1), predictions[0], predictions[1]);

    public override T Evaluate(Batch<T> batch) =>
        Network.Evaluate(batch.Input(0), batch.Input(1), batch.Target<int>(0), batch.Target<T>(1));

    public override T Backward(Batch<T> batch) =>
        Network.Backward(batch.Input(0), batch.Input(1), batch.Target<int>(0), batch.Target<T>(1));

    public override T TrainStep(Batch<T> batch) =>
        Network.TrainStep(batch.Input(0), batch.Input(1), batch.Target<int>(0), batch.Target<T>(1));
}
