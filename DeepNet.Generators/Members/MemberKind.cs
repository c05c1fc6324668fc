namespace DeepNet.Generators.Members;

/// <summary>What a member of a network's class is.</summary>
internal enum MemberKind
{
    Constant,
    Field,
    Constructor,
    Property,
    Method,
    Class,
}
