using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu;

/// <summary>A step of the CPU in the place of an operation, for layers that do not speak in operations yet (docs/decisions/0022 lists them). No other back end can lower it.</summary>
internal sealed record StepOperation(Step Step) : Operation(Step.Banner)
{
    public override bool IsNeeded => Step is not ParameterGradientStep { Parameter.IsFrozen: true };
}
