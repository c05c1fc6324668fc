namespace DeepNet;

/// <summary>Puts the layers of a block here several times, one after the other, each with parameters of its own.</summary>
/// <remarks>Names are those of <see cref="BlockAttribute"/>: <c>[Repeat(6, typeof(Encoder))]</c> makes <c>Encoder1</c> to <c>Encoder6</c>.</remarks>
/// <param name="count">How many times, at least 1.</param>
/// <param name="type">The class with the block's layers.</param>
public sealed class RepeatAttribute(int count, Type type) : LayerAttribute
{
    /// <summary>How many times.</summary>
    public int Count { get; } = count;

    /// <summary>The class with the block's layers.</summary>
    public Type Type { get; } = type;
}
