using DeepNet.Shaders.Native;

namespace DeepNet.Shaders.CompilerServices;

/// <summary>
/// Dispatches, copies and clears that are recorded once and submitted any number of times, each time as one submission. They take effect in the order of recording: where one touches
/// what another wrote, a barrier is recorded between them; others may run at once.
/// </summary>
public sealed class DispatchList : IDisposable
{
    /// <summary>The most groups in one dimension that every device takes.</summary>
    public const int MostGroups = 65535;

    private readonly GpuDevice _device;
    private readonly RecordedCommands _commands;
    private readonly HazardTracker _hazards = new();
    private readonly HashSet<GpuBuffer> _touched = [];
    private GpuBuffer[]? _buffers;
    private bool _disposed;

    /// <summary>Begins a list.</summary>
    /// <param name="device">The device, to which all its buffers belong.</param>
    /// <exception cref="GpuException">The device has no memory left.</exception>
    public DispatchList(GpuDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        _device = device;
        lock (device.Gate)
        {
            _commands = device.Native.CreateCommands();
            device.Add(this);

            // What the list before wrote is done when this one begins, but caches of the device need not show it.
            _commands.Barrier();
        }
    }

    /// <summary>The number of barriers between steps so far.</summary>
    public int BarrierCount { get; private set; }

    /// <summary>Records a run of a shader.</summary>
    /// <param name="shader">The shader.</param>
    /// <param name="groupsX">Groups in x, from 1 to <see cref="MostGroups"/>.</param>
    /// <param name="groupsY">Groups in y, likewise.</param>
    /// <param name="groupsZ">Groups in z, likewise.</param>
    /// <param name="constants">The shader's constants, four bytes each.</param>
    /// <param name="reads">What it reads, in the order of its buffers.</param>
    /// <param name="writes">What it writes, or reads and writes, in the order of its buffers.</param>
    /// <exception cref="ArgumentException">The numbers of constants or buffers are not the shader's, or a part is not aligned, too long for the device, or of another device.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of groups, or a part of a buffer, is out of its range.</exception>
    /// <exception cref="InvalidOperationException"><see cref="End"/> was called.</exception>
    /// <exception cref="ShaderCompilationException">The shader does not compile.</exception>
    /// <exception cref="GpuUnavailableException">The shader compiler is not on this machine.</exception>
    public void Dispatch(
        ComputeShader shader, int groupsX, int groupsY, int groupsZ, ReadOnlySpan<uint> constants, ReadOnlySpan<GpuSlice> reads, ReadOnlySpan<GpuSlice> writes)
    {
        ArgumentNullException.ThrowIfNull(shader);
        CheckGroups(shader, groupsX, nameof(groupsX));
        CheckGroups(shader, groupsY, nameof(groupsY));
        CheckGroups(shader, groupsZ, nameof(groupsZ));
        if (constants.Length != shader.Constants)
        {
            throw new ArgumentException($"Shader '{shader}' has {shader.Constants} constants, received {constants.Length}.", nameof(constants));
        }

        if (reads.Length + writes.Length != shader.Buffers)
        {
            throw new ArgumentException($"Shader '{shader}' has {shader.Buffers} buffers, received {reads.Length} to read and {writes.Length} to write.", nameof(reads));
        }

        NativePipeline pipeline = _device.Pipeline(shader);
        lock (_device.Gate)
        {
            CheckRecording();
            foreach (ref readonly GpuSlice slice in reads)
            {
                slice.CheckUsable(_device, shader);
            }

            foreach (ref readonly GpuSlice slice in writes)
            {
                slice.CheckUsable(_device, shader);
            }

            Order(reads, writes);
            _commands.Dispatch(pipeline, (uint)groupsX, (uint)groupsY, (uint)groupsZ, constants, reads, writes);
        }
    }

    /// <summary>Records a copy.</summary>
    /// <param name="from">What is copied.</param>
    /// <param name="to">Where to, of the same length. The parts may begin at any element.</param>
    /// <exception cref="ArgumentException">The lengths differ, the parts overlap, or a buffer is of another device.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A part is not within its buffer.</exception>
    /// <exception cref="InvalidOperationException"><see cref="End"/> was called.</exception>
    public void Copy(GpuSlice from, GpuSlice to)
    {
        lock (_device.Gate)
        {
            CheckRecording();
            from.CheckUsable(_device);
            to.CheckUsable(_device);
            if (from.Length != to.Length)
            {
                throw new ArgumentException($"A copy of {from.Length} elements to a part of {to.Length}.", nameof(to));
            }

            if (from.Overlaps(to))
            {
                throw new ArgumentException("A copy to a part that overlaps what is copied.", nameof(to));
            }

            Order([from], [to]);
            _commands.Copy(from, to);
        }
    }

    /// <summary>Records that all elements become zero.</summary>
    /// <param name="slice">The elements, from any one on.</param>
    /// <exception cref="ArgumentException">The buffer is of another device.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The part is not within its buffer.</exception>
    /// <exception cref="InvalidOperationException"><see cref="End"/> was called.</exception>
    public void Clear(GpuSlice slice)
    {
        lock (_device.Gate)
        {
            CheckRecording();
            slice.CheckUsable(_device);
            Order([], [slice]);
            _commands.Clear(slice);
        }
    }

    /// <summary>Ends the recording; from here on the list can be submitted.</summary>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public void End()
    {
        lock (_device.Gate)
        {
            CheckRecording();
            _commands.End();
            _buffers = [.. _touched];
        }
    }

    /// <summary>Computes the list and waits until it is done. Allocates nothing.</summary>
    /// <exception cref="InvalidOperationException"><see cref="End"/> was not called.</exception>
    /// <exception cref="ObjectDisposedException">The list, one of its buffers or the device was released.</exception>
    /// <exception cref="GpuException">The device was lost.</exception>
    public void Submit()
    {
        lock (_device.Gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_buffers is null)
            {
                throw new InvalidOperationException("The list is still being recorded: call End before Submit.");
            }

            foreach (GpuBuffer buffer in _buffers)
            {
                ObjectDisposedException.ThrowIf(buffer.IsDisposed, buffer);
            }

            _commands.Submit();
        }
    }

    /// <summary>Releases the list, not its buffers.</summary>
    public void Dispose()
    {
        lock (_device.Gate)
        {
            if (!_disposed)
            {
                _disposed = true;
                _commands.Destroy();
                _device.Remove(this);
            }
        }
    }

    private static void CheckGroups(ComputeShader shader, int groups, string parameter)
    {
        if (groups is < 1 or > MostGroups)
        {
            throw new ArgumentOutOfRangeException(
                parameter, $"Shader '{shader}' with {groups} groups in {char.ToLowerInvariant(parameter[^1])}: expected 1 to {MostGroups}. Give a group more elements, or spread them over two dimensions.");
        }
    }

    private void CheckRecording()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_buffers is not null)
        {
            throw new InvalidOperationException("The list has ended: nothing can be recorded in it any more.");
        }
    }

    private void Order(ReadOnlySpan<GpuSlice> reads, ReadOnlySpan<GpuSlice> writes)
    {
        if (_hazards.Add(reads, writes))
        {
            _commands.Barrier();
            BarrierCount++;
        }

        foreach (ref readonly GpuSlice slice in reads)
        {
            _touched.Add(slice.Buffer);
        }

        foreach (ref readonly GpuSlice slice in writes)
        {
            _touched.Add(slice.Buffer);
        }
    }
}
