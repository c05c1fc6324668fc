namespace DeepNet.Shaders.DirectX;

/// <summary>
/// Calls of COM objects through their tables of functions. Only calls are made that return numbers, pointers or nothing: those that return structures differ between the compilers that
/// Direct3D 12 is built with.
/// </summary>
internal static unsafe class ComObject
{
    private const int ReleaseSlot = 2;

    /// <summary>The object's functions.</summary>
    public static void** Functions(void* instance) => *(void***)instance;

    /// <summary>Gives an object back, if there is one.</summary>
    public static void Release(void* instance)
    {
        if (instance is not null)
        {
            ((delegate* unmanaged<void*, uint>)Functions(instance)[ReleaseSlot])(instance);
        }
    }

    /// <summary>Gives an object back and forgets it.</summary>
    public static void Release(ref void* instance)
    {
        void* released = instance;
        instance = null;
        Release(released);
    }

    /// <summary>The bytes of a blob of Direct3D or DXC, which begin alike.</summary>
    public static ReadOnlySpan<byte> Bytes(void* blob) => new(
        ((delegate* unmanaged<void*, void*>)Functions(blob)[3])(blob), checked((int)((delegate* unmanaged<void*, nuint>)Functions(blob)[4])(blob)));
}
