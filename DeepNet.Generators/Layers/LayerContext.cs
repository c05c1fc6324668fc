using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Diagnostics;
using DeepNet.Generators.Model;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers;

/// <summary>What a definition sees while its attribute is checked: the arguments, and a way to report a mistake at one of them.</summary>
internal sealed class LayerContext(AttributeSpec attribute, int attributeIndex, string name, IReadOnlyList<Node> inputs, ICollection<PlanError> errors, bool isNested = false)
{
    public AttributeSpec Attribute { get; } = attribute;

    public IReadOnlyList<Node> Inputs { get; } = inputs;

    /// <summary>Whether what the layer takes is known; behind a faulty layer it is not, and nothing can be said about it.</summary>
    public bool HasKnownInputs => Inputs.All(i => i.Attribute.Kind.Length > 0);

    /// <summary>How messages name the layer: <c>Dense 'trunk'</c>.</summary>
    public string DisplayName { get; } = name.Length == 0 ? attribute.Kind : $"{attribute.Kind} '{name}'";

    public bool HasErrors { get; private set; }

    public void Report(string id, string? argument, int element, params string[] messageArguments)
    {
        HasErrors |= !DiagnosticCatalog.IsWarning(id);

        // The argument of a layer in a block is not written where the network is.
        errors.Add(new PlanError(id, attributeIndex, isNested ? null : argument, isNested ? -1 : element, messageArguments.ToEquatableArray()));
    }

    /// <summary>An argument that counts something: at least 1.</summary>
    public int Count(string argument)
    {
        int value = Attribute.Whole(argument);
        if (value < 1)
        {
            Report("DEEP0200", argument, -1, DisplayName, argument, value.ToString(CultureInfo.InvariantCulture));
        }

        return value;
    }

    /// <summary>A number that has to satisfy a condition, described in words such as <c>at least 0 and less than 1</c>.</summary>
    public double Number(string argument, Func<double, bool> isValid, string condition)
    {
        double value = Attribute.Number(argument);
        if (!isValid(value))
        {
            Report("DEEP0201", argument, -1, DisplayName, argument, condition, value.ToString("R", CultureInfo.InvariantCulture));
        }

        return value;
    }

    /// <summary>A share: at least 0 and less than 1.</summary>
    public double Fraction(string argument) => Number(argument, v => v is >= 0 and < 1, "at least 0 and less than 1");

    public double NotNegative(string argument) => Number(argument, v => v >= 0 && !double.IsInfinity(v), "finite and at least 0");

    public double Positive(string argument) => Number(argument, v => v > 0 && !double.IsInfinity(v), "finite and more than 0");

    /// <summary>A number whose square has to be finite in single precision: more than 0 and at most 1e18.</summary>
    public double PositiveForSquare(string argument) => Number(argument, v => v is > 0 and <= 1e18, "more than 0 and at most 1e18");

    /// <summary>A member of an enum, and not a number that is none.</summary>
    public T Member<T>(string argument)
        where T : struct, Enum
    {
        T value = Attribute.Member<T>(argument);
        if (!Enum.IsDefined(typeof(T), value))
        {
            Report("DEEP0201", argument, -1, DisplayName, argument, "one of " + string.Join(", ", Enum.GetNames(typeof(T))), value.ToString("D"));
        }

        return value;
    }

    public static IReadOnlyList<string> Names(AttributeSpec attribute, string argument) =>
        attribute[argument] is EquatableArray<string> names ? names : [];
}
