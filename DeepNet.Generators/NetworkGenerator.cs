using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Model;
using DeepNet.Generators.Parsing;
using DeepNet.Generators.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepNet.Generators;

/// <summary>
/// Turns <c>[Network]</c> classes into code: declaration, spec, plan, files. Mistakes are reported by <see cref="Diagnostics.NetworkAnalyzer"/>,
/// which shares the parser and the planner; for a network with a mistake this generator writes members that throw, so that the mistake
/// stays the only error.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static c => c.AddEmbeddedAttributeDefinition());

        IncrementalValuesProvider<NetworkSpec> specs = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                NetworkParser.NetworkAttribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (c, cancellation) => NetworkParser.Parse((INamedTypeSymbol)c.TargetSymbol, cancellation))
            .Where(static spec => spec.Faults.Count == 0)
            .WithTrackingName(TrackingNames.Spec);

        IncrementalValueProvider<CacheSizes> caches = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => CacheOptions.Read(options.GlobalOptions))
            .WithTrackingName(TrackingNames.Caches);

        IncrementalValuesProvider<(NetworkSpec Spec, NetworkPlan? Plan)> plans = specs
            .Combine(caches)
            .Select(static (p, cancellation) => (p.Left, NetworkPlanner.Plan(p.Left, p.Right, cancellation).Plan))
            .WithTrackingName(TrackingNames.Plan);

        context.RegisterSourceOutput(
            plans.SelectMany(static (p, _) => p.Plan is null ? SkeletonEmitter.Emit(p.Spec) : NetworkEmitter.Emit(p.Plan)).WithTrackingName(TrackingNames.Network),
            static (c, file) => c.AddSource(file.HintName, file.Text));

        // Kernels are shared: each distinct one of the assembly is a file of its own, emitted again only if it is new.
        context.RegisterSourceOutput(
            plans.SelectMany(static (p, _) => p.Plan?.Kernels ?? [])
                .Collect()
                .SelectMany(static (kernels, _) => Distinct(kernels))
                .Select(static (kernel, _) => KernelEmitter.Emit(kernel))
                .WithTrackingName(TrackingNames.Kernel),
            static (c, file) => c.AddSource(file.HintName, file.Text));
    }

    private static IEnumerable<KernelSpec> Distinct(ImmutableArray<KernelSpec> kernels) =>
        kernels.Distinct().OrderBy(k => k.ClassName, System.StringComparer.Ordinal);
}
