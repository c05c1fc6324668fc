using System.Reflection;

namespace DeepNet.Kernels.Tests;

/// <summary>A kernel method of this assembly and its reference twin.</summary>
/// <param name="Method">The method.</param>
/// <param name="Twin">The twin, with the same parameters.</param>
internal sealed record Kernel(MethodInfo Method, MethodInfo Twin)
{
    private const BindingFlags AllStatic = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public string ClassName => Method.DeclaringType!.Name;

    public bool IsDouble => ClassName.EndsWith("_Double", StringComparison.Ordinal);

    /// <summary>The references that a method takes.</summary>
    public static string[] References(MethodInfo method) => method.GetParameters().Where(p => p.ParameterType.IsByRef && !IsCoefficients(p)).Select(p => p.Name!).ToArray();

    /// <summary>A method's parameters as a word: R a reference, I an int, U a uint, S a scalar, C coefficients; then =D for one that returns a loss, a double.</summary>
    public static string Shape(MethodInfo method) => string.Concat(method.GetParameters().Select(Letter)) + (method.ReturnType == typeof(void) ? "" : "=D");

    /// <summary>The second count: the rows that a driver of an update takes at a time, all rows of an update, or the columns of an outer product.</summary>
    public int Rows => HasConstant("GroupRows") && Method.Name != "Update" ? Constant("GroupRows") : HasConstant("Inputs") ? Constant("Inputs") : OuterColumns;

    /// <summary>Columns of an outer product: two vectors and a tail.</summary>
    public const int OuterColumns = 21;

    public int Constant(string name) => (int)Method.DeclaringType!.GetField(name, AllStatic)!.GetRawConstantValue()!;

    public bool HasConstant(string name) => Method.DeclaringType!.GetField(name, AllStatic) is not null;

    /// <summary>Every method of every kernel that has a twin, and the drivers of single instruction sets behind it.</summary>
    public static IEnumerable<Kernel> All()
    {
        foreach (Type type in typeof(Kernel).Assembly.GetTypes().Where(t => t.Namespace == "DeepNet.Generated" && !t.IsNested).OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            foreach (MethodInfo twin in type.GetMethods(AllStatic).Where(m => m.Name.EndsWith("Reference", StringComparison.Ordinal) && m.GetParameters().Any(p => p.ParameterType == typeof(int))))
            {
                Type[] parameters = twin.GetParameters().Select(p => p.ParameterType).ToArray();
                string name = twin.Name[..^"Reference".Length];
                foreach (string variant in new[] { name, "RunVector256", "RunShared", "RunPacked" })
                {
                    // A driver has parameters of its own; what it lacks or has in another order is found by name.
                    MethodInfo? method = variant == name ? type.GetMethod(variant, AllStatic, parameters) : type.GetMethod(variant, AllStatic);
                    if (method is not null && Fits(method, twin))
                    {
                        yield return new Kernel(method, twin);
                    }
                }
            }
        }
    }

    /// <summary>Whether a method works on the memory of a twin, with as many counts. A driver computes gradients, not the update that follows them.</summary>
    private static bool Fits(MethodInfo method, MethodInfo twin) =>
        (twin.Name != "UpdateReference" || method.Name == "Update") && References(method).All(References(twin).Contains) && Shape(method).Count(c => c == 'I') == Shape(twin).Count(c => c == 'I');

    public override string ToString() => $"{ClassName}.{Method.Name}";

    private static bool IsCoefficients(ParameterInfo parameter) => parameter.ParameterType.GetElementType()?.Name == "Coefficients";

    private static char Letter(ParameterInfo parameter) =>
        IsCoefficients(parameter) ? 'C'
        : parameter.ParameterType.IsByRef ? 'R'
        : parameter.ParameterType == typeof(int) ? 'I'
        : parameter.ParameterType == typeof(uint) ? 'U'
        : 'S';
}
