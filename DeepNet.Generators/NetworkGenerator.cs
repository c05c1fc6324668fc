using System.Collections.Immutable;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Gpu;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Model;
using DeepNet.Generators.Parsing;
using DeepNet.Generators.Pipeline;
using DeepNet.Generators.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepNet.Generators;

/// <summary>
/// Turns <c>[Network]</c> classes into code: declaration, spec, plan, files. Mistakes are reported by <see cref="NetworkAnalyzer"/>,
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

        IncrementalValuesProvider<ParsedNetwork> parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                NetworkParser.NetworkAttribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (c, cancellation) => NetworkParser.TryParse((INamedTypeSymbol)c.TargetSymbol, cancellation))
            .WithTrackingName(TrackingNames.Spec);
        IncrementalValuesProvider<NetworkSpec> specs = parsed.Where(static p => p.Spec is not null).Select(static (p, _) => p.Spec!);

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
                .SelectMany(static (p, _) => NetworkFiles.Of(p.Spec, p.Plan, p.Gpu))
                .WithTrackingName(TrackingNames.Network),
            static (c, file) => c.AddSource(file.HintName, file.Text));

        // Where no analyzer runs that would tell of a mistake, the build fails all the same.
        IncrementalValueProvider<EquatableArray<Mistake>?> options = context.AnalyzerConfigOptionsProvider
            .Select(static (o, _) => ReportOptions.AreAnalyzersOff(o.GlobalOptions) ? CacheOptions.Mistakes(o.GlobalOptions) : (EquatableArray<Mistake>?)null)
            .WithTrackingName(TrackingNames.Unreported);
        IncrementalValueProvider<ImmutableArray<(string, Mistake)>> ofOthers = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => OtherTypeRules.MayBreak(node),
                static (c, cancellation) => OtherTypeRules.Mistakes(c.SemanticModel.GetDeclaredSymbol(c.Node, cancellation), cancellation))
            .SelectMany(static (mistakes, _) => mistakes)
            .WithTrackingName(TrackingNames.OtherTypes)
            .Collect();
        IncrementalValueProvider<ImmutableArray<(string, Mistake)>> failures = parsed
            .SelectMany(static (p, _) => p.Failure is { } failure ? [(p.Name, failure)] : ImmutableArray<(string, Mistake)>.Empty)
            .Collect();
        context.RegisterSourceOutput(
            plans.SelectMany(static (p, _) => p.Mistakes.Select(m => (p.Spec.FullName, m))).Collect().Combine(ofOthers).Combine(failures).Combine(options),
            static (c, p) =>
            {
                (((ImmutableArray<(string, Mistake)> networks, ImmutableArray<(string, Mistake)> others), ImmutableArray<(string, Mistake)> failed), EquatableArray<Mistake>? faults) = p;
                if (faults is { } ofProject && ofProject.Count + networks.Length + others.Length + failed.Length > 0)
                {
                    GeneratedFile file = ErrorEmitter.Emit(networks.Concat(others).Concat(failed).Concat(ofProject.Select(f => ("", f))));
                    c.AddSource(file.HintName, file.Text);
                }
            });

        // Scalar twins are for tests that compare kernels with them.
        IncrementalValueProvider<bool> twins = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => TwinOptions.Read(options.GlobalOptions))
            .WithTrackingName(TrackingNames.Twins);

        // Kernels are shared: each name of the assembly is a file of its own, emitted again only if it is new.
        context.RegisterSourceOutput(
            plans.SelectMany(static (p, _) => p.Plan?.Kernels ?? [])
                .Collect()
                .SelectMany(static (kernels, _) => ClassGroup<KernelSpec>.Of(kernels))
                .Combine(twins)
                .Select(static (p, _) => KernelEmitter.Emit(p.Left, p.Right))
                .WithTrackingName(TrackingNames.Kernel),
            static (c, file) => c.AddSource(file.HintName, file.Text));

        // Shaders likewise.
        context.RegisterSourceOutput(
            plans.SelectMany(static (p, _) => p.Gpu?.Kernels ?? [])
                .Collect()
                .SelectMany(static (shaders, _) => ClassGroup<GpuKernel>.Of(shaders))
                .Select(static (group, _) => ShaderEmitter.Emit(group))
                .WithTrackingName(TrackingNames.Shader),
            static (c, file) => c.AddSource(file.HintName, file.Text));
    }
}
