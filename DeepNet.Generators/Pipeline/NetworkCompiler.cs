using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Gpu;
using DeepNet.Generators.Model;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Pipeline;

/// <summary>What became of a declaration: what the CPU does for it, or errors (warnings and notes may stand beside a plan).</summary>
internal sealed record CompileResult(CpuPlan? Plan, GpuPlan? Gpu, IReadOnlyList<PlanError> Errors);

/// <summary>From declaration to the plans of the back ends. A pure function, shared by generator and analyzer.</summary>
internal static class NetworkCompiler
{
    /// <summary>The plans or the errors of a network. A fault of the compiler is one of them: it must not take other networks' code with it.</summary>
    public static CompileResult Compile(NetworkSpec spec, CacheSizes caches, CancellationToken cancellation)
    {
        try
        {
            return CompileNetwork(spec, caches, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new CompileResult(null, null, [Error(InternalError.Id, $"network '{spec.Type.Name}'", InternalError.Describe(exception))]);
        }
    }

    private static CompileResult CompileNetwork(NetworkSpec spec, CacheSizes caches, CancellationToken cancellation)
    {
        PlanResult result = NetworkPlanner.Plan(spec, cancellation);
        if (result.Plan is null)
        {
            return new CompileResult(null, null, result.Errors);
        }

        CpuPlan plan = CpuPlan.Of(result.Plan, caches);
        cancellation.ThrowIfCancellationRequested();
        if (plan.BlockElements > int.MaxValue / 2)
        {
            string most = ((long)int.MaxValue / 2 * plan.Element.Size()).ToString("N0", CultureInfo.InvariantCulture);
            return new CompileResult(null, null, [.. result.Errors, Error("DEEP0116", spec.Type.Name, plan.TrainingBytes.ToString("N0", CultureInfo.InvariantCulture), most)]);
        }

        if (!spec.Network.Flag("Gpu"))
        {
            return new CompileResult(plan, null, result.Errors);
        }

        GpuPlan gpu = GpuPlan.Of(result.Plan);
        List<PlanError> errors = GpuRules.Check(spec, gpu);
        return errors.Count > 0 ? new CompileResult(null, null, [.. result.Errors, .. errors]) : new CompileResult(plan, gpu, result.Errors);
    }

    private static PlanError Error(string id, params string[] arguments) => new(id, PlanError.NetworkAttribute, null, -1, arguments.ToEquatableArray());
}
