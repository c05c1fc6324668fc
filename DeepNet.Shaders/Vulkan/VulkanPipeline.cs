using System.Runtime.InteropServices;
using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Hlsl;
using DeepNet.Shaders.Native;
using Silk.NET.Vulkan;

namespace DeepNet.Shaders.Vulkan;

/// <summary>A shader as a device runs it: the layout of its buffers and constants, and the driver's code.</summary>
internal sealed unsafe class VulkanPipeline : NativePipeline
{
    private readonly VulkanDevice _device;

    public VulkanPipeline(VulkanDevice device, ComputeShader shader)
    {
        SpirVModule module = shader.Module;
        _device = device;
        CheckLimits(device.Limits, shader, module);
        try
        {
            SetLayout = CreateSetLayout(device, shader);
            Layout = CreateLayout(device, shader);
            Handle = CreatePipeline(device, shader, module);
        }
        catch
        {
            Destroy();
            throw;
        }
    }

    public DescriptorSetLayout SetLayout { get; }

    public PipelineLayout Layout { get; }

    public Pipeline Handle { get; }

    public override void Destroy()
    {
        // Vulkan ignores handles that were never made.
        _device.Vk.DestroyPipeline(_device.Handle, Handle, null);
        _device.Vk.DestroyPipelineLayout(_device.Handle, Layout, null);
        _device.Vk.DestroyDescriptorSetLayout(_device.Handle, SetLayout, null);
    }

    private static void CheckLimits(PhysicalDeviceLimits limits, ComputeShader shader, SpirVModule module)
    {
        (uint x, uint y, uint z) = module.GroupSize;
        if (x > limits.MaxComputeWorkGroupSize[0] || y > limits.MaxComputeWorkGroupSize[1] || z > limits.MaxComputeWorkGroupSize[2]
            || (ulong)x * y * z > limits.MaxComputeWorkGroupInvocations)
        {
            throw new GpuException(
                $"Shader '{shader.Name}' has groups of {x} x {y} x {z} threads. This device runs at most {limits.MaxComputeWorkGroupInvocations} threads in a group, and "
                + $"{limits.MaxComputeWorkGroupSize[0]} x {limits.MaxComputeWorkGroupSize[1]} x {limits.MaxComputeWorkGroupSize[2]}.");
        }

        if (shader.Buffers > limits.MaxPerStageDescriptorStorageBuffers)
        {
            throw new GpuException($"Shader '{shader.Name}' has {shader.Buffers} buffers. This device gives a shader at most {limits.MaxPerStageDescriptorStorageBuffers}.");
        }
    }

    private static DescriptorSetLayout CreateSetLayout(VulkanDevice device, ComputeShader shader)
    {
        DescriptorSetLayoutBinding* bindings = stackalloc DescriptorSetLayoutBinding[shader.Buffers];
        for (int i = 0; i < shader.Buffers; i++)
        {
            bindings[i] = new DescriptorSetLayoutBinding
            {
                Binding = (uint)i, DescriptorType = DescriptorType.StorageBuffer, DescriptorCount = 1, StageFlags = ShaderStageFlags.ComputeBit,
            };
        }

        DescriptorSetLayoutCreateInfo info = new() { SType = StructureType.DescriptorSetLayoutCreateInfo, BindingCount = (uint)shader.Buffers, PBindings = bindings };
        device.Vk.CreateDescriptorSetLayout(device.Handle, in info, null, out DescriptorSetLayout layout).Check($"vkCreateDescriptorSetLayout for '{shader.Name}'");
        return layout;
    }

    private PipelineLayout CreateLayout(VulkanDevice device, ComputeShader shader)
    {
        DescriptorSetLayout set = SetLayout;
        PushConstantRange constants = new() { StageFlags = ShaderStageFlags.ComputeBit, Size = (uint)shader.Constants * sizeof(uint) };
        PipelineLayoutCreateInfo info = new()
        {
            SType = StructureType.PipelineLayoutCreateInfo,
            SetLayoutCount = 1,
            PSetLayouts = &set,
            PushConstantRangeCount = shader.Constants > 0 ? 1u : 0u,
            PPushConstantRanges = &constants,
        };
        device.Vk.CreatePipelineLayout(device.Handle, in info, null, out PipelineLayout layout).Check($"vkCreatePipelineLayout for '{shader.Name}'");
        return layout;
    }

    private Pipeline CreatePipeline(VulkanDevice device, ComputeShader shader, SpirVModule module)
    {
        nint entry = Marshal.StringToCoTaskMemUTF8(HlslCompiler.EntryPoint);
        ShaderModule code = default;
        try
        {
            fixed (uint* words = module.Words.Span)
            {
                ShaderModuleCreateInfo moduleInfo = new()
                {
                    SType = StructureType.ShaderModuleCreateInfo, CodeSize = (nuint)module.Words.Length * sizeof(uint), PCode = words,
                };
                device.Vk.CreateShaderModule(device.Handle, in moduleInfo, null, out code).Check($"vkCreateShaderModule for '{shader.Name}'");
            }

            ComputePipelineCreateInfo info = new()
            {
                SType = StructureType.ComputePipelineCreateInfo,
                Layout = Layout,
                Stage = new PipelineShaderStageCreateInfo
                {
                    SType = StructureType.PipelineShaderStageCreateInfo, Stage = ShaderStageFlags.ComputeBit, Module = code, PName = (byte*)entry,
                },
            };
            Pipeline pipeline;
            device.Vk.CreateComputePipelines(device.Handle, default, 1, &info, null, &pipeline).Check($"vkCreateComputePipelines for '{shader.Name}'");
            return pipeline;
        }
        finally
        {
            device.Vk.DestroyShaderModule(device.Handle, code, null);
            Marshal.FreeCoTaskMem(entry);
        }
    }
}
