namespace DeepNet.Package.Tests;

/// <summary>The package for GPUs as a user gets it: it brings the runtime and the generator.</summary>
public sealed class ShaderPackageTests(PackedFolder packed) : IClassFixture<PackedFolder>
{
    [Fact]
    public void Fresh_project_trains_on_a_device()
    {
        string project = packed.WriteProject("Device", Program, "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>", package: "DeepNet.Shaders");

        string output = DotNet.Run(project, "run", "-c", "Release");

        // A machine without a device says so; continuous integration has one.
        Assert.Matches("learned: True|no device: No Vulkan", output);
    }

    private const string Program = """
        using DeepNet;
        using DeepNet.Shaders;

        try
        {
            XorNet network = new(seed: 7);
            using XorNet.Gpu gpu = network.OnGpu();
            float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1];
            int[] labels = [0, 1, 1, 0];
            for (int step = 0; step < 500; step++)
            {
                gpu.TrainStep(inputs, labels);
            }

            gpu.Download();
            float[] probabilities = new float[8];
            network.Predict(inputs, probabilities);
            Console.WriteLine($"learned: {Enumerable.Range(0, 4).All(i => probabilities[(i * 2) + labels[i]] > 0.9f)}");
        }
        catch (GpuUnavailableException missing)
        {
            Console.WriteLine($"no device: {missing.Message}");
        }

        [Network(MaxBatch = 4, Gpu = true)]
        [Input(2)]
        [Dense(8), Tanh, Dense(2)]
        [CrossEntropyLoss]
        [Adam(LearningRate = 0.05f)]
        internal sealed partial class XorNet;
        """;
}
