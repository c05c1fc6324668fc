namespace DeepNet.Serialization;

/// <summary>Follows symbolic links.</summary>
internal static class LinkedPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>Gives the full path that a path leads to, with no link left in it. What it names does not have to be there.</summary>
    /// <remarks>
    /// <see cref="File.ResolveLinkTarget"/> is not enough: it takes the <c>..</c> of a link back along the path as written, the system along the
    /// folders that there are, and the two differ where a folder of the path is itself a link.
    /// </remarks>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    internal static string Resolve(string path)
    {
        string full = Path.GetFullPath(path);
        string resolved = Path.GetPathRoot(full)!;
        var rest = new Stack<string>();
        Push(rest, full[resolved.Length..]);
        int links = 0;
        while (rest.TryPop(out string? part))
        {
            if (part == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            string next = Path.Combine(resolved, part);
            string? target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                resolved = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException($"'{path}' goes through more than {MostLinks} symbolic links; expected a path that ends.");
            }

            if (Path.IsPathFullyQualified(target))
            {
                resolved = Path.GetPathRoot(target)!;
                target = target[resolved.Length..];
            }

            Push(rest, target);
        }

        return resolved;
    }

    private static void Push(Stack<string> parts, string path)
    {
        string[] names = path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (int i = names.Length - 1; i >= 0; i--)
        {
            if (names[i] != ".")
            {
                parts.Push(names[i]);
            }
        }
    }
}
