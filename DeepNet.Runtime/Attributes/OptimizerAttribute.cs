namespace DeepNet;

/// <summary>Base of the attributes that declare how parameters are updated from their gradients.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class OptimizerAttribute : Attribute
{
    private protected OptimizerAttribute(float learningRate) => LearningRate = learningRate;

    /// <summary>The learning rate that a new network starts with; change it later through the network's <c>LearningRate</c>. More than 0.</summary>
    public float LearningRate { get; set; }
}
