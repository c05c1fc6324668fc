using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Text;

/// <summary>How generated C# calls the tensors of a plan, which know no language.</summary>
internal static class TensorNames
{
    /// <summary>A caller's tensor as a parameter.</summary>
    public static string Identifier(this Tensor tensor) => CSharpNames.Identifier(tensor.Name);
}
