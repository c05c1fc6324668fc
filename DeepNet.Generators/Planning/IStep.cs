using System.Collections.Generic;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Planning;

/// <summary>One step of a back end's program, as far as the memory of its tensors goes.</summary>
internal interface IStep
{
    /// <summary>Every tensor that the step reads or writes, its scratch memory among them.</summary>
    IEnumerable<Tensor> Tensors { get; }

    /// <summary>What the step writes, if it may take the memory of <see cref="InPlace"/>.</summary>
    Tensor? Output { get; }

    /// <summary>A tensor that the output may take the memory of, if it is not read later; null if there is none.</summary>
    Tensor? InPlace { get; }
}
