namespace DeepNet.Shaders.DirectX;

/// <summary>What the calls of Direct3D and DXGI return.</summary>
internal static class DirectXResult
{
    public const int OutOfMemory = unchecked((int)0x8007000E), DeviceRemoved = unchecked((int)0x887A0005);

    private const int DeviceHung = unchecked((int)0x887A0006), DeviceReset = unchecked((int)0x887A0007), DriverError = unchecked((int)0x887A0020);

    /// <summary>Throws if a call failed.</summary>
    /// <param name="result">What it returned.</param>
    /// <param name="call">What was called, and for what.</param>
    /// <exception cref="GpuException">It failed.</exception>
    public static void Check(int result, string call)
    {
        if (result < 0)
        {
            throw Failed(result, call);
        }
    }

    /// <summary>The exception of a call that failed.</summary>
    public static GpuException Failed(int result, string call) => new($"{call} failed: {Name(result)}. {Explain(result)}".TrimEnd());

    /// <summary>The name of a result, or its number.</summary>
    public static string Name(int result) => result switch
    {
        OutOfMemory => "E_OUTOFMEMORY",
        unchecked((int)0x80070057) => "E_INVALIDARG",
        unchecked((int)0x80004005) => "E_FAIL",
        unchecked((int)0x80004001) => "E_NOTIMPL",
        DeviceRemoved => "DXGI_ERROR_DEVICE_REMOVED",
        DeviceHung => "DXGI_ERROR_DEVICE_HUNG",
        DeviceReset => "DXGI_ERROR_DEVICE_RESET",
        DriverError => "DXGI_ERROR_DRIVER_INTERNAL_ERROR",
        unchecked((int)0x887A0001) => "DXGI_ERROR_INVALID_CALL",
        unchecked((int)0x887A0004) => "DXGI_ERROR_UNSUPPORTED",
        _ => $"0x{result:X8}",
    };

    private static string Explain(int result) => result switch
    {
        OutOfMemory => "The device has no memory left for this: use a smaller batch or network, or dispose of other networks on the device.",
        DeviceRemoved or DeviceHung or DeviceReset or DriverError =>
            "The device was removed or reset by its driver, for example because one dispatch took too long. Dispose of it and open it again.",
        _ => "",
    };
}
