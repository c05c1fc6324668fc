namespace DeepNet.Generators.Members;

/// <summary>The members that a network has which is trained.</summary>
internal static class TrainingMembers
{
    /// <summary>All of them; first, because the others are added to it.</summary>
    public static MemberList List { get; } = new(NetworkPart.Training);

    public static ClassMember TargetSize { get; } = List.Constant("int", "TargetSize", "The targets of one sample, over all losses.");

    public static ClassMember TrainingBytes { get; } = List.Constant("long", "TrainingBytes", "The bytes that an instance holds: parameters, gradients, optimizer state and activations.");

    public static ClassMember LearningRate { get; } = List.Add(new(MemberKind.Property, "LearningRate", true, f => f.Element)
    {
        IsSettable = true,
        Documentation = ClassMember.Summary(
            "The learning rate of the next update, before the factor of <see cref=\"Schedule\"/>.",
            "<exception cref=\"global::System.ArgumentOutOfRangeException\">The value is negative or not finite.</exception>"),
    });

    public static ClassMember Schedule { get; } = List.Add(new(MemberKind.Property, "Schedule", true, _ => "global::DeepNet.Training.LearningRateSchedule?")
    {
        IsSettable = true,
        Documentation = ClassMember.Summary("The learning rate over the course of training, as a factor of <see cref=\"LearningRate\"/>; null for none. Saved with the training state."),
    });

    public static ClassMember EpochsTrained { get; } = List.Add(new(MemberKind.Property, "EpochsTrained", true, _ => "long")
    {
        IsSettable = true,
        Documentation = ClassMember.Summary(
            "The epochs that the network was trained for, which pick the order of the next epoch's samples. Saved with the training state.",
            "<exception cref=\"global::System.ArgumentOutOfRangeException\">The value is negative or above 2^53.</exception>"),
    });

    public static ClassMember TrainStep { get; } = OfBatch("TrainStep", "Forward, backward and update in one: a whole training step on one batch.");

    public static ClassMember Backward { get; } = OfBatch("Backward", "Forward in training mode and backward; adds to the gradients and changes no parameter.");

    public static ClassMember Evaluate { get; } = OfBatch("Evaluate", "Computes the loss without changing anything. Dropout is off.");

    /// <summary>Where labels do not all count the same.</summary>
    public static ClassMember BatchWeight { get; } = List.Add(new(MemberKind.Method, "BatchWeight", true, _ => "double")
    {
        IsStatic = true,
        Exists = f => f.CountedLabels is not null,
        Parameters = f => $"global::System.ReadOnlySpan<int> {f.CountedLabels}",
    });

    public static ClassMember Gradients { get; } = List.Add(new(MemberKind.Property, "Gradients", true, f => $"global::System.Span<{f.Element}>")
    {
        Documentation = ClassMember.Summary("All gradients, in the order of <see cref=\"Parameters\"/>. <c>Backward</c> adds to them."),
    });

    public static ClassMember Seed { get; } = List.Field("_seed", _ => "long");

    public static ClassMember Step { get; } = List.Add(new(MemberKind.Field, "_step", false, _ => "long") { Note = "updates done" });

    public static ClassMember Pass { get; } = List.Add(new(MemberKind.Field, "_pass", false, _ => "long") { Note = "training passes done: the dropout mask depends on it" });

    public static ClassMember Epochs { get; } = List.Add(new(MemberKind.Field, "_epochs", false, _ => "long") { Note = "epochs of the training loop done" });

    public static ClassMember LearningRateField { get; } = List.Field("_learningRate", f => f.Element);

    public static ClassMember StateEntries { get; } = List.Add(new(MemberKind.Property, "StateEntries", false, _ => NetworkMembers.Entries) { IsStatic = true });

    public static ClassMember EvaluationMemory { get; } = List.Memory("EvaluationMemory");

    public static ClassMember TrainingMemory { get; } = List.Memory("TrainingMemory");

    public static ClassMember RunEvaluation { get; } = List.Private("RunEvaluation", f => f.Element, "Forward without dropout, and the loss.");

    public static ClassMember RunTrainingForward { get; } =
        List.Private("RunTrainingForward", f => f.Element, "Forward in training mode, and the loss with its gradient. Keeps the values that backward needs in the workspace.");

    public static ClassMember RunBackward { get; } = List.Private("RunBackward", _ => "void", "Backward, adding to the gradients.");

    public static ClassMember RunUpdate { get; } =
        List.Private("RunUpdate", _ => "void", "Backward, updating each parameter as soon as its gradient is known. Gradients are not stored.");

    /// <summary>A method that takes a batch with its targets and gives a loss.</summary>
    private static ClassMember OfBatch(string name, string summary) => List.Add(new(MemberKind.Method, name, true, f => f.Element)
    {
        Parameters = f => f.Targets.Length > 0 ? $"{f.Inputs}, {f.Targets}" : f.Inputs,
        AllowsOverloads = true,
        Documentation = ClassMember.Summary(summary),
    });
}
