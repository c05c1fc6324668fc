using System.Runtime.InteropServices;

namespace DeepNet.Threads.Tests;

/// <summary>Networks whose steps several threads share: the bits do not depend on how many, and nothing is allocated.</summary>
public sealed class SharedStepTests : IDisposable
{
    private readonly int _threads = WorkerTeam.Threads;

    public static TheoryData<string> Networks => [nameof(SharedDense), nameof(SharedClippedDense), nameof(SharedLstm), nameof(SharedGru), nameof(SharedTransformer), nameof(SharedConvolution), nameof(SharedAlgorithms), nameof(SharedVolume), nameof(PooledBlocks)];

    public void Dispose() => WorkerTeam.Threads = _threads;

    [Theory]
    [MemberData(nameof(Networks))]
    public void Any_number_of_threads_gives_the_same_bits(string network)
    {
        uint[] alone = Train(network, threads: 1);
        foreach (int threads in new[] { 2, 3, 7 })
        {
            Assert.Equal(alone, Train(network, threads));
        }
    }

    /// <summary>Inference and training, with a last block that is not full.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Pooling_by_blocks_gives_the_bits_of_pooling_as_a_whole(int threads)
    {
        Assert.True(PooledBlocks.InferenceBytes < PooledWhole.InferenceBytes);
        Assert.Equal(Train(nameof(PooledWhole), threads), Train(nameof(PooledBlocks), threads));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Steps_on_several_threads_allocate_nothing(string network)
    {
        WorkerTeam.Threads = 3;
        Action step = Steps(network).Train;
        for (int i = 0; i < 20; i++)
        {
            step();
        }

        // All threads: a worker may allocate its scratch memory late, but not more than once. The count is the process's, so what else goes on in the test host is in it too, on a busy machine
        // for several steps in a row. What a step allocates is there every time.
        long least = long.MaxValue;
        for (int i = 0; i < 50 && least > 0; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            step();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            if (least > 0)
            {
                Thread.Sleep(10);
            }
        }

        Assert.Equal(0, least);
    }

    private static uint[] Train(string network, int threads)
    {
        WorkerTeam.Threads = threads;
        (Action train, Func<float[]> result) = Steps(network);
        for (int i = 0; i < 3; i++)
        {
            train();
        }

        return MemoryMarshal.Cast<float, uint>(result()).ToArray();
    }

    private static (Action Train, Func<float[]> Result) Steps(string network) => network switch
    {
        nameof(SharedDense) => Steps<SharedDense, float>(130),
        nameof(SharedClippedDense) => Steps<SharedClippedDense, float>(129),
        nameof(SharedLstm) => Steps<SharedLstm, float>(127),
        nameof(SharedGru) => Steps<SharedGru, float>(130),
        nameof(SharedTransformer) => Steps<SharedTransformer, int>(67),
        nameof(SharedConvolution) => Steps<SharedConvolution, float>(69),
        nameof(SharedAlgorithms) => Steps<SharedAlgorithms, float>(69),
        nameof(SharedVolume) => Steps<SharedVolume, float>(69),
        nameof(PooledBlocks) => Steps<PooledBlocks, float>(69),
        nameof(PooledWhole) => Steps<PooledWhole, float>(69),
        _ => throw new ArgumentOutOfRangeException(nameof(network), network, null),
    };

    /// <summary>A training step on random data, and what the network has become: its outputs, then its parameters.</summary>
    private static (Action Train, Func<float[]> Result) Steps<TNetwork, TInput>(int batch)
        where TNetwork : ITrainable<TNetwork, TInput, float, int>
        where TInput : unmanaged
    {
        TNetwork network = TNetwork.Create(seed: 3);
        Random random = new(5);
        TInput[] inputs = new TInput[batch * TNetwork.InputSize];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = typeof(TInput) == typeof(int) ? (TInput)(object)random.Next(20) : (TInput)(object)(float)random.NextDouble();
        }

        int[] targets = new int[batch * TNetwork.TargetSize];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = random.Next(TNetwork.OutputSize / TNetwork.TargetSize);
        }

        float[] outputs = new float[batch * TNetwork.OutputSize];
        return (() => network.TrainStep(inputs, targets), () =>
        {
            network.Forward(inputs, outputs);
            return [.. outputs, .. network.Parameters];
        });
    }
}
