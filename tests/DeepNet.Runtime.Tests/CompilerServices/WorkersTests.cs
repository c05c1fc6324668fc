using DeepNet.CompilerServices;

namespace DeepNet.Runtime.Tests.CompilerServices;

/// <summary>The team of threads: every part once, nothing allocated, callers that do not disturb each other.</summary>
[Collection(nameof(WorkerTeam))]
public sealed class WorkersTests : IDisposable
{
    private readonly int _threads = WorkerTeam.Threads;

    public void Dispose() => WorkerTeam.Threads = _threads;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    public void Every_part_is_done_once(int threads)
    {
        WorkerTeam.Threads = threads;
        for (int round = 0; round < 2000; round++)
        {
            int parts = 1 + (round % 9);
            Counts counts = new() { Parts = new int[parts] };
            Workers.Run(ref counts, parts);
            Assert.All(counts.Parts, c => Assert.Equal(1, c));
        }
    }

    [Fact]
    public void A_worker_that_is_late_takes_no_part_of_the_next_job()
    {
        // A job of few parts before one of many: a worker that looks for another part of the first must not find those of the second before that has begun.
        WorkerTeam.Threads = 16;
        Counts few = new() { Parts = new int[2] }, many = new() { Parts = new int[40] };
        for (int round = 1; round <= 30_000; round++)
        {
            Workers.Run(ref few, few.Parts.Length);
            Workers.Run(ref many, many.Parts.Length);
            if (many.Parts.Any(c => c != round) || few.Parts.Any(c => c != round))
            {
                Assert.Fail($"In round {round} the parts were done {string.Join(", ", few.Parts)} and {string.Join(", ", many.Parts)} times.");
            }
        }
    }

    [Fact]
    public void Workers_that_sleep_wake_up()
    {
        WorkerTeam.Threads = 4;
        for (int round = 0; round < 20; round++)
        {
            Counts counts = new() { Parts = new int[4] };
            Workers.Run(ref counts, 4);
            Assert.Equal(4, counts.Parts.Sum());
            Thread.Sleep(3);
        }
    }

    [Fact]
    public void A_part_may_have_parts_itself()
    {
        WorkerTeam.Threads = 3;
        Nested nested = new() { Sums = new int[6] };
        Workers.Run(ref nested, 6);
        Assert.Equal(Enumerable.Repeat(5, 6), nested.Sums);
    }

    [Fact]
    public void Callers_at_the_same_time_do_not_disturb_each_other()
    {
        WorkerTeam.Threads = 3;
        Parallel.For(0, 8, _ =>
        {
            for (int round = 0; round < 500; round++)
            {
                Counts counts = new() { Parts = new int[5] };
                Workers.Run(ref counts, 5);
                Assert.All(counts.Parts, c => Assert.Equal(1, c));
            }
        });
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        WorkerTeam.Threads = 3;
        Counts counts = new() { Parts = new int[3] };
        Workers.Run(ref counts, 3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 100; round++)
        {
            Workers.Run(ref counts, 3);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65)]
    public void Other_numbers_of_threads_are_refused(int threads)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => WorkerTeam.Threads = threads);
        Assert.Contains("Expected from 1 to 64 threads", error.Message, StringComparison.Ordinal);
    }

    private struct Counts : IParts
    {
        public int[] Parts;

        public readonly void Run(int part, int parts) => Interlocked.Increment(ref Parts[part]);
    }

    private struct Nested : IParts
    {
        public int[] Sums;

        public readonly void Run(int part, int parts)
        {
            Counts counts = new() { Parts = new int[5] };
            Workers.Run(ref counts, 5);
            Interlocked.Add(ref Sums[part], counts.Parts.Sum());
        }
    }
}
