using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Tests.Planning;

/// <summary>Where tensors are placed, and that finding the places takes work in proportion to their number.</summary>
public sealed class MemoryPlanTests
{
    /// <summary>The lowest place that is free, found by looking at every tensor that was placed before.</summary>
    [Fact]
    public void Each_tensor_lies_at_the_lowest_free_place_the_largest_first()
    {
        Random random = new(1);
        for (int network = 0; network < 300; network++)
        {
            IReadOnlyList<IStep> steps = RandomSteps(random);
            long start = 16 * random.Next(3);
            MemoryPlan plan = new(steps, 2, start, []);
            List<(Tensor Tensor, int First, int Last)> lives = [.. steps
                .SelectMany((s, i) => s.Tensors.Select(t => (Tensor: t, Step: i)))
                .GroupBy(u => u.Tensor)
                .Select(g => (g.Key, g.Min(u => u.Step), g.Max(u => u.Step)))
                .OrderByDescending(l => l.Key.Elements(2)).ThenBy(l => l.Item2).ThenBy(l => l.Key.Name, StringComparer.Ordinal)];
            for (int i = 0; i < lives.Count; i++)
            {
                long size = MemoryPlan.Align(lives[i].Tensor.Elements(2));
                long expected = start;
                foreach ((Tensor other, _, _) in lives.Take(i).Where(l => l.First <= lives[i].Last && lives[i].First <= l.Last).OrderBy(l => plan.Offsets[l.Tensor]))
                {
                    if (expected + size <= plan.Offsets[other])
                    {
                        break;
                    }

                    expected = Math.Max(expected, plan.Offsets[other] + MemoryPlan.Align(other.Elements(2)));
                }

                Assert.Equal(expected, plan.Offsets[lives[i].Tensor]);
            }
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(16, 64)]
    [InlineData(512, 16, 64, 16)]
    public void The_work_grows_with_the_layers_and_not_with_their_square(params int[] sizes)
    {
        long few = new MemoryPlan(Training(500, sizes), 1, 0, []).Visits;
        long many = new MemoryPlan(Training(4000, sizes), 1, 0, []).Visits;
        Assert.InRange(many, 0, 10 * Math.Max(few, 500));
    }

    /// <summary>Forward steps whose outputs are saved, and backward steps from the last to the first, each with the gradient of the step before.</summary>
    private static List<IStep> Training(int layers, int[] sizes)
    {
        Tensor[] values = [.. Enumerable.Range(0, layers).Select(i => Make($"v{i}", sizes[i % sizes.Length]))];
        Tensor[] gradients = [.. Enumerable.Range(0, layers).Select(i => Make($"g{i}", sizes[i % sizes.Length]))];
        IEnumerable<IStep> forward = Enumerable.Range(0, layers).Select(i => new Uses(i == 0 ? [values[0]] : [values[i - 1], values[i]]));
        IEnumerable<IStep> backward = Enumerable.Range(0, layers).Reverse().Select(i => new Uses(i == layers - 1 ? [values[i], gradients[i]] : [values[i], gradients[i], gradients[i + 1]]));
        return [.. forward, .. backward];
    }

    private static List<IStep> RandomSteps(Random random)
    {
        Tensor[] tensors = [.. Enumerable.Range(0, random.Next(1, 40)).Select(i => Make($"t{i}", random.Next(1, 5) * random.Next(1, 60)))];
        return [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => new Uses([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => tensors[random.Next(tensors.Length)])]))];
    }

    private static Tensor Make(string name, int size) => new(name, TensorKind.Workspace, size, perSample: true);

    private sealed record Uses(IEnumerable<Tensor> Tensors) : IStep
    {
        public Tensor? Output => null;

        public Tensor? InPlace => null;
    }
}
