namespace DeepNet.Generators.Members;

/// <summary>The members of a recurrent network that runs step by step.</summary>
internal static class SequenceMembers
{
    /// <summary>All of them; first, because the others are added to it.</summary>
    public static MemberList List { get; } = new(NetworkPart.Sequences);

    public static ClassMember Step { get; } = List.Add(new(MemberKind.Method, "Step", true, _ => "void")
    {
        Parameters = f => f.StepTensors,
        AllowsOverloads = true,
        Documentation = f =>
        [
            $"<summary>Computes the output{(f.GivesLogits ? ", as logits," : "")} after one more step of a sequence: what <c>Forward</c> gives for the steps since <see cref=\"ResetState\"/>. Dropout is off.</summary>",
            "<remarks>Each row of the batch has its own state. A smaller batch does not change the states of the other rows. Besides this method, only <see cref=\"ResetState\"/> changes states.</remarks>",
        ],
    });

    public static ClassMember ResetState { get; } = List.Add(new(MemberKind.Method, "ResetState", true, _ => "void")
    {
        AllowsOverloads = true,
        Documentation = ClassMember.Summary("Sets the states that <c>Step</c> carries over to zero, for all rows: the next step is the first of a sequence."),
    });

    public static ClassMember StepMemory { get; } = List.Memory("StepMemory");

    public static ClassMember RunStep { get; } = List.Private("RunStep", _ => "void", "Forward for one step, from the state and into it.");
}
