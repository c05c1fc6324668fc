using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Parsing;

/// <summary>The names that generated code declares in a network's class, apart from those of layers. A new member of an emitter needs its name here.</summary>
internal static class GeneratedNames
{
    private static readonly HashSet<string> OfEveryNetwork =
    [
        "Parameters", "Buffers", "ParameterCount", "InputSize", "OutputSize", "MaxBatch", "InferenceBytes", "FlopsPerSample", "Forward", "Predict", "Save", "Load", "Create",
        "Offset", "At", "Slice", "InferenceMemory", "RunInference", "RunPrediction", "ParameterEntries", "_block", "_origin",
    ];

    private static readonly HashSet<string> OfTraining =
    [
        "Gradients", "LearningRate", "Schedule", "TargetSize", "TrainingBytes", "TrainStep", "Backward", "Evaluate", "ApplyGradients", "ApplyAccumulatedGradients", "ZeroGradients",
        "EpochsTrained", "BatchWeight",
        "EvaluationMemory", "TrainingMemory", "RunEvaluation", "RunTrainingForward", "RunBackward", "RunUpdate", "NextCoefficients", "StateEntries",
        "UpdateParameters", "UpdateTensor", "FindDirection", "TakeStep", "NextDirectionCoefficients", "NextStepCoefficients", "UsesAverages",
        "_seed", "_step", "_pass", "_epochs", "_learningRate", "_accumulated", "_usesAverages",
    ];

    private static readonly HashSet<string> OfSequences = ["Step", "ResetState", "StepMemory", "RunStep"];

    /// <summary>Whether a network has a member of this name: in any case, if it is trained, or if it has a recurrent layer.</summary>
    public static bool Contains(string name, bool trains, bool steps) =>
        OfEveryNetwork.Contains(name) || (trains && OfTraining.Contains(name)) || (steps && OfSequences.Contains(name));

    /// <summary>Whether a member cannot stand beside the generated ones. An overload of a generated method can.</summary>
    public static bool Clashes(ISymbol member, bool trains, bool steps)
    {
        if (!Contains(member.Name, trains, steps))
        {
            return false;
        }

        if (member is not IMethodSymbol method)
        {
            return true;
        }

        SpecialType[]? exact = member.Name switch
        {
            "ApplyGradients" or "ApplyAccumulatedGradients" or "ZeroGradients" or "ResetState" => [],
            "Load" => [SpecialType.System_String],
            "Save" => [SpecialType.System_String, SpecialType.System_Boolean],
            "Create" or "At" => [SpecialType.System_Int32],
            "Slice" => [SpecialType.System_Int32, SpecialType.System_Int32],
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
}
