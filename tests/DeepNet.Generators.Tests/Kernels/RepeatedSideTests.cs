using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepNet.Generators.Tests.Kernels;

/// <summary>Which shapes the second side of a sum, a difference or a product may have, and what comes out.</summary>
public sealed class RepeatedSideTests
{
    // The first side is 1, 2, 3, ...; the second 10, 20, 30, ...
    private static readonly (string Layer, string Left, string Right, string Expected)[] Cases =
    [
        ("Add", "2, 3", "2, 3", "11 22 33 44 55 66"),
        ("Add", "2, 3", "3", "11 22 33 14 25 36"),
        ("Add", "2, 3", "1, 3", "11 22 33 14 25 36"),
        ("Add", "2, 3", "2, 1", "11 12 13 24 25 26"),
        ("Add", "1, 2, 2", "2", "11 22 13 24"),
        ("Add", "1, 2, 2", "1, 1, 2", "11 22 13 24"),
        ("Add", "1, 2, 2", "1, 2, 1", "11 12 23 24"),
        ("Add", "3", "1", "11 12 13"),
        ("Add", "3", "1, 3", "11 22 33"),
        ("Add", "1, 3", "1", "11 12 13"),
        ("Add", "3, 1", "1", "11 12 13"),
        ("Subtract", "2, 3", "2, 3", "-9 -18 -27 -36 -45 -54"),
        ("Subtract", "2, 3", "3", "-9 -18 -27 -6 -15 -24"),
        ("Subtract", "2, 3", "2, 1", "-9 -8 -7 -16 -15 -14"),
        ("Multiply", "2, 3", "1, 3", "10 40 90 40 100 180"),
        ("Multiply", "2, 3", "2, 1", "10 20 30 80 100 120"),
        ("Multiply", "3", "1", "10 20 30"),
    ];

    [Fact]
    public void Values_are_those_of_the_repeated_side()
    {
        IEnumerable<string> networks = Cases.Select((c, i) => $$"""
            [Network(MaxBatch = 1), Input({{c.Left}}, Name = "left"), Input({{c.Right}}, Name = "right"), {{c.Layer}}("left", "right")]
            public sealed partial class Net{{i}};
            """);
        IEnumerable<string> calls = Cases.Select((c, i) => $$"""
            output = new float[Net{{i}}.OutputSize];
            new Net{{i}}().Forward(left.AsSpan(0, Net{{i}}.OutputSize), right.AsSpan(0, Net{{i}}.InputSize - Net{{i}}.OutputSize), output);
            lines.Add(string.Join(" ", output));
            """);
        GeneratorRun run = Verify.IsClean($$"""
            using System;
            using System.Collections.Generic;
            using DeepNet;
            {{string.Join('\n', networks)}}
            public static class Program
            {
                public static List<string> Run()
                {
                    float[] left = [1, 2, 3, 4, 5, 6];
                    float[] right = [10, 20, 30, 40, 50, 60];
                    float[] output;
                    List<string> lines = [];
                    {{string.Join('\n', calls)}}
                    return lines;
                }
            }
            """);

        Assembly assembly = Sources.Load((CSharpCompilation)run.Compilation);

        Assert.Equal(Cases.Select(c => c.Expected), (List<string>)assembly.GetType("Program")!.GetMethod("Run")!.Invoke(null, null)!);
    }
}
