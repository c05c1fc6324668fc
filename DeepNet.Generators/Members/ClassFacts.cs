namespace DeepNet.Generators.Members;

/// <summary>What the members of one network's class depend on. The emitter knows it from the plan; for a faulty declaration the skeleton has to guess.</summary>
/// <param name="TypeName">The class.</param>
/// <param name="Element">The C# keyword of the elements.</param>
/// <param name="Parts">What the network has.</param>
internal sealed record ClassFacts(string TypeName, string Element, NetworkParts Parts)
{
    /// <summary>Whether the class is a record, which can be copied.</summary>
    public bool IsRecord { get; init; }

    /// <summary>Whether outputs are logits, which <c>Predict</c> makes predictions from.</summary>
    public bool GivesLogits { get; init; }

    /// <summary>Whether an update may wait for several batches.</summary>
    public bool Accumulates { get; init; }

    /// <summary>Whether the optimizer keeps averages of the parameters.</summary>
    public bool HasAverage { get; init; }

    /// <summary>The parameter of the labels, if what a batch counts depends on them.</summary>
    public string? CountedLabels { get; init; }

    /// <summary>The parameters for the inputs, as C#.</summary>
    public string Inputs { get; init; } = "";

    /// <summary>The parameters for the outputs.</summary>
    public string Outputs { get; init; } = "";

    /// <summary>The parameters for the predictions.</summary>
    public string Predictions { get; init; } = "";

    /// <summary>The parameters for what training takes beside the inputs.</summary>
    public string Targets { get; init; } = "";

    /// <summary>The parameters for one step of a sequence and its outputs.</summary>
    public string StepTensors { get; init; } = "";

    /// <summary>Whether the class has a member.</summary>
    public bool Have(ClassMember member) => Parts.Has(member.Part) && member.Exists(this);
}
