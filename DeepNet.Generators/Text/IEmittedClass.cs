namespace DeepNet.Generators.Text;

/// <summary>What becomes a class in a file of its own, shared by all networks of an assembly: a kernel or a shader.</summary>
internal interface IEmittedClass
{
    /// <summary>The name of the class.</summary>
    string ClassName { get; }
}
