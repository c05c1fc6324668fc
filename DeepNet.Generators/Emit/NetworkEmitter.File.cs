using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Calls;
using DeepNet.Generators.Members;
using DeepNet.Generators.Model;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

/// <summary>What writes a network to a file and reads it again.</summary>
internal sealed partial class NetworkEmitter
{
    private void EmitFile(MemberWriter members)
    {
        EmitEntries(members, _plan.Parameters.Select(p => (p.FileName, p.Spec.Shape, BlockPlace.Of(p), ""))
            .Concat(_plan.Buffers.Where(b => b.Spec.Table is null).Select(b => (b.FileName, b.Spec.Shape, "Offset." + b.Tensor.Name, ", " + Least(b.Spec.IsNeverNegative)))));
        // Gradients that wait for further batches are part of the state.
        bool accumulates = _plan.IsTrainable && Options.Accumulates;
        List<(string Name, string Region)> states = _plan.States.Select(s => (s, BlockPlace.OfState(s))).ToList();
        if (accumulates)
        {
            states.Insert(0, ("gradient", "Offset.Gradients"));
        }

        bool hasStates = states.Count > 0;
        if (hasStates)
        {
            EmitStateEntries(members, states);
        }

        members.Method(NetworkMembers.Save, writer =>
        {
            if (_plan.IsTrainable)
            {
                using (writer.Block("if (includeState)"))
                {
                    EmitSaveState(writer, hasStates ? "[.. ParameterEntries, .. StateEntries]" : "ParameterEntries", accumulates);
                }

                writer.Line();
            }

            writer.Line($"global::DeepNet.CompilerServices.NetworkFile.Save<{Keyword}>(path, \"{_spec.Type.Name}\", ParameterEntries, Slice(0, Offset.Workspace), null);");
        });
        members.Method(NetworkMembers.Load, writer =>
        {
            string load = $"global::DeepNet.CompilerServices.NetworkFile.Load<{Keyword}>(path, \"{_spec.Type.Name}\", ParameterEntries, {(hasStates ? "StateEntries" : "[]")}, Slice(0, Offset.Workspace))";
            if (!_plan.IsTrainable)
            {
                writer.Line(load + ";");
            }
            else
            {
                EmitStateAfterLoad(writer, load);
            }
        });
    }

    private void EmitStateEntries(MemberWriter members, IEnumerable<(string Name, string Region)> states)
    {
        // Running statistics stand behind the parameters, and have no state.
        string parameters = _plan.SavedBufferCount == 0 ? "ParameterEntries" : $"ParameterEntries[..{Text(_plan.Parameters.Count)}]";
        members.Block(TrainingMembers.StateEntries, rest: " =>", open: "[", close: "];", body: writer =>
        {
            foreach ((string name, string region) in states)
            {
                writer.Line($".. global::DeepNet.CompilerServices.TensorEntry.StateOf({parameters}, \"{name}\", {region}{(_plan.Optimizer!.IsNeverNegative(name) ? ", 0" : "")}),");
            }
        });
    }

    private void EmitSaveState(SourceWriter writer, string entries, bool accumulates)
    {
        string state = $"global::DeepNet.CompilerServices.TrainingState state = new(_step, _seed, _pass) {{ Epochs = _epochs, LearningRate = _learningRate, Schedule = Schedule{(accumulates ? ", Accumulated = _accumulated" : "")} }};";
        string save = $"global::DeepNet.CompilerServices.NetworkFile.Save<{Keyword}>(path, \"{_spec.Type.Name}\", {entries}, Slice(0, Offset.Workspace), state);";
        writer.Line(state);
        if (!Options.HasAverage)
        {
            writer.Line(save).Line("return;");
            return;
        }

        writer.Line("// A file stores the trained parameters as parameters, and the averages as averages.").Line("bool usesAverages = UsesAverages;");
        using (writer.Block("try"))
        {
            writer.Line("UsesAverages = false;").Line(save).Line("return;");
        }

        using (writer.Block("finally"))
        {
            writer.Line("UsesAverages = usesAverages;");
        }
    }

    private void EmitStateAfterLoad(SourceWriter writer, string load)
    {
        using (writer.Block($"if ({load} is {{ }} state)"))
        {
            writer.Line("(_step, _seed, _pass) = state;").Line("_epochs = state.Epochs;");
            writer.Line($"_learningRate = state.LearningRate is {{ }} learningRate ? ({Keyword})learningRate : _learningRate;").Line("Schedule = state.Schedule ?? Schedule;");
            if (Options.Accumulates)
            {
                writer.Line("_accumulated = state.Accumulated;");
            }

            if (Options.HasAverage)
            {
                writer.Line("_usesAverages = false;");
            }

            writer.Line("return;");
        }

        writer.Line().Line("// Only parameters: training starts anew from them.").Line("_step = 0;").Line("_pass = 0;").Line("_epochs = 0;");
        foreach (ClassMember field in OptionFields)
        {
            writer.Line($"{field.Name} = default;");
        }

        if (_plan.States.Count > 0)
        {
            string first = BlockPlace.OfState(_plan.States[0]);
            writer.Line($"Slice({first}, {Text(_plan.BufferOffset)} - {first}).Clear();");
        }
    }

    /// <summary>The least value of running statistics, as C#.</summary>
    private static string Least(bool isNeverNegative) => isNeverNegative ? "0" : "double.MinValue";

    private static void EmitEntries(MemberWriter members, IEnumerable<(string FileName, Shape Shape, string Offset, string Least)> entries) =>
        members.Block(NetworkMembers.ParameterEntries, rest: " =", close: "};", body: writer =>
        {
            foreach ((string fileName, Shape shape, string offset, string least) in entries)
            {
                writer.Line($"new(\"{fileName}\", {shape}, {offset}{least}),");
            }
        });
}
