using System.Numerics;

namespace DeepNet.Networks.Tests.Subjects;

internal sealed class WeightedSubject<TNetwork, T, TTarget>(int seed) : Subject<TNetwork, T>(seed)
    where TNetwork : class, IPredictor<TNetwork, T>, IWeightedNetwork<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    public override void Forward(Batch<T> batch, T[][] outputs) => Network.Forward(batch.Input(0), outputs[0]);

    public override void Predict(Batch<T> batch, T[][] predictions) => Network.Predict(batch.Input(0), predictions[0]);

    public override T Evaluate(Batch<T> batch) => Network.Evaluate(batch.Input(0), batch.Target<TTarget>(0), batch.Target<T>(1));

    public override T Backward(Batch<T> batch) => Network.Backward(batch.Input(0), batch.Target<TTarget>(0), batch.Target<T>(1));

    public override T TrainStep(Batch<T> batch) => Network.TrainStep(batch.Input(0), batch.Target<TTarget>(0), batch.Target<T>(1));
}

internal sealed class TripletSubject<TNetwork, T>(int seed) : Subject<TNetwork, T>(seed)
    where TNetwork : class, INetwork<TNetwork>, ITripletNetwork<T>
    where T : unmanaged
{
    public override void Forward(Batch<T> batch, T[][] outputs) =>
        Network.Forward(batch.Input(0), batch.Input(1), batch.Input(2), outputs[0], outputs[1], outputs[2]);

    public override void Predict(Batch<T> batch, T[][] predictions) =>
        Network.Predict(batch.Input(0), batch.Input(1), batch.Input(2), predictions[0], predictions[1], predictions[2]);

    public override T Evaluate(Batch<T> batch) => Network.Evaluate(batch.Input(0), batch.Input(1), batch.Input(2));

    public override T Backward(Batch<T> batch) => Network.Backward(batch.Input(0), batch.Input(1), batch.Input(2));

    public override T TrainStep(Batch<T> batch) => Network.TrainStep(batch.Input(0), batch.Input(1), batch.Input(2));
}
