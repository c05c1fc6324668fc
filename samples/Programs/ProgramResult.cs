namespace Programs;

/// <summary>What a program reached.</summary>
/// <param name="Value">The program's measure on data that it has not trained on.</param>
/// <param name="Bar">What the measure has to reach.</param>
/// <param name="Seconds">The processor time of the training steps.</param>
internal sealed record ProgramResult(double Value, double Bar, double Seconds);
