namespace Programs;

/// <summary>
/// The frozen lake of Gym, 8 × 8 and slippery: from the start S to the goal G over the ice F, around the holes H. The ice takes one where one wants
/// to go, or to either side of it, with equal probabilities. Reaching the goal is worth 1.
/// </summary>
internal static class FrozenLake
{
    /// <summary>The fields, and so the states; the start is 0.</summary>
    public const int StateCount = Size * Size;

    /// <summary>The actions: left, down, right, up.</summary>
    public const int ActionCount = 4;

    /// <summary>The ways in which a step can slip: -1, 0 or 1 turns of a quarter.</summary>
    public const int SlipCount = 3;

    private const int Size = 8;
    private const string Fields = "SFFFFFFF" + "FFFFFFFF" + "FFFHFFFF" + "FFFFFHFF" + "FFFHFFFF" + "FHHFFFHF" + "FHFFHFHF" + "FFFHFFFG";

    private static readonly (int Row, int Column)[] Moves = [(0, -1), (1, 0), (0, 1), (-1, 0)];

    /// <summary>What entering a field is worth.</summary>
    public static double Reward(int state) => Fields[state] == 'G' ? 1 : 0;

    /// <summary>Whether a field ends the episode.</summary>
    public static bool IsFinal(int state) => Fields[state] is 'G' or 'H';

    /// <summary>The field that a step leads to.</summary>
    /// <param name="state">The field one stands on.</param>
    /// <param name="action">Where one wants to go.</param>
    /// <param name="slip">From 0 to <see cref="SlipCount"/> - 1.</param>
    /// <returns>The field one comes to; at the shore one stays.</returns>
    public static int Next(int state, int action, int slip)
    {
        (int row, int column) = Moves[(action + slip - 1 + ActionCount) % ActionCount];
        row = Math.Clamp((state / Size) + row, 0, Size - 1);
        column = Math.Clamp((state % Size) + column, 0, Size - 1);
        return (row * Size) + column;
    }
}
