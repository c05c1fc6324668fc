using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Losses;
using DeepNet.Generators.Model;
using DeepNet.Generators.Optimizers;
using DeepNet.Generators.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepNet.Generators.Parsing;

/// <summary>Reads a network class into a <see cref="NetworkSpec"/>. Symbols end here.</summary>
internal static class NetworkParser
{
    public const string NetworkAttribute = "DeepNet.NetworkAttribute";

    /// <summary>As <see cref="Parse"/>, or how that failed: other networks keep their code.</summary>
    public static ParsedNetwork TryParse(INamedTypeSymbol type, CancellationToken cancellation) => TryParse(type, () => Parse(type, cancellation));

    /// <summary>What a reader gives, or how it failed.</summary>
    public static ParsedNetwork TryParse(INamedTypeSymbol type, System.Func<NetworkSpec> parse)
    {
        try
        {
            return new ParsedNetwork(type.ToDisplayString(), parse(), null);
        }
        catch (System.Exception exception) when (exception is not System.OperationCanceledException)
        {
            return new ParsedNetwork(type.ToDisplayString(), null, InternalError.Reading(type.Name, exception));
        }
    }

    public static NetworkSpec Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        List<TypeSpec> containing = [];
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containing.Insert(0, Type(outer));
        }

        BlockPath path = new(type);
        EquatableArray<AttributeSpec> attributes = Attributes(type).Select(a => Attribute(a, path)).ToEquatableArray();
        return new NetworkSpec
        {
            Namespace = string.Join(".", FileNames.Namespaces(type).Select(n => CSharpNames.Identifier(n.Name))),
            ContainingTypes = containing.ToEquatableArray(),
            Type = Type(type),
            FileStem = FileNames.Stem(type),
            Attributes = attributes,
            Members = UserMembers.Find(type, attributes),
            Network = Attribute(NetworkMark(type)!, path),
            HasShaders = type.ContainingModule.ReferencedAssemblySymbols.Any(a => a.Name == "DeepNet.Shaders"),
            Faults = DeclarationRules.Check(type).Select(f => f.Mistake).ToEquatableArray(),
        };
    }

    /// <summary>The attribute <c>[Network]</c> of a class, or null.</summary>
    public static AttributeData? NetworkMark(INamedTypeSymbol type) => type.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } c && Kind(c) == "Network");

    public static bool IsNetwork(INamedTypeSymbol type) => NetworkMark(type) is not null;

    /// <summary>The attributes that make up the network, without <c>[Network]</c>, in source order.</summary>
    public static IReadOnlyList<AttributeData> Attributes(INamedTypeSymbol type) => type.GetAttributes()
        .Where(a => a.AttributeClass is { } c && Kind(c) is { } kind && IsPart(kind) && !IsBlockMark(a))
        .OrderBy(a => a.ApplicationSyntaxReference?.SyntaxTree.FilePath, System.StringComparer.Ordinal)
        .ThenBy(a => a.ApplicationSyntaxReference?.Span.Start ?? 0)
        .ToList();

    /// <summary>Whether the attribute is <c>[Block]</c> without arguments, which marks a class whose layers others use.</summary>
    public static bool IsBlockMark(AttributeData attribute) =>
        Kind(attribute.AttributeClass!) == "Block" && attribute.ConstructorArguments.Length == 0 && attribute.AttributeConstructor is not null;

    /// <summary>The name of a DeepNet attribute without its suffix, or null for another attribute.</summary>
    public static string? Kind(INamedTypeSymbol attribute) =>
        attribute.ContainingNamespace is { Name: "DeepNet", ContainingNamespace.IsGlobalNamespace: true } && attribute.Name.EndsWith("Attribute", System.StringComparison.Ordinal)
            ? attribute.Name.Substring(0, attribute.Name.Length - "Attribute".Length)
            : null;

    public static bool IsPart(string kind) =>
        kind == "Input" || LayerCatalog.Find(kind) is not null || LossCatalog.Find(kind) is not null || OptimizerCatalog.Find(kind) is not null;

    /// <summary>Whether the compiler does not know one of the type's attributes, which it reports itself: it may be a misspelt layer.</summary>
    public static bool HasUnknownAttribute(INamedTypeSymbol type) => type.GetAttributes().Any(a => a.AttributeClass is null or { TypeKind: TypeKind.Error });

    /// <summary>Whether the attribute makes the network one that is trained.</summary>
    public static bool Trains(INamedTypeSymbol attribute) =>
        Kind(attribute) is { } kind && (LossCatalog.Find(kind) is not null || OptimizerCatalog.Find(kind) is not null);

    /// <summary>Whether a layer of the type, or of a block that it names, carries a state from step to step, so that the class may get <c>Step</c>.</summary>
    public static bool HasState(INamedTypeSymbol type, HashSet<ISymbol> seen) => seen.Add(type) && Attributes(type).Any(a =>
        LayerCatalog.Find(Kind(a.AttributeClass!)!) is { HasState: true }
        || a.ConstructorArguments.Any(c => c is { Kind: TypedConstantKind.Type, Value: INamedTypeSymbol block } && HasState(block, seen)));

    private static TypeSpec Type(INamedTypeSymbol type)
    {
        string keyword = type.TypeKind switch
        {
            TypeKind.Struct => "struct",
            TypeKind.Interface => "interface",
            _ => "class",
        };
        return new TypeSpec(type.IsRecord ? keyword == "struct" ? "record struct" : "record" : keyword, type.Name);
    }

    /// <summary>An attribute as values. <paramref name="path"/> is what it is reached through.</summary>
    private static AttributeSpec Attribute(AttributeData data, BlockPath path)
    {
        List<ArgumentSpec> arguments = [];
        bool broken = data.AttributeConstructor is null;
        ImmutableArray<IParameterSymbol> parameters = data.AttributeConstructor?.Parameters ?? [];
        for (int i = 0; i < data.ConstructorArguments.Length && i < parameters.Length; i++)
        {
            broken |= IsBroken(data.ConstructorArguments[i]);
            arguments.Add(new ArgumentSpec(PropertyName(parameters[i].Name), Value(data.ConstructorArguments[i], path), Unknown(data.ConstructorArguments[i])));
        }

        foreach (KeyValuePair<string, TypedConstant> named in data.NamedArguments)
        {
            broken |= IsBroken(named.Value);
            arguments.Add(new ArgumentSpec(named.Key, Value(named.Value, path), Unknown(named.Value)));
        }

        // A misspelt named argument is dropped from the data; the compiler reports it.
        if (data.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList: { } list })
        {
            broken |= list.Arguments.Count(a => a.NameEquals is not null) != data.NamedArguments.Length;
        }

        return new AttributeSpec(Kind(data.AttributeClass!)!, arguments.ToEquatableArray(), broken);
    }

    /// <summary>The property that a constructor's parameter sets.</summary>
    public static string PropertyName(string parameter) => char.ToUpperInvariant(parameter[0]) + parameter.Substring(1);

    /// <summary>Whether a value is not known. A cast of what is not known to an enum has that enum's type, but no value.</summary>
    private static bool IsBroken(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Error || constant.Kind is TypedConstantKind.Enum or TypedConstantKind.Primitive && constant.Value is null && constant.Type is { IsValueType: true } || constant.Kind == TypedConstantKind.Array && !constant.IsNull && constant.Values.Any(IsBroken);

    private static int Unknown(TypedConstant constant)
    {
        if (!IsBroken(constant))
        {
            return ArgumentSpec.Known;
        }

        return constant.Kind == TypedConstantKind.Array ? constant.Values.TakeWhile(v => !IsBroken(v)).Count() : ArgumentSpec.Whole;
    }

    private static object? Value(TypedConstant constant, BlockPath path)
    {
        if (constant.Kind == TypedConstantKind.Type)
        {
            return constant.Value is INamedTypeSymbol block ? Block(block, path) : null;
        }

        if (constant.Kind != TypedConstantKind.Array)
        {
            return constant.Kind == TypedConstantKind.Error ? null : constant.Value;
        }

        // A list that is null is one that was not given; an empty one is a list.
        if (constant.IsNull)
        {
            return null;
        }

        ImmutableArray<TypedConstant> values = constant.Values;
        return (constant.Type as IArrayTypeSymbol)?.ElementType.SpecialType switch
        {
            SpecialType.System_Int32 => values.Select(v => v.Value as int? ?? 0).ToEquatableArray(),
            SpecialType.System_Single => values.Select(v => v.Value as float? ?? 0).ToEquatableArray(),
            _ => values.Select(v => v.Value as string ?? "").ToEquatableArray(),
        };
    }

    private static BlockSpec Block(INamedTypeSymbol type, BlockPath path)
    {
        if (path.Contains(type))
        {
            return new BlockSpec(type.Name, EquatableArray<AttributeSpec>.Empty, IsRecursive: true);
        }

        IReadOnlyList<AttributeData> attributes = Attributes(type);
        if (!path.TryEnter(type, attributes.Count(a => LayerCatalog.Find(Kind(a.AttributeClass!)!) is not null)))
        {
            return new BlockSpec(type.Name, EquatableArray<AttributeSpec>.Empty, IsRecursive: false, IsCut: true);
        }

        BlockSpec block = new(type.Name, attributes.Select(a => Attribute(a, path)).ToEquatableArray(), IsRecursive: false);
        path.Leave();
        return block;
    }
}
