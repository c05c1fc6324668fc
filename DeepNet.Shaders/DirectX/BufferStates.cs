using System.Runtime.InteropServices;
using static DeepNet.Shaders.DirectX.Direct3D;

namespace DeepNet.Shaders.DirectX;

/// <summary>
/// The states of buffers (each an ID3D12Resource) in a list that is recorded, and the barriers that bring them there. A buffer has one state as a whole, so one that is read and written at once, as the arena is,
/// is in the state of unordered access for both.
/// </summary>
internal sealed unsafe class BufferStates
{
    private readonly Dictionary<nint, (State State, bool IsStale)> _states = [];
    private readonly List<StateBarrier> _barriers = [];

    /// <summary>What is recorded from here on comes after all that was recorded before.</summary>
    public void Order()
    {
        foreach (nint buffer in _states.Keys)
        {
            CollectionsMarshal.GetValueRefOrNullRef(_states, buffer).IsStale = true;
        }
    }

    /// <summary>Asks for the state that the next command needs a buffer in.</summary>
    public void Need(nint buffer, State state)
    {
        ref (State State, bool IsStale) current = ref CollectionsMarshal.GetValueRefOrAddDefault(_states, buffer, out _);
        if (current.State != state)
        {
            // A transition orders too.
            AddTransition(buffer, current.State, state);
        }
        else if (current.IsStale && state == State.UnorderedAccess)
        {
            _barriers.Add(new StateBarrier { Type = BarrierUnorderedAccess });
            ForgetAccesses();
        }
        else if (current.IsStale)
        {
            // Between two copies there is no other barrier.
            AddTransition(buffer, state, State.Common);
            AddTransition(buffer, State.Common, state);
        }

        current = (state, false);
    }

    /// <summary>Asks for the state that buffers have outside of lists.</summary>
    public void NeedCommon()
    {
        foreach ((nint buffer, (State state, _)) in _states)
        {
            if (state != State.Common)
            {
                AddTransition(buffer, state, State.Common);
            }
        }

        _states.Clear();
    }

    /// <summary>The barriers that were asked for; they are forgotten by <see cref="Clear"/>.</summary>
    public ReadOnlySpan<StateBarrier> Barriers => CollectionsMarshal.AsSpan(_barriers);

    public void Clear() => _barriers.Clear();

    private void AddTransition(nint buffer, State before, State after) =>
        _barriers.Add(new StateBarrier { Type = BarrierTransition, Resource = (void*)buffer, Subresource = uint.MaxValue, Before = before, After = after });

    /// <summary>A barrier without a resource orders the unordered accesses of all.</summary>
    private void ForgetAccesses()
    {
        foreach (nint buffer in _states.Keys)
        {
            ref (State State, bool IsStale) current = ref CollectionsMarshal.GetValueRefOrNullRef(_states, buffer);
            current.IsStale &= current.State != State.UnorderedAccess;
        }
    }
}
