using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Calls;
using DeepNet.Generators.Members;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

internal sealed partial class NetworkEmitter
{
    private void EmitParameters(MemberWriter members)
    {
        members.Block(NetworkMembers.Offset, writer => writer.Constants("int", Places().ToList()));
        EmitFields(members);
        members.Method(NetworkMembers.Constructor, EmitConstructor);
        if (_facts.IsRecord)
        {
            members.Method(NetworkMembers.CopyConstructor, EmitCopy);
        }

        EmitAccess(members);
        EmitFlatViews(members);
        foreach (Node node in _plan.Graph.Nodes.Where(LayerView.IsMadeFor))
        {
            EmitLayerView(members, node);
        }

        EmitFile(members);
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

        if (_plan.KeptCount > 0)
        {
            yield return ("KeptStatistics", _plan.KeptOffset, "");
        }

        yield return ("Workspace", _plan.WorkspaceOffset, "");
        foreach ((string name, long value, string shape) in StatePlaces())
        {
            yield return (name, value, shape);
        }

        yield return ("End", _cpu.BlockElements, "");
    }

    private void EmitFields(MemberWriter members)
    {
        members.Write(NetworkMembers.Block, ";");
        members.Write(NetworkMembers.Origin, ";");
        if (_plan.IsTrainable)
        {
            IEnumerable<ClassMember> fields = [TrainingMembers.Seed, TrainingMembers.Step, TrainingMembers.Pass, TrainingMembers.Epochs, .. OptionFields];
            foreach (ClassMember field in fields)
            {
                members.Write(field, ";");
            }

            members.Write(TrainingMembers.LearningRateField, $" = {_cpu.Element.Literal(_plan.Optimizer!.Attribute.Number("LearningRate"))};");
        }
    }

    private void EmitConstructor(SourceWriter writer)
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

    /// <summary>Writes how the class reaches its block, and shares out its steps.</summary>
    private void EmitAccess(MemberWriter members)
    {
        members.Write(NetworkMembers.At, " =>\n    ref global::System.Runtime.CompilerServices.Unsafe.Add(ref global::System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_block), unchecked(_origin + offset));");
        members.Write(NetworkMembers.Slice, " => new(_block, unchecked(_origin + offset), length);");
        SharedSteps shared = new(_cpu);
        if (shared.UseShare)
        {
            members.Write(NetworkMembers.Share, " =>\n    global::DeepNet.CompilerServices.Samples.Run(this, n, least, multiple, step);");
        }

        if (shared.UseScratch)
        {
            members.Write(NetworkMembers.Scratch, $" =>\n    ref global::DeepNet.CompilerServices.Samples.{_cpu.Element.Name()}Scratch(length, offset);");
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
    private IEnumerable<ClassMember> OptionFields => new[] { UpdateMembers.Accumulated, UpdateMembers.UsesAveragesField }.Where(_facts.Have);

    private void EmitCopy(SourceWriter writer)
    {
        writer.Line($"_block = global::DeepNet.CompilerServices.AlignedBlock.Allocate<{Keyword}>(Offset.End, out _origin);").Line("original.Slice(0, Offset.End).CopyTo(Slice(0, Offset.End));");
        if (_plan.IsTrainable)
        {
            writer.Line("(_seed, _step, _pass, _epochs, _learningRate, Schedule) = (original._seed, original._step, original._pass, original._epochs, original._learningRate, original.Schedule);");
            foreach (ClassMember field in OptionFields)
            {
                writer.Line($"{field.Name} = original.{field.Name};");
            }
        }
    }

    private void EmitFlatViews(MemberWriter members)
    {
        members.Write(NetworkMembers.Parameters, " => Slice(0, ParameterCount);");
        members.Write(NetworkMembers.Buffers, $" => Slice({Text(_plan.BufferOffset)}, {Text(_plan.SavedBufferCount)});");
        if (_plan.IsTrainable)
        {
            members.Write(TrainingMembers.Gradients, " => Slice(Offset.Gradients, ParameterCount);");
        }
    }

    private void EmitLayerView(MemberWriter members, Node node) => members.View(
        node.Name, $"The parameters of {Escape(node.Layer!.Describe(node))}.", "new(this);", $"The views of <see cref=\"{node.Name}\"/>.", $"({TypeName} network)", writer =>
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
                    writer.Line($"public global::System.Span<{Keyword}> {LayerMembers.GradientName(name)} => network.Slice(Offset.Gradients + {BlockPlace.Of(parameter)}, {Text(parameter.Size)});").Line();
                }
            }
        });
}
