using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Parsing;
using DeepNet.Generators.Pipeline;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Text;
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
            Mistake failure = InternalError.Reading(context.Symbol.Name, exception);
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.All[failure.Id], context.Symbol.Locations[0], failure.Arguments.ToArray<object>()));
        }
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        foreach (DeclarationFault fault in OtherTypeRules.Check(type, context.CancellationToken))
        {
            Report(context, fault);
        }

        if (type.TypeKind != TypeKind.Class || NetworkParser.NetworkMark(type) is not { } network)
        {
            return;
        }

        IReadOnlyList<DeclarationFault> faults = DeclarationRules.Check(type);
        foreach (DeclarationFault fault in faults)
        {
            Report(context, fault);
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

        foreach (PlanError error in NetworkCompiler.Compile(spec, CacheOptions.Read(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions), context.CancellationToken).Errors)
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
        foreach (string argument in mark.ConstructorArguments[0].Values.Select(v => v.Value).OfType<string>())
        {
            string[] parts = argument.Split('.');
            if (!int.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int place) || place >= attributes.Count || stillUnknown.Contains(place))
            {
                continue;
            }

            int element = parts.Length > 2 ? int.Parse(parts[2], CultureInfo.InvariantCulture) : -1;
            AttributeData attribute = place < 0 ? network : attributes[place];
            Location location = ArgumentLocator.LocateNamed(attribute, parts.Length > 1 ? parts[1] : null, element, context.CancellationToken) ?? type.Locations[0];
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.All["DEEP0020"], location, NetworkParser.Kind(attribute.AttributeClass!)));
            any = true;
        }

        return any;
    }

    /// <summary>Options of the project are in no source file, so neither is what is reported of them.</summary>
    private static void CheckOptions(CompilationAnalysisContext context)
    {
        foreach (OptionFault fault in CacheOptions.Check(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.All["DEEP0016"], Location.None, fault.Option, fault.Value, fault.Least, fault.Most, fault.Default));
        }
    }

    private static void Report(SymbolAnalysisContext context, DeclarationFault fault) =>
        context.ReportDiagnostic(Diagnostic.Create(DiagnosticCatalog.All[fault.Id], fault.Location, fault.MessageArguments));
}
