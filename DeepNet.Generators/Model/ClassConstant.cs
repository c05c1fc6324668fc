using System.Collections.Generic;
using System.Linq;

namespace DeepNet.Generators.Model;

/// <summary>A constant of a network's class, which its interface has too.</summary>
/// <param name="Type">Its C# keyword.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsOfTraining">Whether only a network that is trained has it.</param>
/// <param name="Summary">Its documentation.</param>
internal sealed record ClassConstant(string Type, string Name, bool IsOfTraining, string Summary)
{
    /// <summary>All constants, in their order in the class. Emitter, skeleton and reserved names are made from this list.</summary>
    public static IReadOnlyList<ClassConstant> All { get; } =
    [
        new("int", "ParameterCount", false, "The number of trainable parameters."),
        new("int", "InputSize", false, "The elements of one sample, over all inputs."),
        new("int", "OutputSize", false, "The elements of one sample's outputs, over all outputs."),
        new("int", "MaxBatch", false, "The most samples that one call takes."),
        new("long", "InferenceBytes", false, "The bytes that inference needs: parameters and the activations of one batch of <see cref=\"MaxBatch\"/>."),
        new("long", "FlopsPerSample", false, "The floating-point operations of one sample's forward pass; a multiply and an add count as two."),
        new("int", "TargetSize", true, "The targets of one sample, over all losses."),
        new("long", "TrainingBytes", true, "The bytes that an instance holds: parameters, gradients, optimizer state and activations."),
    ];

    /// <summary>The constants of a network that is trained or not.</summary>
    public static IEnumerable<ClassConstant> Of(bool trains) => All.Where(c => trains || !c.IsOfTraining);
}
