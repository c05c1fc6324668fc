namespace DeepNet.Generators.Members;

/// <summary>The members that update the parameters of a network.</summary>
internal static class UpdateMembers
{
    /// <summary>All of them; first, because the others are added to it.</summary>
    public static MemberList List { get; } = new(NetworkPart.Training);

    public static ClassMember ApplyGradients { get; } = WithoutParameters("ApplyGradients", "Updates the parameters from <see cref=\"Gradients\"/>, which do not change.");

    public static ClassMember ApplyAccumulatedGradients { get; } = WithoutParameters(
        "ApplyAccumulatedGradients",
        "Updates the parameters from the mean gradient of the batches that <c>TrainStep</c> has accumulated since the last update; does nothing if there are none.",
        waits: true);

    public static ClassMember UpdateParameters { get; } = List.Add(new(MemberKind.Method, "UpdateParameters", false, _ => "void")
    {
        Exists = f => f.Accumulates,
        FixedParameters = [("double", "gradientScale")],
        Documentation = ClassMember.Summary("Updates the parameters from the gradients times a factor."),
    });

    public static ClassMember ZeroGradients { get; } = WithoutParameters("ZeroGradients", "Sets all gradients to zero.");

    public static ClassMember UsesAverages { get; } = List.Add(new(MemberKind.Property, "UsesAverages", true, _ => "bool")
    {
        IsSettable = true,
        Exists = f => f.HasAverage,
        Documentation = _ =>
        [
            "<summary>",
            "Whether <see cref=\"Parameters\"/> are the averages of the trained parameters, as for evaluation. Setting it exchanges the two in place; before the first",
            "update both are the same. Every training method sets it to false first.",
            "</summary>",
        ],
    });

    public static ClassMember Accumulated { get; } = List.Add(new(MemberKind.Field, "_accumulated", false, _ => "long")
    {
        Exists = f => f.Accumulates,
        Note = "batches whose gradients wait for the next update",
    });

    public static ClassMember UsesAveragesField { get; } = List.Add(new(MemberKind.Field, "_usesAverages", false, _ => "bool")
    {
        Exists = f => f.HasAverage,
        Note = "whether parameters and averages are exchanged",
    });

    public static ClassMember NextCoefficients { get; } = Coefficients("NextCoefficients", "The optimizer's values in the next step of parameters that are updated element by element.");

    public static ClassMember UpdateTensor { get; } = List.Private("UpdateTensor", _ => "void", "Updates one parameter tensor, with its gradient clipped to a norm.");

    public static ClassMember NextDirectionCoefficients { get; } = Coefficients("NextDirectionCoefficients", "The optimizer's values in the next direction of parameters that are updated as a whole.");

    public static ClassMember NextStepCoefficients { get; } = Coefficients("NextStepCoefficients", "The optimizer's values in the next step of parameters that are updated as a whole, along their direction.");

    public static ClassMember FindDirection { get; } = List.Private("FindDirection", _ => "void", "Writes the direction of a parameter's next step into the workspace.");

    public static ClassMember TakeStep { get; } = List.Private("TakeStep", _ => "void", "Changes a parameter by the direction in the workspace.");

    private static ClassMember WithoutParameters(string name, string summary, bool waits = false) => List.Add(new(MemberKind.Method, name, true, _ => "void")
    {
        Exists = f => f.Accumulates || !waits,
        AllowsOverloads = true,
        Documentation = ClassMember.Summary(summary),
    });

    /// <summary>A method that gives coefficients, whose type the optimizer's kernel has.</summary>
    private static ClassMember Coefficients(string name, string summary) => List.Private(name, _ => "void", summary);
}
