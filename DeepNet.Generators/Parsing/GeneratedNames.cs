using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Parsing;

/// <summary>
/// The one list of the names that generated code declares in a network's class, apart from those of layers, which <see cref="LayerView"/> has.
/// A test compares it with emitted files.
/// </summary>
internal static class GeneratedNames
{
    /// <summary>The properties of every network. C# keeps the names of their methods, such as <c>get_Parameters</c>, for them.</summary>
    private static readonly HashSet<string> Properties = ["Parameters", "Buffers"];

    private static readonly HashSet<string> PropertiesOfTraining = ["Gradients", "LearningRate", "Schedule", "UsesAverages", "EpochsTrained", "StateEntries"];

    private static readonly HashSet<string> OfEveryNetwork =
    [
        .. ClassConstant.Of(trains: false).Select(c => c.Name), "Forward", "Predict", "Save", "Load", "Create",
        "Offset", "At", "Slice", "Share", "Scratch", "InferenceMemory", "RunInference", "RunPrediction", "ParameterEntries", "_block", "_origin",
    ];

    private static readonly HashSet<string> OfTraining =
    [
        .. ClassConstant.All.Where(c => c.IsOfTraining).Select(c => c.Name), "TrainStep", "Backward", "Evaluate", "ApplyGradients", "ApplyAccumulatedGradients", "ZeroGradients", "BatchWeight",
        "EvaluationMemory", "TrainingMemory", "RunEvaluation", "RunTrainingForward", "RunBackward", "RunUpdate", "NextCoefficients",
        "UpdateParameters", "UpdateTensor", "FindDirection", "TakeStep", "NextDirectionCoefficients", "NextStepCoefficients",
        "_seed", "_step", "_pass", "_epochs", "_learningRate", "_accumulated", "_usesAverages",
    ];

    private static readonly HashSet<string> OfSequences = ["Step", "ResetState", "StepMemory", "RunStep"];

    private static readonly HashSet<string> OfGpu = ["OnGpu", "Gpu"];

    /// <summary>All names of a network with some parts.</summary>
    public static IEnumerable<string> All(NetworkParts parts) => Properties.Concat(OfEveryNetwork)
        .Concat(parts.Trains ? PropertiesOfTraining.Concat(OfTraining) : [])
        .Concat(parts.Steps ? OfSequences : [])
        .Concat(parts.Gpu ? OfGpu : []);

    /// <summary>Whether a network has a member of this name, or C# keeps the name for one.</summary>
    public static bool Contains(string name, NetworkParts parts) =>
        OfEveryNetwork.Contains(name) || (parts.Trains && OfTraining.Contains(name)) || (parts.Steps && OfSequences.Contains(name)) || (parts.Gpu && OfGpu.Contains(name))
        || IsProperty(name, parts.Trains) || (IsAccessor(name) && IsProperty(name.Substring("get_".Length), parts.Trains));

    /// <summary>Whether a member cannot stand beside the generated ones. An overload of a generated method can.</summary>
    public static bool Clashes(ISymbol member, NetworkParts parts)
    {
        if (!Contains(member.Name, parts))
        {
            return false;
        }

        if (member is not IMethodSymbol method)
        {
            return true;
        }

        if (IsAccessor(member.Name))
        {
            return !IsOtherOverload(member);
        }

        SpecialType[]? exact = member.Name switch
        {
            "ApplyGradients" or "ApplyAccumulatedGradients" or "ZeroGradients" or "ResetState" or "OnGpu" => [],
            "Load" => [SpecialType.System_String],
            "Save" => [SpecialType.System_String, SpecialType.System_Boolean],
            "Create" or "At" => [SpecialType.System_Int32],
            "Slice" or "Scratch" => [SpecialType.System_Int32, SpecialType.System_Int32],
            _ => null,
        };
        if (exact is not null)
        {
            return method.TypeParameters.Length == 0 && method.Parameters.Select(p => p.Type.SpecialType).SequenceEqual(exact);
        }

        // These take spans, in numbers that depend on the graph; nothing else needs the names of the private ones.
        bool isPublic = member.Name is "Forward" or "Predict" or "TrainStep" or "Backward" or "Evaluate" or "Step";
        return !isPublic || (method.Parameters.Length > 1 && method.Parameters.All(p => p.Type.Name is "Span" or "ReadOnlySpan"));
    }

    /// <summary>Whether a network has a property of this name.</summary>
    public static bool IsProperty(string name, bool trains) => Properties.Contains(name) || (trains && PropertiesOfTraining.Contains(name));

    /// <summary>Whether a method has a name that C# keeps for a property, such as <c>set_Parameters</c>, but takes more or fewer arguments, which C# allows.</summary>
    public static bool IsOtherOverload(ISymbol member) =>
        member is IMethodSymbol method && IsAccessor(member.Name) && method.Parameters.Length != (member.Name[0] == 'g' ? 0 : 1);

    private static bool IsAccessor(string name) => name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal);
}
