namespace DeepNet;

/// <summary>Base of the attributes that declare how parameters are updated from their gradients, with the options that all of them have.</summary>
/// <remarks>
/// An update takes one pass over the parameters. It applies, in this order: the mean over accumulated batches, clipping or normalisation, penalties
/// (<see cref="L1"/> and <see cref="L2"/>, which are not clipped), the optimizer's rule, and the average of the weights. An option that needs a norm reads all
/// gradients once before. With such an option, and with accumulation, <c>TrainStep</c> computes all gradients before it updates.
/// Options apply to all parameters that are not frozen, biases included.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class OptimizerAttribute : Attribute
{
    private protected OptimizerAttribute(float learningRate) => LearningRate = learningRate;

    /// <summary>The learning rate that a new network starts with; change it later through the network's <c>LearningRate</c>. More than 0.</summary>
    public float LearningRate { get; set; }

    /// <summary>
    /// The factor of the L1 penalty <c>L1 · Σ|w|</c>: adds <c>L1 · sign(w)</c> to the gradient, with sign(0) = 0. At least 0. Default 0.
    /// The loss that is returned does not contain it.
    /// </summary>
    public float L1 { get; set; }

    /// <summary>
    /// The factor of the L2 penalty <c>L2 / 2 · Σw²</c>: adds <c>L2 · w</c> to the gradient, which the optimizer then scales like any gradient. At
    /// least 0. Default 0. Decoupled weight decay (AdamW, Lion, Muon) is different: it shrinks the weights independently of the gradient.
    /// The loss that is returned does not contain it.
    /// </summary>
    public float L2 { get; set; }

    /// <summary>Limits each element of the gradient to [-ClipValue, ClipValue], as PyTorch's <c>clip_grad_value_</c>; 0 for no limit. Default 0.</summary>
    public float ClipValue { get; set; }

    /// <summary>
    /// Limits the L2 norm of each parameter tensor's gradient: <c>g *= min(1, ClipNorm / (‖g‖ + 1e-6))</c>; 0 for no limit. Default 0.
    /// Not together with another limit.
    /// </summary>
    public float ClipNorm { get; set; }

    /// <summary>
    /// Limits the L2 norm of all gradients together, as PyTorch's <c>clip_grad_norm_</c>: <c>g *= min(1, ClipGlobalNorm / (norm + 1e-6))</c>; 0 for no
    /// limit. Default 0. Not together with another limit (Pascanu, Mikolov and Bengio 2013, arXiv:1211.5063).
    /// </summary>
    public float ClipGlobalNorm { get; set; }

    /// <summary>Whether all gradients together are divided by their L2 norm; gradients that are all zero stay so. Default false. Not together with a limit.</summary>
    public bool NormalizeGradients { get; set; }

    /// <summary>
    /// The number of calls of <c>TrainStep</c> that make one update from the mean of their gradients, for batches that do not fit into memory at once. At least 1.
    /// Default 1. Each batch counts the same in that mean, whatever its number of samples, as in PyTorch Lightning, so all batches of an update should have the
    /// same size. <c>ApplyAccumulatedGradients</c> makes the update earlier, with the mean of the batches so far; <c>Trainer.Fit</c> calls it at the end of
    /// each epoch. <c>ApplyGradients</c> updates at once, from the gradients as they are.
    /// </summary>
    public int AccumulationSteps { get; set; } = 1;

    /// <summary>
    /// The decay of an exponential moving average of the weights: <c>average = AverageDecay · average + (1 - AverageDecay) · w</c> after each update, from
    /// <c>average = w</c> at the first. At least 0 and less than 1; 0 for none. Default 0. The network's <c>UsesAverages</c> puts it to use.
    /// State: one number per parameter. Running statistics of layers are not averaged.
    /// </summary>
    public float AverageDecay { get; set; }

    /// <summary>
    /// Whether the mean of the weights after all updates is kept, <c>average += (w - average) / t</c> (Polyak and Juditsky 1992; stochastic weight
    /// averaging, Izmailov et al. 2018, arXiv:1803.05407). Default false. The network's <c>UsesAverages</c> puts it to use. State: one number per parameter.
    /// </summary>
    public bool PolyakAverage { get; set; }
}
