using System.Globalization;

namespace DeepNet.Peers.Onnx;

/// <summary>ONNX Runtime, with the networks that PyTorch exports.</summary>
/// <remarks>It only infers. A batch's size is a constant of the exported file.</remarks>
internal sealed class OnnxPeer : IPeer
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deepnet-onnx-").FullName;
    private readonly PyTorchPeer _exporter;
    private readonly OnnxRuntime _runtime;
    private readonly int _threads;
    private readonly double _emptyCall;
    private OnnxSession? _session;

    private OnnxPeer(PyTorchPeer exporter, OnnxRuntime runtime, int threads)
    {
        _exporter = exporter;
        _runtime = runtime;
        _threads = threads;
        _emptyCall = MeasureEmptyCall();
    }

    public string Name => "ONNX Runtime";

    public IEnumerable<(string What, string Value)> Facts =>
    [
        ("ONNX Runtime", $"{_runtime.Version}, threads: {_threads}, every graph optimization, sequential, called through its C functions"),
        ("Empty call", string.Create(CultureInfo.InvariantCulture, $"{_emptyCall:0.00} µs of ONNX Runtime's time are those of a network that gives one number back")),
        .. _exporter.Facts.Take(1).Select(f => ("Exported by", "PyTorch " + f.Value)),
    ];

    public bool IsManaged => false;

    /// <summary>Loads the library and starts the exporter.</summary>
    public static OnnxPeer Start(string library, string python, int threads)
    {
        OnnxRuntime runtime = OnnxRuntime.Load(library);
        return new OnnxPeer(PyTorchPeer.Start(python, threads), runtime, threads);
    }

    public bool Takes(PeerCase peerCase) => peerCase.Mode == Mode.Infer;

    /// <summary>Issue 4 asks for 1.5 times at batch 1.</summary>
    public double? Bar(PeerCase peerCase) => peerCase.Batch == 1 ? 1.5 : null;

    public ISide Prepare(PeerCase peerCase, IDeepNetSide deepNet)
    {
        _exporter.Prepare(peerCase, deepNet);
        OnnxSession session = Load(_exporter.ExportOnnx);
        Workload workload = deepNet.Workload;
        long[] shape = [peerCase.Batch, workload.InputsPerBatch / peerCase.Batch];
        for (int batch = 0; batch < workload.Batches; batch++)
        {
            if (deepNet.TakesTokens)
            {
                session.AddBatch<long>(Array.ConvertAll(workload.Batch<int>(batch).ToArray(), t => (long)t), shape);
            }
            else
            {
                session.AddBatch(workload.Batch<float>(batch), shape);
            }
        }

        return new Side(session, deepNet.FirstOutputs().Length);
    }

    public void Dispose()
    {
        _session?.Dispose();
        _exporter.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private OnnxSession Load(Action<string> export)
    {
        _session?.Dispose();
        _session = null;
        string path = Path.Combine(_folder, "network.onnx");
        export(path);
        return _session = _runtime.CreateSession(File.ReadAllBytes(path), _threads);
    }

    private double MeasureEmptyCall()
    {
        OnnxSession session = Load(_exporter.ExportIdentityOnnx);
        session.AddBatch<float>([1], [1, 1]);
        return Enumerable.Range(0, 21).Select(_ => session.MicrosecondsPerStep(2000)).Order().ElementAt(10);
    }

    private sealed class Side(OnnxSession session, int outputs) : ISide
    {
        public float[] Losses(int steps) => throw new NotSupportedException("ONNX Runtime does not train.");

        public float[] FirstOutputs() => session.FirstOutputs(outputs);

        public double MicrosecondsPerStep(int steps) => session.MicrosecondsPerStep(steps);
    }
}
