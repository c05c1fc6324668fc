using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepNet.CompilerServices;

/// <summary>Does a step of a network for some samples of a batch.</summary>
/// <typeparam name="TNetwork">The network.</typeparam>
/// <typeparam name="TCaller">The elements of the caller's tensor that the step reads or writes.</typeparam>
/// <param name="network">The network.</param>
/// <param name="caller">The first element of the caller's tensor.</param>
/// <param name="n">The samples of the batch.</param>
/// <param name="first">The first sample to do.</param>
/// <param name="count">The samples to do.</param>
public delegate void SampleStep<TNetwork, TCaller>(TNetwork network, ref TCaller caller, int n, int first, int count);

/// <summary>Does a step of a network, which needs none of the caller's tensors, for some samples of a batch.</summary>
/// <typeparam name="TNetwork">The network.</typeparam>
/// <param name="network">The network.</param>
/// <param name="n">The samples of the batch.</param>
/// <param name="first">The first sample to do.</param>
/// <param name="count">The samples to do.</param>
public delegate void SampleStep<TNetwork>(TNetwork network, int n, int first, int count);

/// <summary>Does the optimizer's step for some rows of a matrix of weights.</summary>
/// <typeparam name="TNetwork">The network.</typeparam>
/// <typeparam name="TCaller">The elements of the caller's tensor that the step reads.</typeparam>
/// <typeparam name="TCoefficients">The optimizer's coefficients.</typeparam>
/// <param name="network">The network.</param>
/// <param name="caller">The first element of the caller's tensor.</param>
/// <param name="coefficients">The optimizer's coefficients.</param>
/// <param name="n">The samples of the batch.</param>
/// <param name="first">The first row to update.</param>
/// <param name="count">The rows to update.</param>
public delegate void RowStep<TNetwork, TCaller, TCoefficients>(TNetwork network, ref TCaller caller, in TCoefficients coefficients, int n, int first, int count);

/// <summary>Shares the samples of a step, or the rows of a matrix of weights, out among the threads of <see cref="WorkerTeam"/>. Called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Samples
{
    /// <summary>Parts for each thread, so that one that begins late has less to do.</summary>
    private const int PartsAThread = 2;

    /// <summary>Does a step for all samples.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="TCaller">The elements of the caller's tensor.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="caller">The first element of the caller's tensor.</param>
    /// <param name="n">The samples.</param>
    /// <param name="least">The samples from which several threads are worth it.</param>
    /// <param name="multiple">Every part but the last has a multiple of so many.</param>
    /// <param name="step">The step; the parts may run at the same time.</param>
    public static void Run<TNetwork, TCaller>(TNetwork network, ref TCaller caller, int n, int least, int multiple, SampleStep<TNetwork, TCaller> step)
        where TNetwork : class
        where TCaller : unmanaged
    {
        if (n < least || WorkerTeam.Threads == 1)
        {
            step(network, ref caller, n, 0, n);
            return;
        }

        fixed (TCaller* pinned = &caller)
        {
            SampleParts<TNetwork, TCaller> parts = new() { Network = network, Step = step, Caller = pinned, Cut = new Cut(n, multiple) };
            Workers.Run(ref parts, parts.Cut.Parts);
        }
    }

    /// <summary>Does a step that needs none of the caller's tensors for all samples.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="n">The samples.</param>
    /// <param name="least">The samples from which several threads are worth it.</param>
    /// <param name="multiple">Every part but the last has a multiple of so many.</param>
    /// <param name="step">The step; the parts may run at the same time.</param>
    public static void Run<TNetwork>(TNetwork network, int n, int least, int multiple, SampleStep<TNetwork> step)
        where TNetwork : class
    {
        if (n < least || WorkerTeam.Threads == 1)
        {
            step(network, n, 0, n);
            return;
        }

        SampleParts<TNetwork> parts = new() { Network = network, Step = step, Cut = new Cut(n, multiple) };
        Workers.Run(ref parts, parts.Cut.Parts);
    }

    /// <summary>Updates all rows.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <typeparam name="TCaller">The elements of the caller's tensor.</typeparam>
    /// <typeparam name="TCoefficients">The optimizer's coefficients.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="caller">The first element of the caller's tensor, or of anything if the step needs none.</param>
    /// <param name="coefficients">The optimizer's coefficients.</param>
    /// <param name="n">The samples.</param>
    /// <param name="least">The samples from which several threads are worth it.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="multiple">Every part but the last has a multiple of so many rows.</param>
    /// <param name="step">The step; the parts may run at the same time.</param>
    public static void RunRows<TNetwork, TCaller, TCoefficients>(
        TNetwork network, ref TCaller caller, ref readonly TCoefficients coefficients, int n, int least, int rows, int multiple, RowStep<TNetwork, TCaller, TCoefficients> step)
        where TNetwork : class
        where TCaller : unmanaged
        where TCoefficients : unmanaged
    {
        if (n < least || WorkerTeam.Threads == 1)
        {
            step(network, ref caller, in coefficients, n, 0, rows);
            return;
        }

        fixed (TCaller* pinned = &caller)
        {
            TCoefficients copy = coefficients;
            RowParts<TNetwork, TCaller, TCoefficients> parts = new() { Network = network, Step = step, Caller = pinned, Coefficients = copy, Samples = n, Cut = new Cut(rows, multiple) };
            Workers.Run(ref parts, parts.Cut.Parts);
        }
    }

    /// <summary>Scratch memory of the calling thread, in place of that of the network, which a step uses that runs on several threads.</summary>
    /// <param name="length">The elements that the step uses in all.</param>
    /// <param name="offset">The first of those wanted.</param>
    /// <returns>A reference to the element at <paramref name="offset"/>.</returns>
    public static ref float SingleScratch(int length, int offset) => ref Unsafe.Add(ref ThreadMemory<float, Scratch>.Take(length), offset);

    /// <inheritdoc cref="SingleScratch(int, int)"/>
    public static ref double DoubleScratch(int length, int offset) => ref Unsafe.Add(ref ThreadMemory<double, Scratch>.Take(length), offset);

    /// <summary>What the thread's memory is for.</summary>
    private readonly struct Scratch;

    /// <summary>A count that is cut at multiples of a number.</summary>
    private readonly struct Cut(int count, int multiple)
    {
        private readonly int _units = int.Max(1, count / multiple);

        public int Parts => int.Min(_units, WorkerTeam.Threads * PartsAThread);

        public (int First, int Count) Range(int part, int parts)
        {
            int first = (int)((long)_units * part / parts) * multiple;
            int end = part == parts - 1 ? count : (int)((long)_units * (part + 1) / parts) * multiple;
            return (first, end - first);
        }

        public int Count => count;
    }

    private struct SampleParts<TNetwork> : IParts
    {
        public required TNetwork Network;
        public required SampleStep<TNetwork> Step;
        public required Cut Cut;

        public readonly void Run(int part, int parts)
        {
            (int first, int count) = Cut.Range(part, parts);
            Step(Network, Cut.Count, first, count);
        }
    }

    private struct SampleParts<TNetwork, TCaller> : IParts
        where TCaller : unmanaged
    {
        public required TNetwork Network;
        public required SampleStep<TNetwork, TCaller> Step;
        public required TCaller* Caller;
        public required Cut Cut;

        public readonly void Run(int part, int parts)
        {
            (int first, int count) = Cut.Range(part, parts);
            Step(Network, ref *Caller, Cut.Count, first, count);
        }
    }

    private struct RowParts<TNetwork, TCaller, TCoefficients> : IParts
        where TCaller : unmanaged
        where TCoefficients : unmanaged
    {
        public required TNetwork Network;
        public required RowStep<TNetwork, TCaller, TCoefficients> Step;
        public required TCaller* Caller;
        public required TCoefficients Coefficients;
        public required int Samples;
        public required Cut Cut;

        public readonly void Run(int part, int parts)
        {
            (int first, int count) = Cut.Range(part, parts);
            Step(Network, ref *Caller, in Coefficients, Samples, first, count);
        }
    }
}
