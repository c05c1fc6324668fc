using System.Reflection;
using System.Runtime.Loader;
using DeepNet.CompilerServices;

namespace DeepNet.Runtime.Tests.CompilerServices;

/// <summary>The environment's DEEPNET_THREADS: what it may be, and what is said when it is something else.</summary>
[Collection(nameof(WorkerTeam))]
public sealed class WorkerTeamVariableTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("4", 4)]
    [InlineData("064", 64)]
    public void A_number_from_1_to_64_is_taken(string value, int threads) => Assert.Equal(threads, WorkerTeam.Initial(value));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void None_is_the_number_of_processors(string? value) => Assert.Equal(int.Clamp(Environment.ProcessorCount, 1, WorkerTeam.MaxThreads), WorkerTeam.Initial(value));

    [Theory]
    [InlineData("abc")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("65")]
    [InlineData("1000")]
    [InlineData("99999999999")]
    [InlineData("4.0")]
    [InlineData(" 4")]
    public void Anything_else_is_refused(string value) => Assert.Equal(
        $"The environment variable DEEPNET_THREADS is '{value}'; expected a whole number from 1 to 64. Without it there are as many threads as logical processors.",
        Assert.Throws<InvalidOperationException>(() => WorkerTeam.Initial(value)).Message);

    [Fact]
    public void The_first_network_says_so_each_time_until_the_property_is_set()
    {
        // The library once more, in a context of its own: its team has not read the variable yet, as in a new process.
        _ = WorkerTeam.Threads;
        AssemblyLoadContext context = new(nameof(WorkerTeamVariableTests), isCollectible: true);
        string? before = Environment.GetEnvironmentVariable("DEEPNET_THREADS");
        try
        {
            Environment.SetEnvironmentVariable("DEEPNET_THREADS", "1000");
            Assembly library = context.LoadFromAssemblyPath(typeof(WorkerTeam).Assembly.Location);
            PropertyInfo threads = library.GetType("DeepNet.WorkerTeam")!.GetProperty("Threads")!;
            MethodInfo allocate = library.GetType("DeepNet.CompilerServices.AlignedBlock")!.GetMethod("Allocate")!.MakeGenericMethod(typeof(float));
            for (int round = 0; round < 2; round++)
            {
                Assert.Contains("DEEPNET_THREADS is '1000'", Refused(() => threads.GetValue(null)));
                Assert.Contains("DEEPNET_THREADS is '1000'", Refused(() => allocate.Invoke(null, [10, 0])));
            }

            threads.SetValue(null, 2);
            Assert.Equal(2, threads.GetValue(null));
            Assert.NotNull(allocate.Invoke(null, [10, 0]));
        }
        finally
        {
            Environment.SetEnvironmentVariable("DEEPNET_THREADS", before);
            context.Unload();
        }

        static string Refused(Func<object?> call) => Assert.IsType<InvalidOperationException>(Assert.Throws<TargetInvocationException>(call).InnerException).Message;
    }
}
