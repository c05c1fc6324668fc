using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Backends.Cpu;

/// <summary>The kernels of an assembly that have one class name, which are one file. More than one only if their specs say more than the name does.</summary>
/// <param name="Kernels">The kernels, in the order in which they were met.</param>
/// <param name="CaseTwins">How many other names differ from this one by case alone, and come before it: names of files must differ by more than case.</param>
internal sealed record KernelGroup(EquatableArray<KernelSpec> Kernels, int CaseTwins)
{
    public string ClassName => Kernels[0].ClassName;

    /// <summary>The kernels of all networks, each name once and in ordinal order.</summary>
    public static IEnumerable<KernelGroup> Of(IEnumerable<KernelSpec> kernels)
    {
        string before = "";
        int twins = 0;
        foreach (IGrouping<string, KernelSpec> group in kernels.Distinct().GroupBy(k => k.ClassName, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            twins = group.Key.Equals(before, StringComparison.OrdinalIgnoreCase) ? twins + 1 : 0;
            before = group.Key;
            yield return new KernelGroup(group.ToEquatableArray(), twins);
        }
    }
}
