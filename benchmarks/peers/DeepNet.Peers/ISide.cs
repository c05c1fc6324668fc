namespace DeepNet.Peers;

/// <summary>One side of a case: a network, its data and its optimizer.</summary>
internal interface ISide
{
    /// <summary>Trains from the given parameters and returns each step's loss.</summary>
    float[] Losses(int steps);

    /// <summary>The outputs of the first batch.</summary>
    float[] FirstOutputs();

    /// <summary>Runs steps and returns the microseconds that one took.</summary>
    double MicrosecondsPerStep(int steps);
}

/// <summary>DeepNet's side, which decides parameters and data.</summary>
internal interface IDeepNetSide : ISide, IDisposable
{
    /// <summary>The data of the case.</summary>
    Workload Workload { get; }

    /// <summary>Whether the inputs are tokens.</summary>
    bool TakesTokens { get; }

    /// <summary>The parameters as they are now: layer by layer, in DeepNet's layouts.</summary>
    float[] CopyParameters();
}
