using DeepNet.Shaders.DirectX;
using DeepNet.Shaders.Hlsl;
using static DeepNet.Shaders.DirectX.Direct3D;

namespace DeepNet.Shaders.Tests.Lists;

/// <summary>The barriers of lists on Direct3D 12, which wine does not check. Buffers are numbers here.</summary>
public sealed class BufferStatesTests
{
    private const nint Arena = 1, Upload = 2, Readback = 3;

    private readonly BufferStates _states = new();

    [Fact]
    public void A_step_is_copied_in_computed_and_copied_out()
    {
        _states.Order();
        Assert.Equal(["2 Common>CopySource", "1 Common>CopyDestination"], Copy(Upload, Arena));
        Assert.Empty(Copy(Upload, Arena));
        _states.Order();
        Assert.Equal(["1 CopyDestination>UnorderedAccess"], Run(Arena));
        Assert.Empty(Run(Arena, Arena));
        _states.Order();
        Assert.Equal(["all"], Run(Arena));
        Assert.Empty(Run(Arena));
        _states.Order();
        Assert.Equal(["1 UnorderedAccess>CopySource", "3 Common>CopyDestination"], Copy(Arena, Readback));
        _states.NeedCommon();
        Assert.Equal(["1 CopySource>Common", "2 CopySource>Common", "3 CopyDestination>Common"], Taken().Order());
    }

    [Fact]
    public void Copies_that_depend_on_each_other_go_through_the_common_state()
    {
        Copy(Upload, Arena);
        _states.Order();

        Assert.Equal(["2 CopySource>Common", "2 Common>CopySource", "1 CopyDestination>Common", "1 Common>CopyDestination"], Copy(Upload, Arena));
        Assert.Empty(Copy(Upload, Arena));
    }

    [Fact]
    public void What_was_not_touched_since_is_ordered_when_it_is()
    {
        // The tracker forgets all accesses at a barrier, so an order holds for buffers that come much later too.
        Copy(Upload, Readback);
        Run(Arena);
        _states.Order();

        Assert.Equal(["all"], Run(Arena));
        Assert.Contains("3 CopyDestination>Common", Copy(Upload, Readback));
        Assert.Empty(Run(Arena));
    }

    [Fact]
    public void One_barrier_orders_the_accesses_of_all_buffers()
    {
        Run(Arena, Upload, Readback);
        _states.Order();

        Assert.Equal(["all"], Run(Arena, Upload));
        Assert.Empty(Run(Readback));
    }

    [Fact]
    public void A_shader_without_a_hash_is_not_signed()
    {
        byte[] code = new byte[40];
        Assert.False(DirectXCompiler.IsSigned(code));
        code[19] = 1;
        Assert.True(DirectXCompiler.IsSigned(code));
        Assert.False(DirectXCompiler.IsSigned(code.AsSpan(0, 20)));
    }

    private string[] Copy(nint from, nint to)
    {
        _states.Need(from, State.CopySource);
        _states.Need(to, State.CopyDestination);
        return Taken();
    }

    private string[] Run(params ReadOnlySpan<nint> buffers)
    {
        foreach (nint buffer in buffers)
        {
            _states.Need(buffer, State.UnorderedAccess);
        }

        return Taken();
    }

    private unsafe string[] Taken()
    {
        List<string> barriers = [];
        foreach (StateBarrier barrier in _states.Barriers)
        {
            barriers.Add(barrier.Type == BarrierUnorderedAccess ? "all" : $"{(nint)barrier.Resource} {barrier.Before}>{barrier.After}");
        }

        _states.Clear();
        return [.. barriers];
    }
}
