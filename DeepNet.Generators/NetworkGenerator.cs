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
/// stays the only error. Only where no analyzer runs does it write the mistakes too, as <c>#error</c>.
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
                static (c, cancellation) => NetworkParser.TryParse((INamedTypeSymbol)c.TargetSymbol, cancellation))
            .Where(static spec => spec is not null)
            .Select(static (spec, _) => spec!)
            .WithTrackingName(TrackingNames.Spec);

        IncrementalValueProvider<CacheSizes> caches = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => CacheOptions.Read(options.GlobalOptions))
            .WithTrackingName(TrackingNames.Caches);

        IncrementalValuesProvider<PlannedNetwork> plans = specs
            .Combine(caches)
            .Select(static (p, cancellation) => PlannedNetwork.Of(p.Left, p.Right, cancellation))
            .WithTrackingName(TrackingNames.Plan);

        // A class that cannot take code gets none.
        context.RegisterSourceOutput(
            plans.Where(static p => p.Spec.Faults.Count == 0)
                .SelectMany(static (p, _) => NetworkFiles.Of(p.Spec, p.Plan))
                .WithTrackingName(TrackingNames.Network),
            static (c, file) => c.AddSource(file.HintName, file.Text));

        // Where no analyzer runs that would tell of a mistake, the build fails all the same.
        IncrementalValueProvider<EquatableArray<Mistake>?> options = context.AnalyzerConfigOptionsProvider
            .Select(static (o, _) => ReportOptions.AreAnalyzersOff(o.GlobalOptions) ? CacheOptions.Mistakes(o.GlobalOptions) : (EquatableArray<Mistake>?)null)
            .WithTrackingName(TrackingNames.Unreported);
        context.RegisterSourceOutput(
            plans.SelectMany(static (p, _) => p.Mistakes.Select(m => (p.Spec.FullName, m))).Collect().Combine(options),
            static (c, p) =>
            {
                if (p.Right is { } faults && (faults.Count > 0 || p.Left.Length > 0))
                {
                    GeneratedFile file = ErrorEmitter.Emit(p.Left.Concat(faults.Select(f => ("", f))));
                    c.AddSource(file.HintName, file.Text);
                }
            });

        // Kernels are shared: each name of the assembly is a file of its own, emitted again only if it is new.
        context.RegisterSourceOutput(
            plans.SelectMany(static (p, _) => p.Plan?.Kernels ?? [])
                .Collect()
                .SelectMany(static (kernels, _) => KernelGroup.Of(kernels))
                .Select(static (group, _) => KernelEmitter.Emit(group))
                .WithTrackingName(TrackingNames.Kernel),
            static (c, file) => c.AddSource(file.HintName, file.Text));
    }
}
