using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepNet.Generators.Model;

/// <summary>Names as C# writes and reads them.</summary>
internal static class CSharpNames
{
    /// <summary>Names that mean something of their own where a type can stand, although no list of the compiler has them.</summary>
    private static readonly string[] Special = ["dynamic", "nint", "nuint", "var", "notnull", "unmanaged"];

    /// <summary>
    /// A name with <c>@</c> if it is a keyword anywhere. The compiler that runs this knows the keywords of its own version of C#, so those of later
    /// versions need no edit.
    /// </summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None && !Special.Contains(name)
            ? name
            : "@" + name;
}
