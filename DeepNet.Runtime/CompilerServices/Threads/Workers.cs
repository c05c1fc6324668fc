using System.Runtime.CompilerServices;

namespace DeepNet.CompilerServices;

/// <summary>A piece of work that is cut into parts, which may run at the same time and in any order.</summary>
internal interface IParts
{
    /// <summary>Does one of the parts.</summary>
    void Run(int part, int parts);
}

/// <summary>The threads behind <see cref="WorkerTeam"/>.</summary>
/// <remarks>
/// Parts are claimed one by one, by the caller as by the workers, from one number that holds the job's count and the next part: a worker that wakes up late finds another job or no part left
/// and touches nothing of the old one. Between two jobs the number says that no part is left, so what it finds belongs to the job whose part it claims.
/// </remarks>
internal static unsafe class Workers
{
    /// <summary>Rounds of some 0.2 µs before a worker sleeps: a tenth of a millisecond, longer than most pauses between the shared steps of a pass.</summary>
    private const int SpinRounds = 500;

    private static readonly object Sleepers = new();
    private static int _started;
    private static int _sleeping;

    // 0 while free; whoever changes it to 1 has the team.
    private static int _isBusy;

    // The count of jobs in the upper half, the next part in the lower.
    private static long _ticket;

    // The parts but the last, which is the caller's.
    private static int _sharedParts;
    private static int _done;
    private static void* _work;
    private static delegate*<void*, int, int, void> _run;

    /// <summary>Does all parts and returns when they are done; alone, in order, if there is no team or another thread has it.</summary>
    public static void Run<T>(ref T work, int parts)
        where T : struct, IParts
    {
        int threads = WorkerTeam.Threads;
        if (parts < 2 || threads < 2 || Interlocked.CompareExchange(ref _isBusy, 1, 0) != 0)
        {
            for (int part = 0; part < parts; part++)
            {
                work.Run(part, parts);
            }

            return;
        }

        try
        {
            Start(threads - 1);
            Share(Unsafe.AsPointer(ref work), &RunPart<T>, parts);
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    private static void RunPart<T>(void* work, int part, int parts)
        where T : struct, IParts => Unsafe.AsRef<T>(work).Run(part, parts);

    private static void Share(void* work, delegate*<void*, int, int, void> run, int parts)
    {
        // The old job's ticket is closed before anything of the new one is written: a worker that is late would otherwise see the new count of parts beside the old ticket, and take a part that is given out again.
        long before = Volatile.Read(ref _ticket) >> 32;
        Interlocked.Exchange(ref _ticket, (before << 32) | int.MaxValue);
        _work = work;
        _run = run;
        _sharedParts = parts - 1;
        _done = 0;
        long job = before + 1;
        Interlocked.Exchange(ref _ticket, job << 32);
        if (Volatile.Read(ref _sleeping) > 0)
        {
            lock (Sleepers)
            {
                Monitor.PulseAll(Sleepers);
            }
        }

        // The last part, which is the largest, is the caller's: so the caller's own memory is large enough after the first time, whatever the workers do.
        run(work, parts - 1, parts);
        WorkOn(job);

        // Only parts that a worker is in the middle of are waited for.
        SpinWait wait = default;
        while (Volatile.Read(ref _done) < parts - 1)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Claims parts of a job until none is left.</summary>
    private static void WorkOn(long job)
    {
        while (true)
        {
            long ticket = Volatile.Read(ref _ticket);
            int part = (int)ticket;
            int shared = Volatile.Read(ref _sharedParts);
            if (ticket >> 32 != job || part >= shared)
            {
                return;
            }

            void* work = _work;
            delegate*<void*, int, int, void> run = _run;
            if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) == ticket)
            {
                run(work, part, shared + 1);
                Interlocked.Increment(ref _done);
            }
        }
    }

    private static void Start(int workers)
    {
        while (_started < workers)
        {
            Thread thread = new(Work) { IsBackground = true, Name = "DeepNet worker " + (_started + 1) };
            _started++;
            thread.Start();
        }
    }

    private static void Work()
    {
        long last = 0;
        while (true)
        {
            long job = Await(last);
            WorkOn(job);
            last = job;
        }
    }

    /// <summary>Waits for a job after the given one: spinning, then asleep.</summary>
    private static long Await(long last)
    {
        for (int round = 0; round < SpinRounds; round++)
        {
            long job = Volatile.Read(ref _ticket) >> 32;
            if (job != last)
            {
                return job;
            }

            Thread.SpinWait(8);
        }

        lock (Sleepers)
        {
            Interlocked.Increment(ref _sleeping);
            while (Volatile.Read(ref _ticket) >> 32 == last)
            {
                Monitor.Wait(Sleepers);
            }

            Interlocked.Decrement(ref _sleeping);
            return Volatile.Read(ref _ticket) >> 32;
        }
    }
}
