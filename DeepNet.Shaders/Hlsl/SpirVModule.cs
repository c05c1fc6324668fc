namespace DeepNet.Shaders.Hlsl;

/// <summary>A compiled shader, and what of it has to agree with its description: drivers do not check, and crash or compute nonsense instead.</summary>
internal sealed class SpirVModule
{
    private const int HeaderWords = 5;

    // Numbers of the SPIR-V specification.
    private const uint OpExecutionMode = 16, OpDecorate = 71, OpMemberDecorate = 72, OpTypePointer = 32, OpVariable = 59;
    private const uint LocalSize = 17, Binding = 33, Offset = 35, PushConstant = 9;

    public SpirVModule(ReadOnlyMemory<uint> words)
    {
        Words = words;
        Dictionary<uint, uint> pointees = [], ends = [];
        ReadOnlySpan<uint> code = words.Span;
        for (int at = HeaderWords; at < code.Length; at += (int)(code[at] >> 16))
        {
            ReadOnlySpan<uint> instruction = code.Slice(at, (int)(code[at] >> 16));
            switch (code[at] & 0xFFFF)
            {
                case OpExecutionMode when instruction[2] == LocalSize:
                    GroupSize = (instruction[3], instruction[4], instruction[5]);
                    break;
                case OpDecorate when instruction[2] == Binding:
                    BindingCount = Math.Max(BindingCount, (int)instruction[3] + 1);
                    break;
                case OpMemberDecorate when instruction[3] == Offset:
                    ends[instruction[1]] = Math.Max(ends.GetValueOrDefault(instruction[1]), instruction[4] + sizeof(uint));
                    break;
                case OpTypePointer when instruction[2] == PushConstant:
                    pointees[instruction[1]] = instruction[3];
                    break;
                case OpVariable when instruction[3] == PushConstant:
                    ConstantBytes = (int)ends.GetValueOrDefault(pointees[instruction[1]]);
                    break;
            }
        }
    }

    /// <summary>The words of the module.</summary>
    public ReadOnlyMemory<uint> Words { get; }

    /// <summary>Threads in a group, from <c>[numthreads]</c>.</summary>
    public (uint X, uint Y, uint Z) GroupSize { get; }

    /// <summary>The highest number of a buffer that is used, plus one. The compiler removes buffers that are not.</summary>
    public int BindingCount { get; }

    /// <summary>Bytes of the constants, whose members are of four bytes each; 0 if none is used.</summary>
    public int ConstantBytes { get; }
}
