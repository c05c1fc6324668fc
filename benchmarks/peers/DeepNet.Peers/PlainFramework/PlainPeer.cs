using System.Diagnostics;
using DeepNet.Peers.PlainFramework.Networks;

namespace DeepNet.Peers.PlainFramework;

/// <summary>
/// A layer framework as a C# programmer writes one: layers and parameters found by reflection, virtual calls, a new tensor for every result, inner products
/// through TensorPrimitives. What it lacks is a compiler that knows its shapes.
/// </summary>
internal sealed class PlainPeer : IPeer
{
    public string Name => "plain C#";

    public IEnumerable<(string What, string Value)> Facts =>
        [("Plain C#", $"layers by reflection, System.Numerics.Tensors {typeof(System.Numerics.Tensors.TensorPrimitives).Assembly.GetName().Version}, threads: 1")];

    public bool IsManaged => true;

    public bool Takes(PeerCase peerCase) => Create(peerCase.Network) is not null;

    public double? Bar(PeerCase peerCase) => null;

    public ISide Prepare(PeerCase peerCase, IDeepNetSide deepNet) => new Side(Create(peerCase.Network)!, peerCase, deepNet);

    public void Dispose()
    {
    }

    private static Network? Create(string network) => network switch
    {
        "784-128-10" => new PlainFashionMlp(),
        "4-64-64-2" => new PlainCartPoleMlp(),
        "LeNet-5" => new PlainLeNet5(),
        "Keras CNN" => new PlainKerasCnn(),
        _ => null,
    };

    private sealed class Side : ISide
    {
        private readonly Network _network;
        private readonly Adam _adam;
        private readonly Mode _mode;
        private readonly Tensor[] _inputs;
        private readonly int[][] _labels;
        private int _batch;

        public Side(Network network, PeerCase peerCase, IDeepNetSide deepNet)
        {
            _network = network;
            _mode = peerCase.Mode;
            _adam = new Adam(network.Parameters);
            Load(network.Parameters, deepNet.CopyParameters());
            Workload workload = deepNet.Workload;
            _inputs = new Tensor[workload.Batches];
            _labels = new int[workload.Batches][];
            for (int batch = 0; batch < workload.Batches; batch++)
            {
                _inputs[batch] = new Tensor(workload.Batch<float>(batch).ToArray(), [peerCase.Batch, .. network.InputShape]);
                _labels[batch] = workload.Labels.AsSpan(batch * workload.LabelsPerBatch, workload.LabelsPerBatch).ToArray();
            }
        }

        public float[] Losses(int steps) => [.. Enumerable.Range(0, steps).Select(_ => Train())];

        public float[] FirstOutputs() => _network.Forward(_inputs[0]).Data;

        public double MicrosecondsPerStep(int steps)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < steps; i++)
            {
                if (_mode == Mode.Train)
                {
                    Train();
                }
                else
                {
                    _network.Forward(_inputs[Next()]);
                }
            }

            return Stopwatch.GetElapsedTime(start).TotalMicroseconds / steps;
        }

        /// <summary>Takes DeepNet's parameters, which keeps a weight with its units as columns.</summary>
        private static void Load(IReadOnlyList<Parameter> parameters, ReadOnlySpan<float> values)
        {
            foreach (Tensor parameter in parameters.Select(p => p.Value))
            {
                int units = parameter.Rows;
                for (int i = 0; i < parameter.Data.Length; i++)
                {
                    parameter.Data[(i % units * parameter.RowLength) + (i / units)] = values[i];
                }

                values = values[parameter.Data.Length..];
            }
        }

        private float Train()
        {
            int batch = Next();
            Tensor logits = _network.Forward(_inputs[batch]);
            (float loss, Tensor gradient) = SoftmaxCrossEntropy.Compute(logits, _labels[batch]);
            _adam.ZeroGradients();
            _network.Backward(gradient);
            _adam.Step();
            return loss;
        }

        private int Next()
        {
            int batch = _batch;
            _batch = (batch + 1) % _inputs.Length;
            return batch;
        }
    }
}
