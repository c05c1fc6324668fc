namespace DeepNet.Generators.Operations;

/// <summary>
/// What one step of a network computes, in no language: the tensors it works on, each in a port with the name that formulas give it, and numbers. Layers, losses
/// and optimizers say what they compute in operations alone; how it is computed is the back ends' (docs/decisions/0022).
/// </summary>
/// <param name="Comment">What generated code says above the step, such as <c>Dense1 784→128: [n, 128] = ...</c>; empty for one that goes with the one before.</param>
internal abstract record Operation(string Comment)
{
    /// <summary>The index of the attribute that asks for it, for what is said of it; -1 if there is none.</summary>
    public int Attribute { get; init; } = -1;

    /// <summary>Whether anything comes of it; the gradients of parameters that stay as they are do not.</summary>
    public virtual bool IsNeeded => true;
}
