using DeepNet.Gpu.Tests.Networks;

namespace DeepNet.Gpu.Tests;

public class MlpTests
{
    [Fact]
    public void Trains()
    {
        Random random = new(1);
        float[] x = new float[32 * 784];
        int[] y = new int[32];
        for (int i = 0; i < x.Length; i++) x[i] = random.NextSingle();
        for (int i = 0; i < 32; i++) y[i] = random.Next(10);
        Mlp cpu = new(1);
        Mlp other = new(1);
        using Mlp.Gpu gpu = other.OnGpu();
        for (int step = 0; step < 10; step++)
        {
            float a = cpu.TrainStep(x, y);
            float b = gpu.TrainStep(x, y);
            Assert.Equal(a, b, 1e-4f * Math.Abs(a));
        }

        gpu.Download();
        for (int i = 0; i < Mlp.ParameterCount; i++)
        {
            Assert.Equal(cpu.Parameters[i], other.Parameters[i], 1e-4f);
        }
    }
}
