using System.Text;
using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Native;
using static DeepNet.Shaders.DirectX.Direct3D;

namespace DeepNet.Shaders.DirectX;

/// <summary>
/// A shader as a device runs it. Its root signature has the constants, if there are any, and each buffer by its address: no heap of descriptors has to be filled, and a list that was
/// recorded needs nothing but its buffers.
/// </summary>
internal sealed unsafe class DirectXPipeline : NativePipeline
{
    /// <summary>A root signature has room for 64 numbers of four bytes: a constant takes one, an address two.</summary>
    private const int MostNumbers = 64, NumbersOfAddress = 2;

    private const int CreateComputePipelineState = 11, CreateRootSignature = 16, Version1 = 1;

    private void* _rootSignature, _handle;

    public DirectXPipeline(DirectXDevice device, ComputeShader shader)
    {
        int numbers = shader.Constants + (NumbersOfAddress * shader.Buffers);
        if (numbers > MostNumbers)
        {
            throw new GpuException(
                $"Shader '{shader.Name}' has {shader.Buffers} buffers and {shader.Constants} constants, which take {numbers} numbers of a root signature; DirectX 12 has {MostNumbers}. "
                + "Let parts of one buffer be one buffer of the shader, and their places constants.");
        }

        HasConstants = shader.Constants > 0;
        try
        {
            _rootSignature = MakeRootSignature(device, shader);
            ReadOnlySpan<byte> code = shader.BytecodeFor(device.HasShaderModel6);
            fixed (byte* first = code)
            {
                PipelineDescription description = new() { RootSignature = _rootSignature, Code = first, CodeBytes = (nuint)code.Length };
                Guid type = PipelineState;
                void* made;
                device.Check(
                    ((delegate* unmanaged<void*, PipelineDescription*, Guid*, void**, int>)ComObject.Functions(device.Handle)[CreateComputePipelineState])(device.Handle, &description, &type, &made),
                    $"CreateComputePipelineState for '{shader.Name}'");
                _handle = made;
            }
        }
        catch
        {
            Destroy();
            throw;
        }
    }

    /// <summary>Whether the constants are parameter 0, and the buffers follow.</summary>
    public bool HasConstants { get; }

    /// <summary>The ID3D12RootSignature.</summary>
    public void* RootSignature => _rootSignature;

    /// <summary>The ID3D12PipelineState.</summary>
    public void* Handle => _handle;

    public override void Destroy()
    {
        ComObject.Release(ref _handle);
        ComObject.Release(ref _rootSignature);
    }

    private static void* MakeRootSignature(DirectXDevice device, ComputeShader shader)
    {
        RootParameter* parameters = stackalloc RootParameter[shader.Buffers + 1];
        uint count = 0;
        if (shader.Constants > 0)
        {
            parameters[count++] = new RootParameter { Type = RootConstants, Constants = (uint)shader.Constants };
        }

        for (uint i = 0; i < shader.Buffers; i++)
        {
            parameters[count++] = new RootParameter { Type = RootUnorderedAccess, Register = i };
        }

        RootSignatureDescription description = new() { ParameterCount = count, Parameters = parameters };
        void* blob = null, error = null;
        try
        {
            int result = device.Library.SerializeRootSignature(&description, Version1, &blob, &error);
            device.Check(result, $"D3D12SerializeRootSignature for '{shader.Name}'{(result < 0 && error is not null ? $" ({Encoding.UTF8.GetString(ComObject.Bytes(error)).TrimEnd('\0', '\n')})" : "")}");
            ReadOnlySpan<byte> bytes = ComObject.Bytes(blob);
            Guid type = Direct3D.RootSignature;
            void* made;
            fixed (byte* first = bytes)
            {
                device.Check(
                    ((delegate* unmanaged<void*, uint, void*, nuint, Guid*, void**, int>)ComObject.Functions(device.Handle)[CreateRootSignature])(
                        device.Handle, 0, first, (nuint)bytes.Length, &type, &made),
                    $"CreateRootSignature for '{shader.Name}'");
            }

            return made;
        }
        finally
        {
            ComObject.Release(blob);
            ComObject.Release(error);
        }
    }
}
