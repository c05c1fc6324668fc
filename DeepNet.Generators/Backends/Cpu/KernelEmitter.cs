using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu;

/// <summary>Writes the files of kernels.</summary>
internal static class KernelEmitter
{
    /// <summary>The namespaces that kernels use, and what tells that one does: any of the marks, empty if nearly all do.</summary>
    private static readonly (string Name, string[] Marks)[] Usings =
    [
        ("System.Runtime.CompilerServices", [""]), ("System.Runtime.InteropServices", ["MemoryMarshal.", "[StructLayout("]), ("System.Runtime.Intrinsics", [""]),
        ("DeepNet.CompilerServices", [""]), ("DeepNet.Numerics", ["Math.", "IArithmetic<"]),
    ];

    /// <summary>The file of all kernels of one name. A fault of this generator becomes an error in that file, and leaves all others alone.</summary>
    /// <param name="group">The kernels.</param>
    /// <param name="twins">Whether their scalar twins are written too.</param>
    public static GeneratedFile Emit(ClassGroup<KernelSpec> group, bool twins) => group.File("Kernels", "kernel", k => Text(k, twins));

    /// <summary>The text of one kernel's file.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="twins">Whether its scalar twin is written too.</param>
    public static string Text(KernelSpec kernel, bool twins = false)
    {
        SourceWriter type = new() { HasTwins = twins };
        type.Line($"/// <summary>{Escape(kernel.Summary)}</summary>");
        type.Line("/// <remarks>Loads may run past a row, into the same block; stores never do.</remarks>");

        // Keeps the class out of sight of other assemblies that see this one's internals and have a kernel of the same name.
        type.Line("[global::Microsoft.CodeAnalysis.Embedded]");
        using (type.Block($"internal static class {kernel.ClassName}"))
        {
            kernel.Emit(type);
        }

        // Without a nullable context: kernels hold no references to objects, and the compiler's analysis of them took a third of its time. What is
        // used stands within the namespace, where it comes before whatever the project calls by the same names.
        string text = type.ToString();
        SourceWriter file = new();
        file.Line(GeneratedFile.Header).Line().Line($"namespace {GeneratedNamespaces.Kernels};").Line();
        foreach ((string name, _) in Usings.Where(u => u.Marks.Any(text.Contains)))
        {
            file.Line($"using global::{name};");
        }

        return file.Line().ToString() + text;
    }

    /// <summary>Escapes text for a documentation comment, leaving <c>&lt;c&gt;</c> elements alone.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("&lt;c&gt;", "<c>").Replace("&lt;/c&gt;", "</c>");
}
