using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Planning.Graphs;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Parsing;

/// <summary>The blocks that the parser is in, and how much it may still read in blocks: those in blocks multiply, and a block can contain itself.</summary>
internal sealed class BlockPath(INamedTypeSymbol network)
{
    private readonly Stack<INamedTypeSymbol> _types = new([network]);

    // Each layer that is read here becomes one or more in the network, so more are too many whatever they are.
    private int _layersLeft = LayerCount.Limit;

    public bool Contains(INamedTypeSymbol type) => _types.Contains(type, SymbolEqualityComparer.Default);

    /// <summary>Goes into a block of so many layers; false if that is too much.</summary>
    public bool TryEnter(INamedTypeSymbol block, int layers)
    {
        _layersLeft -= layers;
        if (_layersLeft < 0)
        {
            return false;
        }

        _types.Push(block);
        return true;
    }

    public void Leave() => _types.Pop();
}
