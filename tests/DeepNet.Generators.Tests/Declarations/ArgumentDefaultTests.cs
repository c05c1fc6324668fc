using System.Reflection;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Tests.Declarations;

/// <summary>What is not written is what the library's attribute says.</summary>
public sealed class ArgumentDefaultTests
{
    public static TheoryData<string> Kinds => [.. Sources.Library.GetExportedTypes()
        .Where(t => t.IsSubclassOf(typeof(Attribute)) && !t.IsAbstract && t.Namespace == "DeepNet")
        .Select(t => t.Name[..^"Attribute".Length])];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_argument_that_is_not_written_has_the_default_of_the_attribute(string kind)
    {
        Type attribute = Sources.Library.GetType($"DeepNet.{kind}Attribute")!;
        ConstructorInfo constructor = attribute.GetConstructors().MinBy(c => c.GetParameters().Length)!;
        object made = constructor.Invoke([.. constructor.GetParameters().Select(Value)]);
        foreach (PropertyInfo property in attribute.GetProperties().Where(p => p.DeclaringType!.Namespace == "DeepNet"))
        {
            object? expected = property.GetValue(made);
            Assert.Equal(expected is Enum ? Convert.ToInt32(expected, null) : expected, ArgumentDefaults.Of(kind, property.Name) is Enum found ? Convert.ToInt32(found, null) : ArgumentDefaults.Of(kind, property.Name));
        }
    }

    [Theory]
    [InlineData("Dense", "Rate")]
    [InlineData("Nothing", "Units")]
    public void An_argument_that_does_not_exist_is_a_fault_of_the_definition(string kind, string argument) =>
        Assert.Throws<InvalidOperationException>(() => ArgumentDefaults.Of(kind, argument));

    private static object? Value(ParameterInfo parameter) => parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType.IsArray ? Array.CreateInstance(parameter.ParameterType.GetElementType()!, 0)
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
        : null;
}
