namespace DeepNet.Generators.Members;

/// <summary>The members of every network's class.</summary>
internal static class NetworkMembers
{
    /// <summary>The type of the lists of what a file has.</summary>
    public const string Entries = "global::DeepNet.CompilerServices.TensorEntry[]";
    private const string Implementation = "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.";

    /// <summary>All of them; first, because the others are added to it.</summary>
    public static MemberList List { get; } = new(NetworkPart.Everything);

    public static ClassMember ParameterCount { get; } = List.Constant("int", "ParameterCount", "The number of trainable parameters.");

    public static ClassMember InputSize { get; } = List.Constant("int", "InputSize", "The elements of one sample, over all inputs.");

    public static ClassMember OutputSize { get; } = List.Constant("int", "OutputSize", "The elements of one sample's outputs, over all outputs.");

    public static ClassMember MaxBatch { get; } = List.Constant("int", "MaxBatch", "The most samples that one call takes.");

    public static ClassMember InferenceBytes { get; } =
        List.Constant("long", "InferenceBytes", "The bytes that inference needs: parameters and the activations of one batch of <see cref=\"MaxBatch\"/>.");

    public static ClassMember FlopsPerSample { get; } =
        List.Constant("long", "FlopsPerSample", "The floating-point operations of one sample's forward pass; a multiply and an add count as two.");

    public static ClassMember Offset { get; } = List.Add(new(MemberKind.Class, "Offset", false, _ => "class")
    {
        IsStatic = true,
        Comment = "Offsets in the block, in elements: parameters, then gradients and optimizer states in the same order, then the workspace.",
    });

    public static ClassMember Block { get; } = List.Add(new(MemberKind.Field, "_block", false, f => $"readonly {f.Element}[]")
    {
        Comment = "One pinned block, aligned to cache lines, for everything; it ends with room for vector loads that run past a row.",
    });

    public static ClassMember Origin { get; } = List.Field("_origin", _ => "readonly int");

    public static ClassMember Constructor { get; } = List.Add(new(MemberKind.Constructor, "", true, f => f.TypeName)
    {
        FixedParameters = [("int", "seed = 0")],
        Documentation = ClassMember.Summary(
            "Makes a network with freshly drawn weights.", "<param name=\"seed\">The seed of weights and dropout; the same seed gives the same bits on every machine.</param>"),
    });

    /// <summary>A record's <c>with</c> copies fields; two networks must not share a block.</summary>
    public static ClassMember CopyConstructor { get; } = List.Add(new(MemberKind.Constructor, "", true, f => f.TypeName)
    {
        Exists = f => f.IsRecord,
        Parameters = f => $"{f.TypeName} original",
        Documentation = ClassMember.Summary("Makes a copy with its own memory.", "<param name=\"original\">The network to copy.</param>"),
    });

    public static ClassMember Create { get; } = List.Add(new(MemberKind.Method, "Create", true, f => f.TypeName)
    {
        IsStatic = true,
        FixedParameters = [("int", "seed")],
        AllowsOverloads = true,
        Documentation = ClassMember.Summary(
            "Makes a network with freshly drawn weights.", "<param name=\"seed\">The seed of weights and dropout.</param>", "<returns>The network.</returns>"),
    });

    public static ClassMember At { get; } = List.Add(new(MemberKind.Method, "At", false, f => $"ref {f.Element}")
    {
        FixedParameters = [("int", "offset")],
        AllowsOverloads = true,
        Attribute = Implementation + "AggressiveInlining)]",
    });

    public static ClassMember Slice { get; } = List.Add(new(MemberKind.Method, "Slice", false, f => $"global::System.Span<{f.Element}>")
    {
        FixedParameters = [("int", "offset"), ("int", "length")],
        AllowsOverloads = true,
    });

    /// <summary>Not inlined: the JIT inlines only so much into one method, and <see cref="At"/> is worth more.</summary>
    public static ClassMember Share { get; } = List.Add(new(MemberKind.Method, "Share", false, _ => "void")
    {
        Parameters = f => $"int n, int least, int multiple, global::DeepNet.CompilerServices.SampleStep<{f.TypeName}> step",
        Attribute = Implementation + "NoInlining)]",
        Documentation = ClassMember.Summary("Does a step for all samples of a batch, on several threads from <paramref name=\"least\"/> samples on."),
    });

    public static ClassMember Scratch { get; } = List.Add(new(MemberKind.Method, "Scratch", false, f => $"ref {f.Element}")
    {
        IsStatic = true,
        FixedParameters = [("int", "length"), ("int", "offset")],
        AllowsOverloads = true,
        Documentation = ClassMember.Summary("Memory of the thread that does a part of a step."),
    });

    public static ClassMember Parameters { get; } = List.Add(new(MemberKind.Property, "Parameters", true, f => $"global::System.Span<{f.Element}>")
    {
        Documentation = ClassMember.Summary("All parameters, one after the other, in the order of the layers."),
    });

    public static ClassMember Buffers { get; } = List.Add(new(MemberKind.Property, "Buffers", true, f => $"global::System.Span<{f.Element}>")
    {
        Documentation = ClassMember.Summary("The values that training changes without a gradient: running statistics."),
    });

    public static ClassMember Forward { get; } = List.Add(new(MemberKind.Method, "Forward", true, _ => "void")
    {
        Parameters = f => $"{f.Inputs}, {f.Outputs}",
        AllowsOverloads = true,
        Documentation = f => [$"<summary>Computes the output{(f.GivesLogits ? ", as logits" : "")}. Dropout is off.</summary>"],
    });

    public static ClassMember Predict { get; } = List.Add(new(MemberKind.Method, "Predict", true, _ => "void")
    {
        Parameters = f => $"{f.Inputs}, {f.Predictions}",
        AllowsOverloads = true,
        Documentation = f => [$"<summary>Computes the prediction{(f.GivesLogits ? ": the output after softmax or sigmoid" : ", which is the output itself")}. Dropout is off.</summary>"],
    });

    public static ClassMember InferenceMemory { get; } = List.Memory("InferenceMemory");

    public static ClassMember RunInference { get; } = List.Private("RunInference", _ => "void", "Forward without dropout, into the caller's outputs.");

    public static ClassMember RunPrediction { get; } = List.Private("RunPrediction", _ => "void", "Turns logits into predictions, in place.");

    public static ClassMember ParameterEntries { get; } = List.Add(new(MemberKind.Field, "ParameterEntries", false, _ => "readonly " + Entries) { IsStatic = true });

    public static ClassMember Save { get; } = List.Add(new(MemberKind.Method, "Save", true, _ => "void")
    {
        FixedParameters = [("string", "path"), ("bool", "includeState = false")],
        AllowsOverloads = true,
        Documentation = _ => ["<inheritdoc/>"],
    });

    public static ClassMember Load { get; } = List.Add(new(MemberKind.Method, "Load", true, _ => "void")
    {
        FixedParameters = [("string", "path")],
        AllowsOverloads = true,
        Documentation = _ => ["<inheritdoc/>"],
    });
}
