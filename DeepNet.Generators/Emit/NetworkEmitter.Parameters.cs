using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Calls;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

internal sealed partial class NetworkEmitter
{
    private void EmitParameters(SourceWriter writer)
    {
        EmitLayout(writer);
        EmitFields(writer);
        EmitConstructor(writer);
        EmitFlatViews(writer);
        foreach (Node node in _plan.Graph.Nodes.Where(LayerView.IsMadeFor))
        {
            EmitLayerView(writer, node);
        }

        EmitFile(writer);
    }

    private void EmitLayout(SourceWriter writer)
    {
        writer.Line("// Offsets in the block, in elements: parameters, then gradients and optimizer states in the same order, then the workspace.");
        using (writer.Block("private static class Offset"))
        {
            writer.Constants("int", Places().ToList());
        }

        writer.Line();
    }

    /// <summary>The places in the block that have a name, in their order.</summary>
    private IEnumerable<(string Name, long Value, string Shape)> Places()
    {
        foreach (ParameterPlan parameter in _plan.Parameters)
        {
            yield return (parameter.Tensor.Name, parameter.Offset, parameter.Spec.Shape.ToString());
        }

        int region = _plan.ParameterRegion;
        if (_plan.IsTrainable)
        {
            yield return ("Gradients", region, "");
            for (int i = 0; i < _plan.States.Count; i++)
            {
                yield return (BlockPlace.OfState(_plan.States[i]).Substring("Offset.".Length), region * (i + 2), "");
            }
        }

        foreach (BufferPlan buffer in _plan.Buffers)
        {
            yield return (buffer.Tensor.Name, _plan.BufferOffset + buffer.Offset, buffer.Spec.Shape.ToString());
        }

        yield return ("Workspace", _plan.WorkspaceOffset, "");
        foreach ((string name, long value, string shape) in StatePlaces())
        {
            yield return (name, value, shape);
        }

        yield return ("End", _cpu.BlockElements, "");
    }

    private void EmitFields(SourceWriter writer)
    {
        writer.Line("// One pinned block, aligned to cache lines, for everything; it ends with room for vector loads that run past a row.");
        writer.Line($"private readonly {Keyword}[] _block;").Line("private readonly int _origin;");
        if (_plan.IsTrainable)
        {
            writer.Line("private long _seed;");
            writer.Line("private long _step; // updates done");
            writer.Line("private long _pass; // training passes done: the dropout mask depends on it");
            writer.Line("private long _epochs; // epochs of the training loop done");
            if (Options.Accumulates)
            {
                writer.Line("private long _accumulated; // batches whose gradients wait for the next update");
            }

            if (Options.HasAverage)
            {
                writer.Line("private bool _usesAverages; // whether parameters and averages are exchanged");
            }

            writer.Line($"private {Keyword} _learningRate = {_cpu.Element.Literal(_plan.Optimizer!.Attribute.Number("LearningRate"))};");
        }

        writer.Line();
    }

    private void EmitConstructor(SourceWriter writer)
    {
        writer.Line("/// <summary>Makes a network with freshly drawn weights.</summary>");
        writer.Line("/// <param name=\"seed\">The seed of weights and dropout; the same seed gives the same bits on every machine.</param>");
        using (writer.Method($"public {TypeName}(int seed = 0)"))
        {
            writer.Line($"_block = global::DeepNet.CompilerServices.AlignedBlock.Allocate<{Keyword}>(Offset.End, out _origin);");
            if (_plan.IsTrainable)
            {
                writer.Line("_seed = seed;");
            }

            if (_plan.Parameters.Any(p => p.Spec.Initializer != "Zeros"))
            {
                writer.Line("global::DeepNet.CompilerServices.RandomState random = new(seed);");
            }

            foreach (ParameterPlan parameter in _plan.Parameters.Where(p => p.Spec.Initializer != "Zeros"))
            {
                ParameterSpec spec = parameter.Spec;
                int columns = spec.Shape.Last;
                writer.Call(
                    "global::DeepNet.CompilerServices.WeightInitialization.Fill",
                    [$"Slice({BlockPlace.Of(parameter)}, {Text(parameter.Size)})", $"global::DeepNet.Initializer.{spec.Initializer}", $"fanIn: {Text(spec.FanIn)}", $"fanOut: {Text(spec.FanOut)}", $"rows: {Text(parameter.Size / columns)}", $"columns: {Text(columns)}", "ref random"]);
            }

            foreach (ParameterPlan parameter in _plan.Parameters.Where(p => p.Spec.Start.Count > 0))
            {
                (int first, int count, double value) = parameter.Spec.Start;
                writer.Line($"Slice({BlockPlace.Of(parameter)}{(first == 0 ? "" : " + " + Text(first))}, {Text(count)}).Fill({_cpu.Element.Literal(value)});");
            }

            foreach (BufferPlan buffer in _plan.Buffers.Where(b => b.Spec.Table is not null || b.Spec.Initial != 0))
            {
                string span = $"Slice(Offset.{buffer.Tensor.Name}, {Text(buffer.Size)})";
                writer.Line(buffer.Spec.Table is { } table ? Fill(table, span) : $"{span}.Fill({_cpu.Element.Literal(buffer.Spec.Initial)});");
            }
        }

        if (_spec.Type.Keyword == "record")
        {
            EmitCopyConstructor(writer);
        }

        writer.Line();
        writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        writer.Line($"private ref {Keyword} At(int offset) =>\n    ref global::System.Runtime.CompilerServices.Unsafe.Add(ref global::System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_block), unchecked(_origin + offset));").Line();
        writer.Line($"private global::System.Span<{Keyword}> Slice(int offset, int length) => new(_block, unchecked(_origin + offset), length);").Line();
        SharedSteps shared = new(_cpu);
        if (shared.UseShare)
        {
            writer.Line("/// <summary>Does a step for all samples of a batch, on several threads from <paramref name=\"least\"/> samples on.</summary>");
            // The JIT inlines only so much into one method, and At is worth more.
            writer.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]");
            writer.Line($"private void {SharedSteps.ShareMethod}(int n, int least, int multiple, global::DeepNet.CompilerServices.SampleStep<{TypeName}> step) =>\n    global::DeepNet.CompilerServices.Samples.Run(this, n, least, multiple, step);").Line();
        }

        if (shared.UseScratch)
        {
            writer.Line("/// <summary>Memory of the thread that does a part of a step.</summary>");
            writer.Line($"private static ref {Keyword} {SharedSteps.ScratchMethod}(int length, int offset) =>\n    ref global::DeepNet.CompilerServices.Samples.{_cpu.Element.Name()}Scratch(length, offset);").Line();
        }
    }

    /// <summary>The statement that fills a table.</summary>
    private static string Fill(PositionTable table, string span) => table switch
    {
        SinusoidalTable sinusoidal => $"global::DeepNet.CompilerServices.PositionTables.Sinusoidal({span}, {Text(sinusoidal.Features)});",
        RotaryTable rotary => $"global::DeepNet.CompilerServices.PositionTables.Rotary({span}, {Text(rotary.HeadSize)});",
        _ => throw new NotSupportedException(table.GetType().Name),
    };

    /// <summary>The fields that only some optimizers' options need.</summary>
    private IEnumerable<string> OptionFields
    {
        get
        {
            if (Options.Accumulates)
            {
                yield return "_accumulated";
            }

            if (Options.HasAverage)
            {
                yield return "_usesAverages";
            }
        }
    }

    /// <summary>A record's <c>with</c> copies fields; two networks must not share a block.</summary>
    private void EmitCopyConstructor(SourceWriter writer)
    {
        writer.Line().Line("/// <summary>Makes a copy with its own memory.</summary>").Line("/// <param name=\"original\">The network to copy.</param>");
        using (writer.Method($"public {TypeName}({TypeName} original)"))
        {
            writer.Line($"_block = global::DeepNet.CompilerServices.AlignedBlock.Allocate<{Keyword}>(Offset.End, out _origin);").Line("original.Slice(0, Offset.End).CopyTo(Slice(0, Offset.End));");
            if (_plan.IsTrainable)
            {
                writer.Line("(_seed, _step, _pass, _epochs, _learningRate, Schedule) = (original._seed, original._step, original._pass, original._epochs, original._learningRate, original.Schedule);");
                foreach (string field in OptionFields)
                {
                    writer.Line($"{field} = original.{field};");
                }
            }
        }
    }

    private void EmitFlatViews(SourceWriter writer)
    {
        writer.Line("/// <summary>All parameters, one after the other, in the order of the layers.</summary>");
        writer.Line($"public global::System.Span<{Keyword}> Parameters => Slice(0, ParameterCount);").Line();
        writer.Line("/// <summary>The values that training changes without a gradient: running statistics.</summary>");
        writer.Line($"public global::System.Span<{Keyword}> Buffers => Slice({Text(_plan.BufferOffset)}, {Text(_plan.SavedBufferCount)});").Line();
        if (_plan.IsTrainable)
        {
            writer.Line("/// <summary>All gradients, in the order of <see cref=\"Parameters\"/>. <c>Backward</c> adds to them.</summary>");
            writer.Line($"public global::System.Span<{Keyword}> Gradients => Slice(Offset.Gradients, ParameterCount);").Line();
        }
    }

    private void EmitLayerView(SourceWriter writer, Node node)
    {
        string type = LayerView.TypeName(node.Name);
        writer.Line($"/// <summary>The parameters of {Escape(node.Layer!.Describe(node))}.</summary>");
        writer.Line($"public {type} {CSharpNames.Identifier(node.Name)} => new(this);").Line();
        writer.Line($"/// <summary>The views of <see cref=\"{node.Name}\"/>.</summary>");
        using (writer.Block($"public readonly ref struct {type}({TypeName} network)"))
        {
            foreach (BufferPlan buffer in node.Buffers.Where(b => b.Spec.Table is null))
            {
                writer.Line($"/// <summary>{buffer.Spec.Name} {buffer.Spec.Shape}, which training changes and inference uses.</summary>");
                writer.Line($"public global::System.Span<{Keyword}> {buffer.Spec.Name} => network.Slice(Offset.{buffer.Tensor.Name}, {Text(buffer.Size)});").Line();
            }

            foreach (ParameterPlan parameter in node.Parameters)
            {
                string name = parameter.Spec.Name;
                writer.Line($"/// <summary>{name} {parameter.Spec.Shape}, row-major.</summary>");
                writer.Line($"public global::System.Span<{Keyword}> {name} => network.Slice({BlockPlace.Of(parameter)}, {Text(parameter.Size)});").Line();
                if (_plan.IsTrainable)
                {
                    writer.Line($"/// <summary>The gradient of <see cref=\"{name}\"/>.</summary>");
                    writer.Line($"public global::System.Span<{Keyword}> {LayerView.GradientName(name)} => network.Slice(Offset.Gradients + {BlockPlace.Of(parameter)}, {Text(parameter.Size)});").Line();
                }
            }
        }

        writer.Line();
    }

    private void EmitFile(SourceWriter writer)
    {
        EmitEntries(writer, _plan.Parameters.Select(p => (p.FileName, p.Spec.Shape, BlockPlace.Of(p), ""))
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
            // Running statistics stand behind the parameters, and have no state.
            string parameters = _plan.SavedBufferCount == 0 ? "ParameterEntries" : $"ParameterEntries[..{Text(_plan.Parameters.Count)}]";
            using (writer.Block("private static global::DeepNet.CompilerServices.TensorEntry[] StateEntries =>", "];", "["))
            {
                foreach ((string name, string region) in states)
                {
                    writer.Line($".. global::DeepNet.CompilerServices.TensorEntry.StateOf({parameters}, \"{name}\", {region}{(_plan.Optimizer!.IsNeverNegative(name) ? ", 0" : "")}),");
                }
            }

            writer.Line();
        }

        writer.Line("/// <inheritdoc/>");
        using (writer.Method("public void Save(string path, bool includeState = false)"))
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
        }

        writer.Line().Line("/// <inheritdoc/>");
        using (writer.Method("public void Load(string path)"))
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
        }
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
        foreach (string field in OptionFields)
        {
            writer.Line($"{field} = default;");
        }

        if (_plan.States.Count > 0)
        {
            string first = BlockPlace.OfState(_plan.States[0]);
            writer.Line($"Slice({first}, {Text(_plan.BufferOffset)} - {first}).Clear();");
        }
    }

    /// <summary>The least value of running statistics, as C#.</summary>
    private static string Least(bool isNeverNegative) => isNeverNegative ? "0" : "double.MinValue";

    private static void EmitEntries(SourceWriter writer, IEnumerable<(string FileName, Shape Shape, string Offset, string Least)> entries)
    {
        using (writer.Block("private static readonly global::DeepNet.CompilerServices.TensorEntry[] ParameterEntries =", "};"))
        {
            foreach ((string fileName, Shape shape, string offset, string least) in entries)
            {
                writer.Line($"new(\"{fileName}\", {shape}, {offset}{least}),");
            }
        }

        writer.Line();
    }
}
