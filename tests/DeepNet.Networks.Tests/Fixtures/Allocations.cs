namespace DeepNet.Networks.Tests.Fixtures;

/// <summary>Counts what the thread allocates.</summary>
internal static class Allocations
{
    /// <summary>
    /// The least that one of some calls allocates. A collection that another test causes meanwhile takes the thread's unused space from it, up to 8 KB, and the count then holds that as well.
    /// </summary>
    public static long Least(Action call)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 5 && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
