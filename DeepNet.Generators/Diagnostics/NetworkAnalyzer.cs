using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Model;
using DeepNet.Generators.Parsing;
using DeepNet.Generators.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepNet.Generators.Diagnostics;

/// <summary>
/// Reports every mistake in a network's declaration, while it is typed: editors run analyzers on each keystroke but generators only on a
/// build. It shares the parser and the planner with the generator.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = DiagnosticCatalog.All.Values.ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // Also in files that are marked as generated: the generator reads networks there as well.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(AnalyzeOrFail, SymbolKind.NamedType);
        context.RegisterCompilationAction(CheckOptions);
    }

    /// <summary>A class that cannot be read gets an error too, and the others their diagnostics.</summary>
    private static void AnalyzeOrFail(SymbolAnalysisContext context)
    {
        try
        {
            Analyze(context);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DiagnosticCatalog.All[InternalError.Id], context.Symbol.Locations[0], $"network '{context.Symbol.Name}'", InternalError.Describe(exception)));
        }
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        CheckNamespace(context, type);

        // On anything else the compiler refuses the attributes.
        if (type.TypeKind != TypeKind.Class)
        {
            return;
        }

        AttributeData? network = type.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } c && NetworkParser.Kind(c) == "Network");
        if (network is null)
        {
            ReportMissingNetwork(context, type);
            return;
        }

        IReadOnlyList<DeclarationFault> faults = DeclarationRules.Check(type);
        foreach (DeclarationFault fault in faults)
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.All[fault.Id], fault.Location, fault.MessageArguments));
        }

        // Without a defined order of layers nothing can be said of the graph, nor with a layer that the compiler does not know.
        if (faults.Any(f => f.Id == "DEEP0006") || NetworkParser.HasUnknownAttribute(type))
        {
            return;
        }

        NetworkSpec spec = NetworkParser.Parse(type, context.CancellationToken);
        IReadOnlyList<AttributeData> attributes = NetworkParser.Attributes(type);
        if (ReportUnknown(context, type, network, attributes, spec))
        {
            return;
        }

        foreach (PlanError error in NetworkPlanner.Plan(spec, CacheOptions.Read(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions), context.CancellationToken).Errors)
        {
            Location location = error.Attribute switch
            {
                PlanError.ClassName => DeclarationRules.Place(type),
                PlanError.Member => type.GetMembers(error.Argument!).Select(DeclarationRules.Place).First(),
                _ => ArgumentLocator.Locate(error.Attribute >= 0 ? attributes[error.Attribute] : network, error.Argument, error.Element, context.CancellationToken)
                    ?? DeclarationRules.Place(type),
            };
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.All[error.Id], location, error.MessageArguments.ToArray<object>()));
        }
    }

    /// <summary>
    /// Reports the arguments that are constants now, but were none while the generator ran, which wrote what stands in for the network because of them.
    /// </summary>
    private static bool ReportUnknown(SymbolAnalysisContext context, INamedTypeSymbol type, AttributeData network, IReadOnlyList<AttributeData> attributes, NetworkSpec spec)
    {
        AttributeData? mark = type.GetAttributes().FirstOrDefault(a => a.AttributeClass is { Name: "DeclarationErrorAttribute", ContainingNamespace.Name: "CompilerServices" });
        if (mark is null || mark.ConstructorArguments.Length != 1 || mark.ConstructorArguments[0].Kind != TypedConstantKind.Array)
        {
            return false;
        }

        bool any = false;
        HashSet<int> stillUnknown = [.. spec.UnknownAttributes];
        foreach (int place in mark.ConstructorArguments[0].Values.Select(v => v.Value).OfType<int>().Where(p => p < attributes.Count && !stillUnknown.Contains(p)))
        {
            AttributeData attribute = place < 0 ? network : attributes[place];
            Location location = ArgumentLocator.LocateNamed(attribute, context.CancellationToken) ?? type.Locations[0];
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.All["DEEP0020"], location, NetworkParser.Kind(attribute.AttributeClass!)));
            any = true;
        }

        return any;
    }

    /// <summary>A type there would come before what kernels mean by its name.</summary>
    private static void CheckNamespace(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        IReadOnlyList<INamespaceSymbol> namespaces = FileNames.Namespaces(type);
        bool isOfUser = type.DeclaringSyntaxReferences.Any(r => !DeclarationRules.IsGenerated(r.SyntaxTree));
        if (isOfUser && type.ContainingType is null && namespaces.Count >= 2 && $"{namespaces[0].Name}.{namespaces[1].Name}" == KernelEmitter.Namespace)
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.All["DEEP0017"], DeclarationRules.Place(type), type.Name, KernelEmitter.Namespace));
        }
    }

    /// <summary>Options of the project are in no source file, so neither is what is reported of them.</summary>
    private static void CheckOptions(CompilationAnalysisContext context)
    {
        foreach (OptionFault fault in CacheOptions.Check(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.All["DEEP0016"], Location.None, fault.Option, fault.Value, fault.Least, fault.Most, fault.Default));
        }
    }

    private static void ReportMissingNetwork(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        if (type.GetAttributes().Any(a => a.AttributeClass is not null && NetworkParser.IsBlockMark(a)))
        {
            return;
        }

        if (NetworkParser.Attributes(type).FirstOrDefault() is { } attribute && !NetworkParser.HasUnknownAttribute(type))
        {
            Location location = attribute.ApplicationSyntaxReference!.GetSyntax(context.CancellationToken).GetLocation();
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.All["DEEP0012"], location, type.Name, NetworkParser.Kind(attribute.AttributeClass!)));
        }
    }
}
