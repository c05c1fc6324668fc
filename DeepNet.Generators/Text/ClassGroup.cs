using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Text;

/// <summary>The kernels or shaders of an assembly that have one class name, which are one file. More than one only if their specs say more than the name does.</summary>
/// <param name="Members">Those of the name, in the order in which they were met.</param>
/// <param name="CaseTwins">How many other names differ from this one by case alone, and come before it: names of files must differ by more than case.</param>
internal sealed record ClassGroup<T>(EquatableArray<T> Members, int CaseTwins)
    where T : IEmittedClass
{
    public string ClassName => Members[0].ClassName;

    /// <summary>Those of all networks, each name once and in ordinal order.</summary>
    public static IEnumerable<ClassGroup<T>> Of(IEnumerable<T> members)
    {
        string before = "";
        int twins = 0;
        foreach (IGrouping<string, T> group in members.Distinct().GroupBy(k => k.ClassName, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            twins = group.Key.Equals(before, StringComparison.OrdinalIgnoreCase) ? twins + 1 : 0;
            before = group.Key;
            yield return new ClassGroup<T>(group.ToEquatableArray(), twins);
        }
    }

    /// <summary>The file of the group. A fault of this generator becomes an error in that file, and leaves all others alone.</summary>
    /// <param name="folder">What the file's name begins with, such as <c>Kernels</c>.</param>
    /// <param name="kind">What messages call a member.</param>
    /// <param name="text">The text of one member's file.</param>
    public GeneratedFile File(string folder, string kind, Func<T, string> text)
    {
        string hint = $"{folder}.{ClassName}{(CaseTwins == 0 ? "" : "-" + CaseTwins.ToString(CultureInfo.InvariantCulture))}.g.cs";
        try
        {
            return new GeneratedFile(hint, Text(kind, text));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return InternalError.File(hint, $"{kind} {ClassName}", InternalError.Describe(exception));
        }
    }

    /// <summary>Members that differ in a comment alone are one; which comment stays does not depend on the order of networks.</summary>
    private string Text(string kind, Func<T, string> text)
    {
        List<string> texts = [.. Members.Select(text).Distinct().OrderBy(t => t, StringComparer.Ordinal)];
        return texts.Select(WithoutComments).Distinct().Count() == 1
            ? texts[0]
            : throw new InvalidOperationException($"one name for {kind}s of different code");
    }

    private static string WithoutComments(string text) =>
        string.Join("\n", text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
}
