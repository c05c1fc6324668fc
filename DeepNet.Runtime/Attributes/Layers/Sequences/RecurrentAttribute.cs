namespace DeepNet;

/// <summary>Base of the layers that go through a sequence step by step: <see cref="SimpleRnnAttribute"/>, <see cref="LstmAttribute"/> and <see cref="GruAttribute"/>.</summary>
/// <remarks>
/// Input shape: <c>[steps, features]</c>. Output shape: <c>[units]</c>, or <c>[steps, units]</c> with <see cref="ReturnSequences"/>; twice the units with
/// <see cref="Bidirectional"/>. The state before the first step is zero. Parameters of one direction: <c>weight [features, gates * units]</c>,
/// <c>recurrentWeight [units, gates * units]</c> and <c>bias [gates * units]</c>, row-major, with the gates side by side; those of the other direction
/// and of further layers begin with <c>Reverse</c>, <c>Layer2</c> and <c>Layer2Reverse</c>. Weights are drawn from Glorot's uniform distribution,
/// recurrent weights are orthogonal (Saxe et al. 2014, arXiv:1312.6120). If no layer needs several steps at once, as
/// bidirectional ones do, the class also has <c>Step</c> and <c>ResetState</c>, which run it one step at a time; else DEEP0160 names the layer.
/// </remarks>
public abstract class RecurrentAttribute : LayerAttribute
{
    private protected RecurrentAttribute(int units) => Units = units;

    /// <summary>The size of the hidden state of one direction.</summary>
    public int Units { get; }

    /// <summary>How many layers of this kind are stacked; each takes the whole output sequence of the one before. Default 1.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>
    /// Whether a second set of weights goes through the sequence from its end, and both outputs are joined (Schuster and Paliwal 1997). Without
    /// <see cref="ReturnSequences"/> each direction gives the last step that it reaches. Default false.
    /// </summary>
    public bool Bidirectional { get; set; }

    /// <summary>Whether the output holds the hidden state of every step; otherwise only that of the last step. Default false.</summary>
    public bool ReturnSequences { get; set; }

    /// <summary>
    /// The probability with which elements between the stacked layers are dropped while training, 0 &lt;= rate &lt; 1; needs <see cref="Layers"/> above
    /// 1 (Zaremba et al. 2014, arXiv:1409.2329). Default 0.
    /// </summary>
    public float Dropout { get; set; }

    /// <summary>
    /// Truncated backpropagation through time: the sequence is cut after every so many steps, counted in its direction, and no gradient of the
    /// hidden state crosses a cut; values do (Williams and Peng 1990). Default 0: none is cut.
    /// </summary>
    public int TruncatedSteps { get; set; }
}
