using System.Reflection;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Tests.Names;

/// <summary>Attributes with the options that they have, found by reflection, so that a new option is tried without an edit.</summary>
internal static class Options
{
    /// <summary>All attributes of a kind, such as <see cref="LayerAttribute"/>.</summary>
    public static IEnumerable<Type> Of<T>() => typeof(T).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(T)) && !t.IsAbstract)
        .OrderBy(t => t.Name, StringComparer.Ordinal);

    /// <summary>The attribute with no option, with each, and with each pair.</summary>
    public static IEnumerable<AttributeSpec> Pairs(Type attribute)
    {
        foreach (ArgumentSpec[] arguments in attribute.GetConstructors().SelectMany(Constructed))
        {
            ArgumentSpec[] options = [.. attribute.GetProperties().Where(p => p.CanWrite && p.Name is not ("TypeId" or "Name" or "From" or "SharedWith")).SelectMany(Values)];
            yield return Make(attribute, arguments);
            for (int i = 0; i < options.Length; i++)
            {
                yield return Make(attribute, [.. arguments, options[i]]);
                for (int j = 0; j < i; j++)
                {
                    if (options[i].Name != options[j].Name)
                    {
                        yield return Make(attribute, [.. arguments, options[j], options[i]]);
                    }
                }
            }
        }
    }

    public static AttributeSpec Make(Type attribute, IEnumerable<ArgumentSpec> arguments) =>
        new(attribute.Name[..^"Attribute".Length], arguments.ToEquatableArray(), false);

    /// <summary>The arguments of a constructor, in two sizes.</summary>
    private static IEnumerable<ArgumentSpec[]> Constructed(ConstructorInfo constructor)
    {
        ParameterInfo[] parameters = constructor.GetParameters();
        for (int variant = 0; variant < (parameters.Length == 0 ? 1 : 2); variant++)
        {
            yield return [.. parameters.Select(p => new ArgumentSpec(char.ToUpperInvariant(p.Name![0]) + p.Name[1..], Argument(p.ParameterType, p.Name, variant)))];
        }
    }

    private static object? Argument(Type type, string name, int variant) =>
        type == typeof(int) ? variant + 2
        : type == typeof(float) ? 0.25f + variant / 4f
        : type == typeof(string) ? "a"
        : type == typeof(string[]) ? new[] { "a", "b" }.ToEquatableArray()
        : type == typeof(int[]) ? (name == "axes" ? variant == 0 ? new[] { 1, 0 } : [2, 0, 1] : [variant + 2, -1]).ToEquatableArray()
        : type == typeof(Type) ? new BlockSpec("Part", new[] { new AttributeSpec("Dense", new[] { new ArgumentSpec("Units", variant + 4) }.ToEquatableArray(), false) }.ToEquatableArray(), false)
        : type.IsEnum ? variant
        : null;

    private static IEnumerable<ArgumentSpec> Values(PropertyInfo property)
    {
        Type type = property.PropertyType;
        IEnumerable<object> values = type == typeof(bool) ? [true, false]
            : type == typeof(int) ? [0, 1, 2, 3]
            : type == typeof(float) ? [0f, 0.3f, 1f]
            : type == typeof(float[]) ? [new[] { 1f, 2f, 3f, 4f }.ToEquatableArray(), new[] { 2f, 2f, 3f, 4f }.ToEquatableArray()]
            : type == typeof(Initializer) ? [0, 1] // What weights begin with is no part of a kernel.
            : type.IsEnum ? Enum.GetValues(type).Cast<object>().Select(v => (object)Convert.ToInt32(v, System.Globalization.CultureInfo.InvariantCulture))
            : type == typeof(string) ? property.Name is "Mask" ? ["mask"] : ["b"]
            : throw new NotSupportedException($"{property} has a type that the sweep does not know.");
        return values.Select(v => new ArgumentSpec(property.Name, v));
    }
}
