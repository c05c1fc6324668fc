namespace DeepNet.Serialization;

/// <summary>The element types of the format, under the names that its reference implementation writes.</summary>
internal static class SafetensorsDataType
{
    /// <summary>The bytes of one element, or 0 if the name is unknown. The types of less than a byte (F4, F6) are not supported.</summary>
    internal static int SizeOf(string name) => name switch
    {
        "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" or "F8_E8M0" => 1,
        "I16" or "U16" or "F16" or "BF16" => 2,
        "I32" or "U32" or "F32" => 4,
        "I64" or "U64" or "F64" or "C64" => 8,
        _ => 0,
    };
}
