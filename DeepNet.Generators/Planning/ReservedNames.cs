using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Members;
using DeepNet.Generators.Model;
using DeepNet.Generators.Parsing;
using DeepNet.Generators.Planning.Graphs;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepNet.Generators.Planning;

/// <summary>The names that no layer or input can have, and what each of them collides with.</summary>
internal static class ReservedNames
{
    /// <summary>What every class or record has.</summary>
    private static readonly HashSet<string> OfEveryClass =
        ["Equals", "GetHashCode", "ToString", "GetType", "MemberwiseClone", "ReferenceEquals", "Finalize", "EqualityContract", "PrintMembers", "Deconstruct", "Clone"];

    /// <summary>What generated methods call their parameters and locals, among which inputs are parameters.</summary>
    private static readonly HashSet<string> OfMethods =
        ["n", "loss", "output", "prediction", "labels", "targets", "weights", "coefficients", "gradientScale", "sample", "samples"];

    /// <summary>The names of parameters and locals of a method that takes the inputs.</summary>
    public static bool IsOfMethod(string name) =>
        OfMethods.Contains(name) || (name.StartsWith("coefficients", StringComparison.Ordinal) && name.Skip("coefficients".Length).All(char.IsDigit));

    /// <summary>What a name collides with, as the end of a sentence, or null if it can be used.</summary>
    /// <param name="given">The name as it was written, or null for one made from the kind of layer.</param>
    /// <param name="name">The name of the property.</param>
    public static string? Collision(NetworkSpec spec, string? given, string name, bool isInput)
    {
        if (given is not null && (!SyntaxFacts.IsValidIdentifier(given) || name.Length == 0))
        {
            return "it is no identifier of C#";
        }

        string camel = name.Length == 0 ? "" : Graph.CamelCase(name);
        if (given is not null && SyntaxFacts.GetKeywordKind(camel) != SyntaxKind.None)
        {
            return $"'{camel}' is a keyword of C#";
        }

        if (isInput)
        {
            return IsOfMethod(camel) ? $"methods of the network have a parameter or variable '{camel}' beside their inputs"
                : given is not null ? Member(name) : null;
        }

        return name == spec.Type.Name ? "the network's class is called so, and a class has no member of its own name"
            : LayerMembers.TypeName(name) == spec.Type.Name ? $"its parameters would be a type '{LayerMembers.TypeName(name)}', and the network's class is called so"
            : Member(name);
    }

    private static string? Member(string name) =>
        OfEveryClass.Contains(name) ? $"every class has a member '{name}'"
        : GeneratedNames.Contains(name, NetworkParts.All) ? $"the network has a member '{name}'"
        : null;
}
