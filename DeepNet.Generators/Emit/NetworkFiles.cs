using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Gpu;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

/// <summary>All files of a network: of its plan, or of a class whose members throw if there is none.</summary>
internal static class NetworkFiles
{
    /// <summary>The files. A fault of this generator becomes an error in one of them, and leaves other networks alone.</summary>
    public static IReadOnlyList<GeneratedFile> Of(NetworkSpec spec, CpuPlan? plan, GpuPlan? gpu) =>
        Of(spec, plan is null ? () => SkeletonEmitter.Emit(spec) : () => NetworkEmitter.Emit(plan, gpu));

    /// <summary>What an emitter writes; if it fails, the error, and members that throw, so that it stays the only one.</summary>
    public static IReadOnlyList<GeneratedFile> Of(NetworkSpec spec, Func<IEnumerable<GeneratedFile>> emit)
    {
        try
        {
            return emit().ToList();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return [.. Skeleton(spec), InternalError.File(spec.FileStem + ".Error.g.cs", $"network '{spec.Type.Name}'", InternalError.Describe(exception))];
        }
    }

    private static IReadOnlyList<GeneratedFile> Skeleton(NetworkSpec spec)
    {
        try
        {
            return SkeletonEmitter.Emit(spec).ToList();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // It may be what failed before, which is reported.
            return [];
        }
    }
}
