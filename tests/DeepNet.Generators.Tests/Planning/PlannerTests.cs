using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Tests.Planning;

/// <summary>What the planner decides: counts, fusion, which gradients exist, and that live tensors do not share memory.</summary>
public sealed class PlannerTests
{
    private const string Mlp = "Network(MaxBatch = 64), Input(784), Dense(128), ReLU, Dense(10), CrossEntropyLoss, Adam";

    [Fact]
    public void Counts_of_an_mlp()
    {
        CpuPlan plan = Plans.Of(Mlp);
        Assert.Equal(101_770, plan.Network.ParameterCount);

        // 2 · 784 · 128 + 128, a maximum each, 2 · 128 · 10 + 10.
        Assert.Equal(200_832 + 128 + 2_570, plan.Network.FlopsPerSample);
        Assert.Equal(101_776, plan.Network.ParameterRegion);

        // Parameters, gradients and Adam's two moments.
        Assert.Equal(4, plan.Network.ParameterCopies);
        Assert.Equal(4 * 101_776, plan.Network.WorkspaceOffset);
        Assert.Equal(4 * plan.BlockElements, plan.TrainingBytes);

        // Inference holds the parameters and the hidden layer of 64 samples.
        Assert.Equal(4 * (101_776 + 64 * 128), plan.InferenceBytes);
    }

    [Fact]
    public void Double_precision_takes_twice_the_bytes()
    {
        CpuPlan plan = Plans.Of(Mlp.Replace("MaxBatch = 64", "MaxBatch = 64, Precision = Precision.Double"));
        Assert.Equal(2 * Plans.Of(Mlp).TrainingBytes, plan.TrainingBytes);
    }

    [Theory]
    [InlineData("Sgd", 2)]
    [InlineData("Sgd(Momentum = 0.9f)", 3)]
    [InlineData("AdamW", 4)]
    public void An_optimizer_has_as_much_state_as_it_needs(string optimizer, int copies) => Assert.Equal(copies, Plans.Of(Mlp.Replace("Adam", optimizer)).Network.ParameterCopies);

    [Fact]
    public void A_network_that_only_predicts_holds_parameters_and_activations()
    {
        CpuPlan plan = Plans.Of("Network(MaxBatch = 64), Input(784), Dense(128), ReLU, Dense(10)");
        Assert.False(plan.Network.IsTrainable);
        Assert.Equal(1, plan.Network.ParameterCopies);
        Assert.Equal(101_776 + 64 * 128, plan.BlockElements);
    }

    [Fact]
    public void An_activation_is_computed_in_the_layer_before()
    {
        CpuPlan plan = Plans.Of(Mlp);
        Node dense = Node(plan, "Dense1");
        Assert.Same(Node(plan, "ReLU1"), dense.FusedActivation);
        Assert.Equal(2, plan.Inference.Steps.Count);
        Assert.Null(Node(plan, "Dense2").FusedActivation);
    }

    [Fact]
    public void An_activation_behind_another_layer_is_not_fused()
    {
        CpuPlan plan = Plans.Of("Network, Input(4), Dense(8), Dropout(0.5f), ReLU, Tanh, Dense(3), CrossEntropyLoss, Adam");
        Assert.Null(Node(plan, "ReLU1").FusedInto);
        Assert.Null(Node(plan, "Tanh1").FusedInto);
    }

    [Fact]
    public void The_first_layer_has_no_input_gradient()
    {
        IEnumerable<string> steps = Backward(Plans.Of(Mlp)).Select(s => s.Kernel.ClassName);
        Assert.Single(steps, name => name.StartsWith("DenseInputGradient", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, name => name.StartsWith("DenseInputGradient_784", StringComparison.Ordinal));
    }

    [Fact]
    public void Layers_without_parameters_before_them_have_no_gradient()
    {
        CpuPlan plan = Plans.Of("Network, Input(4), ReLU, Tanh, Softmax, Dense(3), CrossEntropyLoss, Adam");
        Assert.Equal(2, Backward(plan).Count());
        Assert.All(Backward(plan), step => Assert.IsType<ParameterGradientStep>(step));
    }

    [Fact]
    public void A_rate_of_zero_is_no_step() => Assert.DoesNotContain(
        Plans.Of("Network, Input(4), Dense(8), ReLU, Dropout(0f), Dense(3), CrossEntropyLoss, Adam").Training!.Steps, s => s.Kernel.ClassName.StartsWith("Dropout", StringComparison.Ordinal));

    [Fact]
    public void Parameters_lie_in_the_order_of_layers()
    {
        CpuPlan plan = Plans.Of("Network, Input(4), Dense(8, Name = \"b\"), ReLU, Dense(3, Name = \"a\", Bias = false), CrossEntropyLoss, Adam");
        Assert.Equal([("B.weight", 0, 32), ("B.bias", 32, 8), ("A.weight", 40, 24)], plan.Network.Parameters.Select(p => (p.FileName, p.Offset, p.Size)));
    }

    [Fact]
    public void Memory_is_shared_but_never_by_live_tensors()
    {
        long planned = 0;
        long separate = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            CpuPlan plan = Plans.Of(RandomNetwork.Attributes(new Random(seed)));
            foreach (StepProgram program in new[] { plan.Inference, plan.Training!, plan.Evaluation! })
            {
                LivenessChecker.Check(program, plan.Network.MaxBatch, $"seed {seed}");
                planned += program.Memory.Elements;
                separate += program.Memory.Offsets.Keys.Sum(t => MemoryPlan.Align(t.Elements(plan.Network.MaxBatch)));
            }
        }

        Assert.True(planned < 0.7 * separate, $"{planned} of {separate}");
    }

    private static IEnumerable<Step> Backward(CpuPlan plan) => plan.Training!.Steps.Skip(plan.ForwardSteps);

    private static Node Node(CpuPlan plan, string name) => plan.Network.Graph.Nodes.Single(n => n.Name == name);
}
