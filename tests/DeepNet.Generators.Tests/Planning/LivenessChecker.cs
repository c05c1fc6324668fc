using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Tests.Planning;

/// <summary>
/// Executes a program on paper, independently of the planner's lifetimes: every write marks its memory as holding that tensor, and every
/// read must find there what was written last.
/// </summary>
internal static class LivenessChecker
{
    /// <summary>Fails if a step reads memory that another tensor has overwritten, or writes over an operand that the kernel still reads.</summary>
    public static void Check(StepProgram program, int maxBatch, string place)
    {
        Dictionary<Tensor, (long Start, long End)> where = program.Memory.Offsets.ToDictionary(o => o.Key, o => (o.Value, o.Value + o.Key.Elements(maxBatch)));
        HashSet<Tensor> intact = [.. program.Given];
        for (int i = 0; i < program.Steps.Count; i++)
        {
            Step step = program.Steps[i];
            List<Operand> operands = step.Operands.Where(o => o.Tensor is { Kind: TensorKind.Workspace }).ToList();

            // A parameter's gradient begins at zero, which its call is preceded by.
            foreach (Operand operand in operands.Where(o => o.Access != Access.Write && o.Parameter is null))
            {
                Assert.True(intact.Contains(operand.Tensor!), $"{place}: step {i} ({step.Kernel.ClassName}.{step.Method}) reads {operand.Tensor!.Name}, which is not there");
            }

            foreach (Operand written in operands.Where(o => o.Access != Access.Read))
            {
                (long start, long end) = where[written.Tensor!];
                Assert.True(start >= 0 && end <= program.Memory.Elements, $"{place}: {written.Tensor!.Name} lies outside of the workspace");
                Assert.Equal(0, start % MemoryPlan.Alignment);
                foreach (Tensor other in intact.Where(t => t != written.Tensor && where[t].Start < end && start < where[t].End).ToList())
                {
                    // In the same step only an in-place kernel may read what it overwrites.
                    bool isOperand = operands.Any(o => o.Tensor == other);
                    Assert.True(!isOperand || step.InPlace == other, $"{place}: step {i} ({step.Kernel.ClassName}.{step.Method}) writes {written.Tensor!.Name} over its operand {other.Name}");
                    intact.Remove(other);
                }

                intact.Add(written.Tensor!);
            }
        }
    }
}
