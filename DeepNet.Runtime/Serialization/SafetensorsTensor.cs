using System.Buffers.Binary;

namespace DeepNet.Serialization;

/// <summary>A named tensor with its values, as a safetensors file holds it.</summary>
public sealed class SafetensorsTensor
{
    private readonly byte[] _data;
    private readonly int[] _shape;

    internal SafetensorsTensor(string name, string dataType, int[] shape, byte[] data)
    {
        Name = name;
        DataType = dataType;
        _shape = shape;
        _data = data;
    }

    /// <summary>The name, such as <c>Dense1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The element type under the name that the format gives it: <c>F32</c>, <c>F64</c>, <c>I64</c>, <c>U8</c>, <c>BF16</c>, ...</summary>
    public string DataType { get; }

    /// <summary>The extents, row-major; empty for a scalar.</summary>
    public IReadOnlyList<int> Shape => _shape;

    /// <summary>The number of elements: the product of <see cref="Shape"/>.</summary>
    public int Length => _data.Length / SafetensorsDataType.SizeOf(DataType);

    /// <summary>The values as they lie in the file, little-endian.</summary>
    public ReadOnlyMemory<byte> Bytes => _data;

    /// <summary>Makes a tensor of type F32.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The values; they are copied.</param>
    /// <param name="shape">The extents; their product is the number of values.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">The shape does not fit the values.</exception>
    public static SafetensorsTensor Create(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        SafetensorsTensor tensor = Allocate(name, "F32", values.Length, shape);
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(tensor._data.AsSpan(i * sizeof(float)), values[i]);
        }

        return tensor;
    }

    /// <summary>Makes a tensor of type F64.</summary>
    /// <inheritdoc cref="Create(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public static SafetensorsTensor Create(string name, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape)
    {
        SafetensorsTensor tensor = Allocate(name, "F64", values.Length, shape);
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(tensor._data.AsSpan(i * sizeof(double)), values[i]);
        }

        return tensor;
    }

    /// <summary>Makes a tensor of type I32.</summary>
    /// <inheritdoc cref="Create(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public static SafetensorsTensor Create(string name, ReadOnlySpan<int> values, params ReadOnlySpan<int> shape)
    {
        SafetensorsTensor tensor = Allocate(name, "I32", values.Length, shape);
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(tensor._data.AsSpan(i * sizeof(int)), values[i]);
        }

        return tensor;
    }

    /// <summary>Makes a tensor of type I64.</summary>
    /// <inheritdoc cref="Create(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public static SafetensorsTensor Create(string name, ReadOnlySpan<long> values, params ReadOnlySpan<int> shape)
    {
        SafetensorsTensor tensor = Allocate(name, "I64", values.Length, shape);
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(tensor._data.AsSpan(i * sizeof(long)), values[i]);
        }

        return tensor;
    }

    /// <summary>Makes a tensor of type U8.</summary>
    /// <inheritdoc cref="Create(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public static SafetensorsTensor Create(string name, ReadOnlySpan<byte> values, params ReadOnlySpan<int> shape)
    {
        SafetensorsTensor tensor = Allocate(name, "U8", values.Length, shape);
        values.CopyTo(tensor._data);
        return tensor;
    }

    private static SafetensorsTensor Allocate(string name, string dataType, int length, ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        int size = SafetensorsDataType.SizeOf(dataType);
        int[] extents = shape.ToArray();
        bool negative = shape.IndexOfAnyInRange(int.MinValue, -1) >= 0;
        if (negative || !SafetensorsEntry.TryCountBytes(shape, size, out long bytes) || bytes != (long)length * size)
        {
            throw new ArgumentException(
                $"The shape of '{name}' is {SafetensorsEntry.ShapeText(extents)}; expected one with {length} elements.", nameof(shape));
        }

        if (bytes > Array.MaxLength)
        {
            throw new ArgumentException($"'{name}' has {bytes} bytes; a tensor has at most {Array.MaxLength}.", nameof(length));
        }

        return new SafetensorsTensor(name, dataType, extents, new byte[bytes]);
    }
}
