using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepNet.Generators.Parsing;

/// <summary>Finds the text of an attribute's argument, so that a squiggle lies under what is wrong and nothing else.</summary>
internal static class ArgumentLocator
{
    /// <summary>The location of an argument by property name, or of the attribute if it is null or was not written.</summary>
    public static Location? Locate(AttributeData attribute, string? argument, int element, CancellationToken cancellation)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
        {
            return null;
        }

        return argument is null ? syntax.GetLocation() : Find(attribute, syntax, argument, element)?.GetLocation() ?? syntax.GetLocation();
    }

    /// <summary>
    /// The location of an argument that names a constant; if it is not known which one does, of the first that names something and is neither an enum's member
    /// nor a type; else that of the attribute.
    /// </summary>
    public static Location? LocateNamed(AttributeData attribute, string? argument, int element, CancellationToken cancellation)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
        {
            return null;
        }

        if (argument is not null && Find(attribute, syntax, argument, element) is { } written)
        {
            return (Elements(written).FirstOrDefault(Names) ?? written).GetLocation();
        }

        IEnumerable<ExpressionSyntax> arguments = syntax.ArgumentList?.Arguments.Select(a => a.Expression) ?? [];
        List<ExpressionSyntax> named = arguments.Where(a => a is not TypeOfExpressionSyntax && Names(a)).ToList();

        HashSet<string> enums = [.. attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(a => a.Value)).Where(a => a.Kind == TypedConstantKind.Enum).Select(a => a.Type!.Name)];
        ExpressionSyntax? found = named.FirstOrDefault(a => !a.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(i => enums.Contains(i.Identifier.ValueText))) ?? named.FirstOrDefault();
        return (found is null ? syntax : Elements(found).FirstOrDefault(Names) ?? found).GetLocation();
    }

    private static bool Names(SyntaxNode expression) => expression.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax);

    private static SyntaxNode? Find(AttributeData attribute, AttributeSyntax syntax, string argument, int element)
    {
        if (syntax.ArgumentList is null)
        {
            return null;
        }

        List<AttributeArgumentSyntax> positional = [];
        foreach (AttributeArgumentSyntax written in syntax.ArgumentList.Arguments)
        {
            string? name = written.NameEquals?.Name.Identifier.ValueText ?? written.NameColon?.Name.Identifier.ValueText;
            if (name is null)
            {
                positional.Add(written);
            }
            else if (NetworkParser.PropertyName(name) == argument)
            {
                return Element(written.Expression, element) ?? written.Expression;
            }
        }

        IParameterSymbol? parameter = attribute.AttributeConstructor?.Parameters.FirstOrDefault(p => NetworkParser.PropertyName(p.Name) == argument);
        if (parameter is null || parameter.Ordinal >= positional.Count)
        {
            return null;
        }

        // A params array is written as several arguments, or as one that is an array itself.
        if (parameter.IsParams && element >= 0 && positional.Count - parameter.Ordinal > element && Element(positional[parameter.Ordinal].Expression, element) is null)
        {
            return positional[parameter.Ordinal + element].Expression;
        }

        ExpressionSyntax expression = positional[parameter.Ordinal].Expression;
        return Element(expression, element) ?? expression;
    }

    private static SyntaxNode? Element(ExpressionSyntax expression, int element)
    {
        if (element < 0)
        {
            return null;
        }

        IReadOnlyList<SyntaxNode> elements = Elements(expression);
        return element < elements.Count ? elements[element] : null;
    }

    /// <summary>What a list is written of; nothing for another expression.</summary>
    private static IReadOnlyList<SyntaxNode> Elements(SyntaxNode expression) => expression switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        ImplicitArrayCreationExpressionSyntax { Initializer: var initializer } => initializer.Expressions,
        CollectionExpressionSyntax collection => collection.Elements,
        _ => [],
    };
}
