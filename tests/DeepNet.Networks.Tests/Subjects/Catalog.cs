using System.Reflection;

namespace DeepNet.Networks.Tests.Subjects;

/// <summary>
/// All test networks of the assembly, found by the interface that each declares (<see cref="INetworkUnderTest{T}"/> and below it). The name of the
/// class is the name of the fixture; the twin in double precision, which NetworkTests.props adds, has <c>Double</c> behind it.
/// </summary>
internal static class Catalog
{
    // An interface and the subject behind which its networks run; the subject's type arguments are the network and those of the interface.
    private static readonly Dictionary<Type, Type> SubjectOf = new()
    {
        [typeof(IOneHeadNetwork<,>)] = typeof(OneHeadSubject<,,>),
        [typeof(ITokenNetwork<,>)] = typeof(TokenSubject<,,>),
        [typeof(IMaskedNetwork<,>)] = typeof(MaskedSubject<,,>),
        [typeof(ITwoInputNetwork<,>)] = typeof(TwoInputSubject<,,>),
        [typeof(ITwoHeadNetwork<>)] = typeof(TwoHeadSubject<,>),
        [typeof(IWeightedNetwork<,>)] = typeof(WeightedSubject<,,>),
        [typeof(ITripletNetwork<>)] = typeof(TripletSubject<,>),
        [typeof(ITwoInputTwoHeadNetwork<>)] = typeof(TwoInputTwoHeadSubject<,>),
    };

    private static readonly SortedDictionary<string, Type> SingleSubjects = new(StringComparer.Ordinal);
    private static readonly SortedDictionary<string, Type> DoubleSubjects = new(StringComparer.Ordinal);
    private static readonly HashSet<string> Trapped = [];
    private static readonly Dictionary<string, int> Accumulating = [];

    static Catalog()
    {
        foreach (Type network in typeof(Catalog).Assembly.GetTypes())
        {
            if (network.GetCustomAttribute<NetworkAttribute>() is { } declared)
            {
                (declared.Precision == Precision.Double ? DoubleSubjects : SingleSubjects).Add(network.Name, FindSubject(network));
                Accumulating.Add(network.Name, network.GetCustomAttribute<OptimizerAttribute>()?.AccumulationSteps ?? 1);
                if (declared.NanTrap)
                {
                    Trapped.Add(network.Name);
                }
            }
        }
    }

    /// <summary>The names of the networks in single precision.</summary>
    public static IEnumerable<string> SingleNames => SingleSubjects.Keys;

    /// <summary>The names of the networks in single precision, as test data.</summary>
    public static TheoryData<string> Singles => new(SingleSubjects.Keys);

    /// <summary>The names of the networks in double precision.</summary>
    public static TheoryData<string> Doubles => new(DoubleSubjects.Keys);

    /// <summary>Whether the network is declared with <see cref="NetworkAttribute.NanTrap"/>.</summary>
    public static bool TrapsNaN(string network) => Trapped.Contains(network);

    /// <summary>The calls of TrainStep that make one update.</summary>
    public static int AccumulationSteps(string network) => Accumulating[network];

    /// <summary>A new network of single or double precision.</summary>
    public static Subject<T> Create<T>(string name, int seed)
        where T : unmanaged
    {
        Type subject = (typeof(T) == typeof(float) ? SingleSubjects : DoubleSubjects)[name];
        return (Subject<T>)Activator.CreateInstance(subject, BindingFlags.DoNotWrapExceptions, null, [seed], null)!;
    }

    // A network that declares none would be compiled and never run.
    private static Type FindSubject(Type network)
    {
        foreach (Type declared in network.GetInterfaces().Where(static type => type.IsGenericType))
        {
            if (SubjectOf.TryGetValue(declared.GetGenericTypeDefinition(), out Type? subject))
            {
                return subject.MakeGenericType([network, .. declared.GetGenericArguments()]);
            }
        }

        throw new InvalidOperationException($"{network.Name} declares none of the interfaces in INetworkUnderTest.cs.");
    }
}
