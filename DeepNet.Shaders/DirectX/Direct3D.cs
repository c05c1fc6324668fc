using System.Runtime.InteropServices;

namespace DeepNet.Shaders.DirectX;

/// <summary>The structures and numbers of Direct3D 12 that are used, as <c>d3d12.h</c> and <c>dxgi.h</c> have them.</summary>
internal static class Direct3D
{
    public const int FeatureLevel11 = 0xb000, ShaderModel60 = 0x60;

    public const uint HeapDefault = 1, HeapCustom = 4, WriteCombined = 2, WrittenBack = 3, SystemMemory = 1;

    public const uint DimensionBuffer = 1, LayoutRowMajor = 1, AllowUnorderedAccess = 4;

    public const uint RootConstants = 1, RootUnorderedAccess = 4;

    public const uint BarrierTransition = 0, BarrierUnorderedAccess = 2;

    public const int QueueCompute = 2;

    public const int FeatureArchitecture = 1, FeatureAddresses = 6, FeatureShaderModel = 7;

    public static readonly Guid
        Device = new("189819f1-1db6-4b57-be54-1821339b85f7"),
        CommandQueue = new("0ec870a6-5d7e-4c22-8cfc-5baae07616ed"),
        CommandAllocator = new("6102dee4-af59-4b09-b999-b44d73f09b24"),
        CommandList = new("5b160d0f-ac1b-4185-8ba8-b3ae42a5a455"),
        RootSignature = new("c54a6b66-72df-4ee8-8be5-a946a1429214"),
        PipelineState = new("765a30f3-f624-4c6f-a828-ace948622445"),
        Resource = new("696442be-a72e-4059-bc79-5b5c98040fad"),
        Fence = new("0a753dcf-c4d8-4b91-adf6-be5a60d95a76"),
        DxgiFactory1 = new("770aae78-f26f-4dba-a829-253c83d1b387"),
        DxgiDevice = new("54ec77fa-1377-44e6-8c32-88fd5f44c84c");

    /// <summary>The states of a buffer in a list. Outside of lists every buffer is in <see cref="Common"/>.</summary>
    public enum State : uint
    {
        Common = 0,
        UnorderedAccess = 0x8,
        CopyDestination = 0x400,
        CopySource = 0x800,
    }

    public struct QueueDescription
    {
        public int Type, Priority;
        public uint Flags, NodeMask;
    }

    public struct HeapProperties
    {
        public uint Type, PageProperty, Pool, CreationNodeMask, VisibleNodeMask;
    }

    public struct ResourceDescription
    {
        public uint Dimension;
        public ulong Alignment, Width;
        public uint Height;
        public ushort Depth, MipLevels;
        public uint Format, SampleCount, SampleQuality, Layout, Flags;
    }

    [StructLayout(LayoutKind.Explicit, Size = 32)]
    public struct RootParameter
    {
        [FieldOffset(0)]
        public uint Type;
        [FieldOffset(8)]
        public uint Register;
        [FieldOffset(12)]
        public uint Space;
        [FieldOffset(16)]
        public uint Constants;
        [FieldOffset(24)]
        public uint Visibility;
    }

    public unsafe struct RootSignatureDescription
    {
        public uint ParameterCount;
        public RootParameter* Parameters;
        public uint SamplerCount;
        public void* Samplers;
        public uint Flags;
    }

    public unsafe struct PipelineDescription
    {
        public void* RootSignature, Code;
        public nuint CodeBytes;
        public uint NodeMask;
        public void* Cached;
        public nuint CachedBytes;
        public uint Flags;
    }

    /// <summary>A transition, or with a resource alone (or none, for all) a barrier for unordered access.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 32)]
    public unsafe struct StateBarrier
    {
        [FieldOffset(0)]
        public uint Type;
        [FieldOffset(8)]
        public void* Resource;
        [FieldOffset(16)]
        public uint Subresource;
        [FieldOffset(20)]
        public State Before;
        [FieldOffset(24)]
        public State After;
    }

    public unsafe struct AdapterDescription
    {
        public fixed char Name[128];
        public uint Vendor, Device, Subsystem, Revision;
        public nuint DedicatedVideoMemory, DedicatedSystemMemory, SharedSystemMemory;
        public uint LuidLow;
        public int LuidHigh;
        public uint Flags;
    }

    public struct Architecture
    {
        public uint Node;
        public int TileBased, UnifiedMemory, CoherentUnifiedMemory;
    }

    public struct Addresses
    {
        public uint BitsPerResource, BitsPerProcess;
    }
}
