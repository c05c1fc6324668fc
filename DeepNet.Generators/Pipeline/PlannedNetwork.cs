using System.Collections.Generic;
using System.Linq;
using System.Threading;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Gpu;
using DeepNet.Generators.Diagnostics;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Pipeline;

/// <summary>What the generator knows of a network once it is planned.</summary>
/// <param name="Spec">Its declaration.</param>
/// <param name="Plan">Its plan, or null after a mistake.</param>
/// <param name="Gpu">Its form for a GPU, if it asks for one.</param>
/// <param name="Mistakes">Why there is no plan. Empty too where the compiler reports it: an argument that does not compile.</param>
internal sealed record PlannedNetwork(NetworkSpec Spec, CpuPlan? Plan, GpuPlan? Gpu, EquatableArray<Mistake> Mistakes)
{
    public static PlannedNetwork Of(NetworkSpec spec, CacheSizes caches, CancellationToken cancellation)
    {
        if (spec.Faults.Count > 0)
        {
            return new PlannedNetwork(spec, null, null, spec.Faults);
        }

        CompileResult result = NetworkCompiler.Compile(spec, caches, cancellation);
        if (result.Plan is not null)
        {
            return new PlannedNetwork(spec, result.Plan, result.Gpu, EquatableArray<Mistake>.Empty);
        }

        // An argument that is no constant yet may be one afterwards, if other generated code has it.
        IEnumerable<Mistake> unknown = spec.UnknownAttributes.Select(i => new Mistake("DEEP0020", new[] { i < 0 ? "Network" : spec.Attributes[i].Kind }.ToEquatableArray()));
        return new PlannedNetwork(spec, null, null, result.Errors.Where(e => !DiagnosticCatalog.IsWarning(e.Id)).Select(e => new Mistake(e.Id, e.MessageArguments)).Concat(unknown).ToEquatableArray());
    }
}
