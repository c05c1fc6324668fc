using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Calls;
using DeepNet.Generators.Backends.Gpu;
using DeepNet.Generators.Members;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

/// <summary>Writes the files of a network: summary and public members, parameters, forward, backward, and forward step by step.</summary>
internal sealed partial class NetworkEmitter
{
    private readonly NetworkPlan _plan;
    private readonly CpuPlan _cpu;
    private readonly GpuPlan? _gpu;
    private readonly NetworkSpec _spec;
    private readonly PassWriter _passes;
    private readonly UpdateCalls _updates;
    private readonly ClassFacts _facts;

    private NetworkEmitter(CpuPlan cpu, GpuPlan? gpu)
    {
        _gpu = gpu;
        _cpu = cpu;
        _plan = cpu.Network;
        _spec = _plan.Spec;
        _passes = new PassWriter(cpu);
        _updates = new UpdateCalls(cpu);
        _facts = Facts();
    }

    private string Keyword => _cpu.Element.Keyword();

    private string TypeName => CSharpNames.Identifier(_spec.Type.Name);

    public static IEnumerable<GeneratedFile> Emit(CpuPlan cpu, GpuPlan? gpu)
    {
        NetworkEmitter emitter = new(cpu, gpu);
        yield return emitter.File("", emitter.EmitSummary, emitter.EmitApi, emitter.BaseList);
        yield return emitter.File(".Parameters", null, emitter.EmitParameters);
        yield return emitter.File(".Forward", null, emitter._passes.WriteForward);
        if (cpu.Network.IsTrainable)
        {
            yield return emitter.File(".Backward", null, emitter.EmitBackward);
        }

        if (cpu.Stepping is not null)
        {
            yield return emitter.File(".Stepping", null, emitter.EmitStepping);
        }

        if (gpu is not null)
        {
            yield return emitter.File(".Gpu", null, emitter.EmitGpu);
        }
    }

    /// <summary>
    /// What a <c>#pragma</c> in the user's file does not reach here, and is a matter of that file, where it is reported too: the name of the class or of a type around it, and
    /// a base class or constructor of it that is obsolete. Also CLS compliance: no other language of the CLS has the spans of generated members.
    /// </summary>
    private const string Disabled = "#pragma warning disable CS0612, CS0618, CS3001, CS3002, CS3003, CS3005, CS3008, CS3009, CS3027, CS8981";

    /// <summary>Opens the namespace and the types around a network, lets the caller write its members, and closes them.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="facts">Its class.</param>
    /// <param name="suffix">The end of the file's name.</param>
    /// <param name="remarks">Writes what stands above the class, or null for one of its further parts.</param>
    /// <param name="members">Writes members.</param>
    /// <param name="baseList">The base types, with a colon.</param>
    /// <param name="documentation">What is said of every member instead of its own documentation, or null.</param>
    public static GeneratedFile File(
        NetworkSpec spec, ClassFacts facts, string suffix, Action<SourceWriter>? remarks, Action<MemberWriter> members, string baseList = "", Func<ClassMember, string>? documentation = null)
    {
        SourceWriter writer = new();
        // No using: every name outside the class is written in full, so that it means the same whatever names the project has.
        writer.Line(GeneratedFile.Header).Line("#nullable enable").Line(Disabled).Line();
        if (spec.Namespace.Length > 0)
        {
            writer.Line($"namespace {spec.Namespace};").Line();
        }

        Stack<SourceWriter.Scope> open = new();
        foreach (TypeSpec outer in spec.ContainingTypes)
        {
            open.Push(writer.Block($"partial {outer.Keyword} {CSharpNames.Identifier(outer.Name)}"));
        }

        remarks?.Invoke(writer);
        if (remarks is not null)
        {
            writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"DeepNet.Generators\", \"{GeneratedFile.Version}\")]");
        }

        using (writer.Block($"partial {spec.Type.Keyword} {CSharpNames.Identifier(spec.Type.Name)}{baseList}"))
        {
            members(new MemberWriter(writer, facts, documentation));
        }

        while (open.Count > 0)
        {
            open.Pop().Dispose();
        }

        return new GeneratedFile(spec.FileStem + suffix + ".g.cs", writer.ToString());
    }

    private ClassFacts Facts() => new(TypeName, Keyword, new NetworkParts(_plan.IsTrainable, _cpu.Stepping is not null, _gpu is not null))
    {
        IsRecord = _spec.Type.Keyword == "record",
        GivesLogits = _cpu.OutputActivations.Count > 0,
        Accumulates = _plan.IsTrainable && Options.Accumulates,
        HasAverage = _plan.IsTrainable && Options.HasAverage,
        CountedLabels = CountedLabels?.Loss.Target!.Identifier(),
        Inputs = Spans(InputTensors, "ReadOnlySpan"),
        Outputs = Spans(OutputTensors, "Span"),
        Predictions = Spans(OutputTensors, "Span", prediction: true),
        Targets = Spans(TargetTensors, "ReadOnlySpan"),
        StepTensors = _plan.Stepping is { } stepping
            ? $"{Spans(stepping.Graph.Inputs.Select(stepping.Graph.InputTensor), "ReadOnlySpan")}, {Spans(stepping.Graph.Outputs.Select(stepping.Graph.OutputTensor), "Span")}"
            : "",
    };

    private void EmitBackward(MemberWriter members)
    {
        _passes.WriteBackward(members);
        _updates.WriteMethods(members);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private GeneratedFile File(string suffix, Action<SourceWriter>? remarks, Action<MemberWriter> members, string baseList = "") =>
        File(_spec, _facts, suffix, remarks, members, baseList);

    private string BaseList => " : global::DeepNet." + (ImplementsTrainable ? $"ITrainable<{TypeName}, {InputTypes}, {TypeOf(TargetTensors.Single())}>"
        : ImplementsPredictor ? $"IPredictor<{TypeName}, {InputTypes}>"
        : $"INetwork<{TypeName}>");

    /// <summary>The interface that declares the constants of training.</summary>
    private string TrainableInterface => $"global::DeepNet.ITrainable<{TypeName}, {(_plan.Graph.Inputs[0].IsInteger ? "int" : Keyword)}, {Keyword}, {TypeOf(TargetTensors.Single())}>";

    /// <summary>The type arguments for the input and the element type, which are one if the input is not of integers.</summary>
    private string InputTypes => _plan.Graph.Inputs[0].IsInteger ? "int, " + Keyword : Keyword;

    private bool ImplementsPredictor => _plan.Graph.Inputs.Count == 1 && _plan.Graph.Outputs.Count == 1;

    private bool ImplementsTrainable => ImplementsPredictor && TargetTensors.Count() == 1;

    private string TypeOf(Tensor tensor) => tensor.IsInteger ? "int" : Keyword;

    private IEnumerable<Tensor> InputTensors => _plan.Graph.Inputs.Select(_plan.Graph.InputTensor);

    /// <summary>What training takes beside the inputs: targets and weights of samples, loss by loss.</summary>
    private IEnumerable<Tensor> TargetTensors => _plan.Graph.Losses.SelectMany(l => l.CallerTensors);

    private IEnumerable<Tensor> OutputTensors => _plan.Graph.Outputs.Select(_plan.Graph.OutputTensor);
}
