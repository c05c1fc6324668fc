using DeepNet.Generators.Backends.Cpu;

namespace DeepNet.Generators.Emit;

/// <summary>Convolutions and their pooling, block by block.</summary>
internal sealed partial class NetworkEmitter
{
    private void EmitPooled(SourceWriter writer, PooledStep step, string memory, StepProgram program)
    {
        if (SplitOf(step) is not { } split)
        {
            EmitBlocks(writer, step, "0", "n", isShared: false, memory, program);
            return;
        }

        // Each thread goes over its samples by blocks.
        EmitSharedHead(writer, step, split);
        using (writer.Block("", "});"))
        {
            EmitBlocks(writer, step, "first", "first + count", isShared: true, memory, program);
        }
    }

    private void EmitBlocks(SourceWriter writer, PooledStep step, string first, string end, bool isShared, string memory, StepProgram program)
    {
        SampleRange block = new("sample", "samples", isShared);
        using (writer.Block($"for (int {block.First} = {first}, {block.Count}; {block.First} < {end}; {block.First} += {block.Count})"))
        {
            writer.Line($"{block.Count} = int.Min({Text(step.Samples)}, {end} - {block.First});");
            foreach (Step call in (Step[])[step.Convolution, step.Pool])
            {
                writer.Call($"global::DeepNet.Generated.{call.Kernel.ClassName}.{call.Method}", RangeArguments(call, step, block, memory, program));
            }
        }
    }
}
