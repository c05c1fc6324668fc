using System.Collections.Concurrent;
using System.Globalization;
using System.Linq;
using System.Reflection;

namespace DeepNet.Generators.Model;

/// <summary>
/// What arguments are that were not written. The attributes say it themselves: their files are compiled into this assembly too, so that names, types and values have
/// one source.
/// </summary>
internal static class ArgumentDefaults
{
    private static readonly ConcurrentDictionary<(string Kind, string Argument), object?> Values = new();

    /// <summary>The value of an argument that was not written; null for one that has to be, or where nothing is a value of its own.</summary>
    /// <exception cref="System.InvalidOperationException">The attribute has no such argument: a definition asks for the wrong one.</exception>
    public static object? Of(string kind, string argument) => Values.GetOrAdd((kind, argument), Find);

    public static double Number(string kind, string argument) => AttributeSpec.FromFloat((float)Of(kind, argument)!);

    /// <summary>Whether the attribute has such an argument.</summary>
    public static bool Has(string kind, string argument) => Property(kind, argument) is not null;

    private static Type? TypeOf(string kind) => typeof(NetworkAttribute).Assembly.GetType($"{nameof(DeepNet)}.{kind}Attribute");

    private static PropertyInfo? Property(string kind, string argument) => TypeOf(kind)?.GetProperty(argument);

    private static object? Find((string Kind, string Argument) place)
    {
        PropertyInfo property = Property(place.Kind, place.Argument) ?? throw new InvalidOperationException($"[{place.Kind}] has no argument '{place.Argument}'.");
        ConstructorInfo constructor = TypeOf(place.Kind)!.GetConstructors().OrderBy(c => c.GetParameters().Length).First();
        return property.GetValue(constructor.Invoke(BindingFlags.Default, null, constructor.GetParameters().Select(Value).ToArray(), CultureInfo.InvariantCulture));
    }

    private static object? Value(ParameterInfo parameter) => parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType.IsArray ? Array.CreateInstance(parameter.ParameterType.GetElementType()!, 0)
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
        : null;
}
