using DeepNet.Generators.Members;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu.Calls;

/// <summary>The constants of the network's class that say where in its block something lies.</summary>
internal static class BlockPlace
{
    /// <summary>The class that holds them.</summary>
    public static string Class => NetworkMembers.Offset.Name;

    /// <summary>The place of a parameter, and of its gradient and states in their regions.</summary>
    public static string Of(ParameterPlan parameter) => $"{Class}.{parameter.Tensor.Name}";

    /// <summary>The region of an optimizer's state.</summary>
    public static string OfState(string state) => $"{Class}.State{char.ToUpperInvariant(state[0])}{state.Substring(1)}";
}
