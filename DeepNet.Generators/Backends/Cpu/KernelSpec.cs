using System.Collections.Generic;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu;

/// <summary>
/// A kernel: one internal static class in its own file, shared by all networks of an assembly that need the same shape. Compared by value,
/// so a change of one network leaves the kernels of the others alone.
/// </summary>
internal abstract record KernelSpec(ElementType Element) : IEmittedClass
{
    /// <summary>The class's name, unique for a kernel: <c>DenseForward_784x128_ReLU</c>.</summary>
    public abstract string ClassName { get; }

    /// <summary>The class as a network writes it.</summary>
    public string FullName => $"global::{GeneratedNamespaces.Kernels}.{ClassName}";

    /// <summary>What the kernel computes, for its documentation comment.</summary>
    public abstract string Summary { get; }

    /// <summary>The kernels that this one calls.</summary>
    public virtual IEnumerable<KernelSpec> Dependencies => [];

    /// <summary>How a step with this kernel can be shared out among threads, or null if it is done by one.</summary>
    /// <param name="size">The elements of a sample in the tensor that the step writes.</param>
    public virtual BatchSplit? Split(int size) => null;

    /// <summary>Whether the kernel takes whole tensors and a range of samples (<c>n, first, count</c>), because they are not one sample after the other.</summary>
    public virtual bool TakesRange => false;

    /// <summary>Whether calls for a few samples each cost no more than one for all of them, and give the same bits: nothing is prepared once for a batch.</summary>
    public virtual bool IsCutFreely => false;

    /// <summary>Writes the class's members.</summary>
    public abstract void Emit(SourceWriter writer);
}
