using System.Globalization;
using DeepNet.CompilerServices;
using DeepNet.Serialization;

namespace DeepNet.Runtime.Tests.Serialization;

/// <summary>Files go to and from Python, read and written there by code that shares nothing with ours.</summary>
public sealed class PythonInteropTests
{
    private const string Reader = """
        import json, struct, sys
        import numpy as np
        TYPES = {'F64': '<f8', 'F32': '<f4', 'F16': '<f2', 'I64': '<i8', 'I32': '<i4', 'U8': 'u1'}
        def read(path):
            raw = open(path, 'rb').read()
            (n,) = struct.unpack('<Q', raw[:8])
            assert n % 8 == 0 and raw[8:9] == b'{', 'header'
            def no_duplicates(pairs):
                assert len({k for k, _ in pairs}) == len(pairs), 'duplicates'
                return dict(pairs)
            header = json.loads(raw[8:8 + n].decode('utf-8'), object_pairs_hook=no_duplicates)
            metadata = header.pop('__metadata__', {})
            assert all(isinstance(v, str) for v in metadata.values())
            data, end, out = raw[8 + n:], 0, {}
            for name, t in sorted(header.items(), key=lambda item: item[1]['data_offsets']):
                assert set(t) == {'dtype', 'shape', 'data_offsets'}
                b, e = t['data_offsets']
                assert b == end, 'hole'
                end = e
                out[name] = np.frombuffer(data[b:e], TYPES[t['dtype']]).reshape(t['shape'])
            assert end == len(data), 'length'
            return out, metadata

        """;

    private const string Writer = """
        import json, struct, sys
        import numpy as np
        def write(path, tensors, metadata):
            header, data = ({'__metadata__': metadata} if metadata else {}), b''
            names = {'<f8': 'F64', '<f4': 'F32', '<f2': 'F16', '<i8': 'I64', '<i4': 'I32', '|u1': 'U8'}
            for name, a in tensors.items():
                header[name] = {'dtype': names[a.dtype.str], 'shape': list(a.shape), 'data_offsets': [len(data), len(data) + a.nbytes]}
                data += a.tobytes()
            text = json.dumps(header).encode()
            text += b' ' * (-len(text) % 8)
            open(path, 'wb').write(struct.pack('<Q', len(text)) + text + data)

        """;

    [PythonFact]
    public void Python_reads_a_network_file()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["net.safetensors"];
        TensorEntry[] tensors = [new("Dense1.weight", [2, 3], 4), new("Dense1.bias", [3], 1)];
        double[] block = [0, 10, 11, 12, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
        NetworkFile.Save<double>(path, "Net", tensors, block, new TrainingState(7, -3));
        string output = PythonFactAttribute.Run(
            Reader + """
            t, m = read(sys.argv[1])
            print(sorted(m.items()))
            for name, a in t.items():
                print(name, a.dtype.str, a.tolist())
            """,
            path);
        Assert.Equal(
            """
            [('epochs', '0'), ('format', 'deepnet'), ('network', 'Net'), ('pass', '0'), ('seed', '-3'), ('step', '7')]
            Dense1.weight <f8 [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]
            Dense1.bias <f8 [10.0, 11.0, 12.0]

            """,
            output);
    }

    [PythonFact]
    public void Python_reads_every_type()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["all.safetensors"];
        SafetensorsFile.Write(
            path,
            [
                SafetensorsTensor.Create("Ünïcode/名前", [1.5f, -2f], 1, 2),
                SafetensorsTensor.Create("d", [1e300], 1),
                SafetensorsTensor.Create("i", [int.MinValue], 1),
                SafetensorsTensor.Create("l", [long.MinValue]),
                SafetensorsTensor.Create("b", new byte[] { 255 }, 1),
                SafetensorsTensor.Create("e", Array.Empty<float>(), 0, 5),
            ]);
        string output = PythonFactAttribute.Run(
            Reader + """
            t, m = read(sys.argv[1])
            print(m, [(ascii(name), a.dtype.str, a.shape, a.tolist()) for name, a in sorted(t.items())])
            """,
            path);
        Assert.Equal(
            """{} [("'b'", '|u1', (1,), [255]), ("'d'", '<f8', (1,), [1e+300]), ("'e'", '<f4', (0, 5), []), ("'i'", '<i4', (1,), [-2147483648]), ("'l'", '<i8', (), -9223372036854775808), """
            + """("'\\xdcn\\xefcode/\\u540d\\u524d'", '<f4', (1, 2), [[1.5, -2.0]])]""" + "\n",
            output);
    }

    [PythonFact]
    public void We_read_what_python_writes()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["python.safetensors"];
        string output = PythonFactAttribute.Run(
            Writer + """
            r = np.random.default_rng(1)
            w = r.standard_normal((5, 7))
            write(sys.argv[1], {'u': np.arange(3, dtype=np.uint8), 'Größe': w, 's': w.astype('<f4'), 'h': w.astype('<f2'),
                'i': np.array([[-1, 2]], dtype='<i4'), 'l': np.array(2**40, dtype='<i8')}, {'format': 'pt', 'name': 'ü'})
            print(repr(float(w[4, 6])), repr(float(w.astype('<f4')[2, 3])), repr(float(w.astype('<f2')[1, 1])))
            """,
            path);
        double[] expected = [.. output.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        SafetensorsFile file = SafetensorsFile.Read(path);
        Assert.Equal("ü", file.Metadata["name"]);
        Assert.Equal([5, 7], file["Größe"].Shape);
        Assert.Equal(expected[0], file.ReadDoubles("Größe")[34]);
        Assert.Equal((float)expected[1], file.ReadSingles("s")[17]);
        Assert.Equal((float)expected[2], file.ReadSingles("h")[8]);
        Assert.Equal([0, 1, 2], file.ReadInt32s("u"));
        Assert.Equal([-1, 2], file.ReadInt32s("i"));
        Assert.Equal([1L << 40], file.ReadInt64s("l"));
    }

    [PythonFact]
    public void A_network_loads_what_python_writes()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["python.safetensors"];
        PythonFactAttribute.Run(
            Writer + "write(sys.argv[1], {'Dense1.bias': np.array([7, 8], '<f8'), 'Dense1.weight': np.arange(6, dtype='<f4').reshape(3, 2)}, {'step': 'abc'})",
            path);
        TensorEntry[] parameters = [new("Dense1.weight", [3, 2], 0), new("Dense1.bias", [2], 6)];
        float[] block = new float[8];
        Assert.Null(NetworkFile.Load(path, "Net", parameters, [], block.AsSpan()));
        Assert.Equal([0, 1, 2, 3, 4, 5, 7, 8], block);
    }
}
