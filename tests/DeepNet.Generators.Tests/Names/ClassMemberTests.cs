using System.Reflection;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Members;
using DeepNet.Generators.Text;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Tests.Names;

/// <summary>The members of a network's class are those of <see cref="ClassMembers"/>: no other can be written, and a faulty declaration has the same ones that users see.</summary>
public sealed class ClassMemberTests
{
    private static readonly ClassFacts Facts = new("Net", "float", new NetworkParts(Trains: false, Steps: false, Gpu: false));

    [Fact]
    public void A_member_that_is_not_in_the_list_cannot_be_written()
    {
        // Equal to a member of the list, but a second one.
        ClassMember other = NetworkMembers.Save with { };
        Assert.Equal(NetworkMembers.Save, other);
        foreach (Action<MemberWriter> write in Ways(other))
        {
            Assert.Contains("'Save' is no member of ClassMembers", Assert.Throws<InvalidOperationException>(() => write(Writer())).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_member_cannot_be_written_where_the_list_has_none()
    {
        foreach (ClassMember member in (ClassMember[])[TrainingMembers.TrainStep, SequenceMembers.Step, GpuMembers.OnGpu])
        {
            Assert.All(Ways(member), write => Assert.Throws<InvalidOperationException>(() => write(Writer())));
        }
    }

    /// <summary>Emitters and back ends get a <see cref="MemberWriter"/> and no text. All that it writes has a line in the list, is a layer's, or has no name of its own.</summary>
    [Fact]
    public void Nothing_else_writes_members()
    {
        IEnumerable<MethodInfo> methods = typeof(MemberWriter).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => !m.IsSpecialName);
        Assert.Equal(["Implementation", "View"], methods.Where(m => m.GetParameters()[0].ParameterType != typeof(ClassMember)).Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(typeof(MemberWriter).GetProperties(), p => p.PropertyType == typeof(SourceWriter));
        ParameterInfo[] parameters = typeof(NetworkEmitter).GetMethod("File", BindingFlags.Public | BindingFlags.Static)!.GetParameters();
        Assert.Equal(typeof(Action<MemberWriter>), parameters.Single(p => p.Name == "members").ParameterType);
    }

    [Fact]
    public void Every_member_is_in_the_list_once()
    {
        IEnumerable<ClassMember> declared = typeof(ClassMembers).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(ClassMembers).Namespace)
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(p => p.PropertyType == typeof(ClassMember))
            .Select(p => (ClassMember)p.GetValue(null)!);
        Assert.Equal(declared.Select(m => m.Name).Order(StringComparer.Ordinal), ClassMembers.All.Select(m => m.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Input(6, 4), Lstm(4), Dense(3)")]
    [InlineData("Input(6, 4), Lstm(4), Dense(3), MeanSquaredErrorLoss, Sgd")]
    [InlineData("Input(6), Dense(4), CrossEntropyLoss(IgnoreIndex = 1), Adam(AccumulationSteps = 2, AverageDecay = 0.9f)")]
    [InlineData("Input(5, Integer = true), Embedding(7, 4), Flatten, Dense(3), MeanSquaredErrorLoss, Adam(AverageDecay = 0.9f)")]
    public void A_faulty_declaration_has_the_members_that_users_see(string layers)
    {
        string right = Members($"[Network, {layers}] public sealed partial class Net;", faults: 0);
        Assert.Contains("Forward(", right, StringComparison.Ordinal);
        Assert.Equal(right, Members($"[Network(MaxBatch = 0), {layers}] public sealed partial class Net;", faults: 1));
        Assert.Equal(
            Members($"[Network(Precision = Precision.Double), {layers}] public sealed partial record Net;", faults: 0),
            Members($"[Network(Precision = Precision.Double, MaxBatch = 0), {layers}] public sealed partial record Net;", faults: 1));
    }

    private static Action<MemberWriter>[] Ways(ClassMember member) =>
        [w => w.Write(member, ";"), w => w.Constant(member, 1), w => w.Method(member, _ => { }), w => w.Block(member, _ => { })];

    private static MemberWriter Writer() => new(new SourceWriter(), Facts);

    /// <summary>The public members with their signatures.</summary>
    private static string Members(string network, int faults)
    {
        GeneratorRun run = GeneratorRun.Of("using DeepNet;\n" + network);
        Assert.Equal(faults, run.AnalyzerDiagnostics.Count(d => d.Severity == DiagnosticSeverity.Error));
        Assert.Equal("", Verify.Text(run.CompilerDiagnostics));
        return string.Join("\n", run.Compilation.GetTypeByMetadataName("Net")!.GetMembers().Where(m => m.DeclaredAccessibility == Accessibility.Public).Select(m => m.ToDisplayString()).Order(StringComparer.Ordinal));
    }
}
