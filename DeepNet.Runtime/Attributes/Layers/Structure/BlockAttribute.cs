namespace DeepNet;

/// <summary>
/// Puts the layers of another class here, as if they were written out: <c>[Block(typeof(ResidualBlock))]</c>. Without an argument, on a class of its
/// own, it marks that class as a block: <c>[Block, Dense(64, Name = "a"), ReLU, Dense(64), Add("input", ...)]</c>.
/// </summary>
/// <remarks>
/// Inside a block the name <c>input</c> is what the block takes, and names are the block's own: a layer <c>Dense1</c> of the first
/// <c>ResidualBlock</c> is <c>ResidualBlock1Dense1</c> in the network. The block's output is that of its last layer. A network class can be used as a
/// block too; its inputs, losses and optimizer are then left out.
/// </remarks>
public sealed class BlockAttribute : LayerAttribute
{
    /// <summary>Marks a class as a block that networks are composed of.</summary>
    public BlockAttribute()
    {
    }

    /// <summary>Puts the layers of a block here.</summary>
    /// <param name="type">The class with the block's layers.</param>
    public BlockAttribute(Type type) => Type = type;

    /// <summary>The class with the block's layers; null on the block itself.</summary>
    public Type? Type { get; }
}
