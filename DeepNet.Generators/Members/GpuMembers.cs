namespace DeepNet.Generators.Members;

/// <summary>The members of a network that has a form for a GPU.</summary>
internal static class GpuMembers
{
    private const string Shaders = "global::DeepNet.Shaders.";
    private const string Returns = "<returns>The network on the device, to be disposed.</returns>";

    /// <summary>All of them; first, because the others are added to it.</summary>
    public static MemberList List { get; } = new(NetworkPart.Gpu);

    public static ClassMember OnGpu { get; } = List.Add(new(MemberKind.Method, "OnGpu", true, _ => "Gpu")
    {
        AllowsOverloads = true,
        Documentation = ClassMember.Summary(
            "Copies the network to the best device of this machine, through DirectX 12 or Vulkan; the environment variable DEEPNET_GPU chooses another by its number or a part of its name.",
            Returns,
            $"<exception cref=\"{Shaders}GpuUnavailableException\">There is no device, or no compiler for shaders; the message says what to install.</exception>"),
    });

    public static ClassMember OnGpuDevice { get; } = List.Add(new(MemberKind.Method, "OnGpu", true, _ => "Gpu")
    {
        FixedParameters = [(Shaders + "GpuDevice", "device")],
        AllowsOverloads = true,
        Documentation = ClassMember.Summary("Copies the network to a device.", "<param name=\"device\">The device, which is not disposed with the network.</param>", Returns),
    });

    public static ClassMember Gpu { get; } = List.Add(new(MemberKind.Class, "Gpu", true, _ => "sealed class")
    {
        Documentation = ClassMember.Summary(
            "The network on a device: parameters, optimizer state and activations stay there until <see cref=\"Download\"/>. Not safe for use by several threads at once."),
    });
}
