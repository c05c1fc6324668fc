namespace DeepNet.Generators.Emit;

/// <summary>Writes the file of one kernel.</summary>
internal static class KernelEmitter
{
    public static GeneratedFile Emit(KernelSpec kernel)
    {
        SourceWriter writer = new();
        // Without a nullable context: kernels hold no references to objects, and the compiler's analysis of them took a third of its time.
        writer.Line(NetworkEmitter.Header).Line();
        writer.Line("namespace DeepNet.Generated;").Line();
        writer.Line("using System.Runtime.CompilerServices;").Line("using System.Runtime.InteropServices;").Line("using System.Runtime.Intrinsics;");
        writer.Line("using DeepNet.CompilerServices;").Line("using DeepNet.Numerics;").Line();
        writer.Line($"/// <summary>{Escape(kernel.Summary)}</summary>");
        writer.Line("/// <remarks>Sizes known at compile time are constants of this class. Loads may run past a row, into the same block; stores never do.</remarks>");

        // Keeps the class out of sight of other assemblies that see this one's internals and have a kernel of the same name.
        writer.Line("[global::Microsoft.CodeAnalysis.Embedded]");
        using (writer.Block($"internal static class {kernel.ClassName}"))
        {
            kernel.Emit(writer);
        }

        return new GeneratedFile($"Kernels.{kernel.ClassName}.g.cs", writer.ToString());
    }

    /// <summary>Escapes text for a documentation comment, leaving <c>&lt;c&gt;</c> elements alone.</summary>
    private static string Escape(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("&lt;c&gt;", "<c>").Replace("&lt;/c&gt;", "</c>");
}
