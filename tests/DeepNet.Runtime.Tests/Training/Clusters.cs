using System.Numerics;
using DeepNet.Data;

namespace DeepNet.Runtime.Tests.Training;

/// <summary>Points around three corners, four coordinates each.</summary>
internal static class Clusters
{
    public static Dataset<T, int> Make<T>(int count, int seed = 1, double noise = 0.3)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(seed);
        T[] inputs = new T[count * 4];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % 3;
            for (int d = 0; d < 4; d++)
            {
                inputs[(i * 4) + d] = T.CreateChecked((d == labels[i] ? 1 : 0) + ((random.NextDouble() - 0.5) * 2 * noise));
            }
        }

        return new Dataset<T, int>(inputs, labels, 4);
    }
}
