using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Planning;

/// <summary>Places the workspace tensors of a list of steps: tensors whose lives do not overlap share memory.</summary>
internal sealed class MemoryPlan
{
    /// <summary>Tensors start at multiples of this many elements: 64 bytes of floats, a cache line.</summary>
    public const int Alignment = 16;

    private readonly Dictionary<Tensor, long> _offsets = [];
    private readonly Dictionary<Tensor, string> _names = [];

    /// <summary>Plans <paramref name="steps"/> for batches of up to <paramref name="maxBatch"/>, from <paramref name="start"/> on, where <paramref name="given"/> is there before.</summary>
    public MemoryPlan(IReadOnlyList<IStep> steps, int maxBatch, long start, IReadOnlyList<Tensor> given, int alignment = Alignment)
    {
        Dictionary<Tensor, Life> lives = Lives(steps, given);
        ShareInPlace(steps, lives);

        // Largest first, each at the lowest place that is free for all of its life.
        FilledFloor floor = new(steps.Count, start);
        PlacedByOffset placed = new();
        long largest = 0;
        foreach (Life life in lives.Values.Distinct().OrderByDescending(l => l.Elements(maxBatch)).ThenBy(l => l.First).ThenBy(l => l.Tensors[0].Name, StringComparer.Ordinal))
        {
            long size = Align(life.Elements(maxBatch), alignment);
            largest = Math.Max(largest, size);
            long offset = floor.Over(life.First, life.Last);

            // What begins a whole largest size below the floor ends there.
            for (int i = placed.FirstFrom(offset - largest); i < placed.Count && placed[i].Offset < offset + size; i++)
            {
                Visits++;
                if (life.Overlaps(placed[i]))
                {
                    offset = Math.Max(offset, placed[i].Offset + placed[i].Size);
                }
            }

            life.Offset = offset;
            life.Size = size;
            placed.Add(life);
            floor.Fill(life.First, life.Last, offset, offset + size);
            Elements = Math.Max(Elements, offset + size);
            foreach (Tensor tensor in life.Tensors)
            {
                _offsets[tensor] = offset;
            }
        }

        Dictionary<string, int> counts = [];
        foreach (Tensor tensor in _offsets.Keys)
        {
            counts.TryGetValue(tensor.Name, out int before);
            counts[tensor.Name] = before + 1;
            _names.Add(tensor, before == 0 ? tensor.Name : tensor.Name + (before + 1).ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The elements of workspace needed.</summary>
    public long Elements { get; }

    /// <summary>How many placed tensors were looked at, for all tensors together: a test holds it to the number of layers.</summary>
    public long Visits { get; private set; }

    /// <summary>The workspace tensors, in the order of their first use.</summary>
    public IReadOnlyDictionary<Tensor, long> Offsets => _offsets;

    /// <summary>The name of a tensor that is placed; the second of two with one name gets a number.</summary>
    public string NameOf(Tensor tensor) => _names[tensor];

    public static long Align(long elements, int alignment = Alignment) => (elements + alignment - 1) / alignment * alignment;

    private static Dictionary<Tensor, Life> Lives(IReadOnlyList<IStep> steps, IReadOnlyList<Tensor> given)
    {
        Dictionary<Tensor, Life> lives = given.ToDictionary(t => t, t => new Life(t, 0));
        for (int i = 0; i < steps.Count; i++)
        {
            foreach (Tensor tensor in steps[i].Tensors.Where(t => t.Kind == TensorKind.Workspace))
            {
                if (!lives.TryGetValue(tensor, out Life? life))
                {
                    lives.Add(tensor, life = new Life(tensor, i));
                }

                life.Last = i;
            }
        }

        return lives;
    }

    /// <summary>Gives an output the memory of an input that dies in the same step, where the kernel allows it.</summary>
    private static void ShareInPlace(IReadOnlyList<IStep> steps, Dictionary<Tensor, Life> lives)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            Tensor? output = steps[i].Output;
            if (steps[i].InPlace is not { } input || output is null || input.Size != output.Size || input.PerSample != output.PerSample
                || !lives.TryGetValue(input, out Life? from) || !lives.TryGetValue(output, out Life? to) || from == to || from.Last != i || to.First != i)
            {
                continue;
            }

            from.Last = to.Last;
            from.Tensors.AddRange(to.Tensors);
            foreach (Tensor tensor in to.Tensors)
            {
                lives[tensor] = from;
            }
        }
    }

    /// <summary>The lives that have a place, lowest first.</summary>
    private sealed class PlacedByOffset
    {
        private readonly List<Life> _lives = [];

        public int Count => _lives.Count;

        public Life this[int index] => _lives[index];

        public void Add(Life life) => _lives.Insert(FirstFrom(life.Offset + 1), life);

        /// <summary>The first at an offset or above.</summary>
        public int FirstFrom(long offset)
        {
            int low = 0;
            for (int high = _lives.Count; low < high;)
            {
                int middle = (low + high) / 2;
                if (_lives[middle].Offset < offset)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low;
        }
    }

    /// <summary>A place in memory and the steps from its first to its last use.</summary>
    private sealed class Life(Tensor tensor, int first)
    {
        public List<Tensor> Tensors { get; } = [tensor];

        public int First { get; } = first;

        public int Last { get; set; } = first;

        public long Offset { get; set; }

        public long Size { get; set; }

        public long Elements(int maxBatch) => Tensors[0].Elements(maxBatch);

        public bool Overlaps(Life other) => First <= other.Last && other.First <= Last;
    }
}
