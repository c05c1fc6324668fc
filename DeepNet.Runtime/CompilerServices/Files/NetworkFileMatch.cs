using DeepNet.Serialization;

namespace DeepNet.CompilerServices;

/// <summary>The tensors of a file, after it has been checked that they are those of a network.</summary>
internal sealed class NetworkFileMatch
{
    private readonly Dictionary<string, SafetensorsEntry> _entries;

    private NetworkFileMatch(Dictionary<string, SafetensorsEntry> entries, bool hasStateTensors)
    {
        _entries = entries;
        HasStateTensors = hasStateTensors;
    }

    /// <summary>Whether every state tensor is there; true if the network has none.</summary>
    internal bool HasStateTensors { get; }

    /// <summary>The entry of a tensor that is known to be there.</summary>
    internal SafetensorsEntry this[string name] => _entries[name];

    /// <summary>Compares names, shapes and types.</summary>
    /// <exception cref="InvalidDataException">The file is of another network.</exception>
    internal static NetworkFileMatch Check(
        SafetensorsHeader header, string file, string network, ReadOnlySpan<TensorEntry> parameters, ReadOnlySpan<TensorEntry> stateTensors)
    {
        var entries = new Dictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
        foreach (SafetensorsEntry entry in header.Entries)
        {
            entries.Add(entry.Name, entry);
        }

        var unexpected = new HashSet<string>(entries.Keys, StringComparer.Ordinal);
        List<string> missing = Missing(parameters, entries, unexpected);
        List<string> missingState = Missing(stateTensors, entries, unexpected);
        if (missing.Count > 0 || unexpected.Count > 0)
        {
            // The order of the header is easier to follow than that of a hash set.
            string[] inOrder = [.. header.Entries.Select(static entry => entry.Name).Where(unexpected.Contains)];
            string owner = header.Metadata.TryGetValue("network", out string? name) ? $" It says it is of '{Excerpt.Of(name)}'." : string.Empty;
            throw new InvalidDataException(
                $"{file}: the file does not hold the parameters of {network}. Missing: {NameList.Quote(missing)}. Unexpected: {NameList.Quote(inOrder)}.{owner}");
        }

        if (missingState.Count > 0 && missingState.Count < stateTensors.Length)
        {
            throw new InvalidDataException(
                $"{file}: the file has {stateTensors.Length - missingState.Count} of the {stateTensors.Length} state tensors of {network}; expected all or none. "
                + $"Missing: {NameList.Quote(missingState)}.");
        }

        CheckTensors(parameters, entries, file, network);
        if (missingState.Count == 0)
        {
            CheckTensors(stateTensors, entries, file, network);
        }

        return new NetworkFileMatch(entries, missingState.Count == 0);
    }

    private static List<string> Missing(
        ReadOnlySpan<TensorEntry> tensors, Dictionary<string, SafetensorsEntry> entries, HashSet<string> unexpected)
    {
        var missing = new List<string>();
        foreach (TensorEntry tensor in tensors)
        {
            unexpected.Remove(tensor.Name);
            if (!entries.ContainsKey(tensor.Name))
            {
                missing.Add(tensor.Name);
            }
        }

        return missing;
    }

    private static void CheckTensors(
        ReadOnlySpan<TensorEntry> tensors, Dictionary<string, SafetensorsEntry> entries, string file, string network)
    {
        foreach (TensorEntry tensor in tensors)
        {
            SafetensorsEntry entry = entries[tensor.Name];
            if (!entry.Shape.AsSpan().SequenceEqual(tensor.Shape))
            {
                throw new InvalidDataException(
                    $"{file}: tensor '{tensor.Name}' has shape {SafetensorsEntry.ShapeText(entry.Shape)}; {network} expects {SafetensorsEntry.ShapeText(tensor.Shape)}.");
            }

            if (entry.DataType is not ("F32" or "F64"))
            {
                throw new InvalidDataException($"{file}: tensor '{tensor.Name}' is {entry.DataType}; {network} expects F32 or F64.");
            }
        }
    }
}
