using System.Reflection;
using DeepNet.Gpu.Tests.Declared;
using DeepNet.Shaders.Tests.Support;

namespace DeepNet.Gpu.Tests;

/// <summary>What a network on a device offers beside the network itself.</summary>
public sealed class MemberTests
{
    /// <summary>What the network has and its form on a device has not, as DEEP0400's page lists it: views of memory that the processor does not see.</summary>
    private static readonly string[] Views = ["Parameters", "Gradients", "Buffers"];

    [Theory]
    [InlineData(typeof(Averaged))]
    [InlineData(typeof(TrustRatios))]
    [InlineData(typeof(StepByStep))]
    [InlineData(typeof(UnitGradients))]
    public void A_network_on_a_device_has_the_members_of_the_network(Type network)
    {
        Type gpu = network.GetNestedType("Gpu")!;
        string[] own = [.. Members(network).Where(m => !IsOfLayer(m)).Select(Text).Except([.. Views, "OnGpu()", "OnGpu(GpuDevice)"]).Order()];
        string[] offered = [.. Members(gpu).Select(Text).Order()];
        Assert.Empty(own.Except(offered));
        Assert.Equal(["Device", "Dispose()", "Download()", "Upload()"], offered.Except(own));
    }

    [GpuFact]
    public void Steps_agree_with_the_CPU()
    {
        StepByStep cpu = new(3);
        StepByStep origin = new(3);
        using StepByStep.Gpu gpu = origin.OnGpu();
        Random random = new(5);
        for (int sequence = 0; sequence < 2; sequence++)
        {
            for (int step = 0; step < 8; step++)
            {
                // A smaller batch leaves the states of the other rows as they are.
                int n = step == 3 ? 2 : 8;
                int[] tokens = [.. Enumerable.Range(0, n).Select(_ => random.Next(9))];
                float[] expected = new float[n * StepByStep.OutputSize];
                float[] actual = new float[n * StepByStep.OutputSize];
                cpu.Step(tokens, expected);
                gpu.Step(tokens, actual);
                NetworkTests.Close(expected, actual, $"output of step {step}");
            }

            cpu.ResetState();
            gpu.ResetState();
        }
    }

    [GpuFact]
    public void Sequences_agree_with_the_CPU() => NetworkTests.Agree<StepByStep, int, int>(n => n.OnGpu(), random => random.Next(9), random => random.Next(3));

    private static IEnumerable<MemberInfo> Members(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.Instance)
        .Where(m => m.DeclaringType != typeof(object) && m is PropertyInfo or MethodInfo { IsSpecialName: false });

    private static bool IsOfLayer(MemberInfo member) => member is PropertyInfo { PropertyType.IsByRefLike: true } property && property.PropertyType.IsNested;

    private static string Text(MemberInfo member) => member is MethodInfo method ? $"{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name))})" : member.Name;
}
