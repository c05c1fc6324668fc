using System.Diagnostics;
using DeepNet.Serialization;

namespace DeepNet.Runtime.Tests.Serialization;

/// <summary>Several writers of one path, in one process and in processes that are killed.</summary>
public sealed class ReplacementFileProcessTests : IDisposable
{
    private const int Elements = 200_000;
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_killed_writers_left_is_removed_by_the_next_one()
    {
        string path = _directory["weights.safetensors"];
        int left = 0;
        for (int kill = 0; kill < 60 && left < 4; kill++)
        {
            Kill(path, TimeSpan.FromMilliseconds(kill % 7));
            left += Temporary().Length;
            Assert.InRange(Temporary().Length, 0, 1);
            if (File.Exists(path))
            {
                Assert.Equal(Elements, SafetensorsFile.Read(path)["w"].Length);
            }
        }

        Assert.True(left > 0, "No kill came during a save.");
        Save(path, 1);
        Assert.Equal(["weights.safetensors"], _directory.Files);
    }

    [Fact]
    public void A_living_writer_keeps_its_file_while_another_one_writes()
    {
        string path = _directory["weights"];
        using (var first = new ReplacementFile(path))
        {
            first.Content.Write("first"u8);
            using (var second = new ReplacementFile(path))
            {
                second.Content.Write("second"u8);
                second.Commit();
            }

            Assert.Equal("second", File.ReadAllText(path));
            first.Commit();
        }

        Assert.Equal("first", File.ReadAllText(path));
        Assert.Equal(["weights"], _directory.Files);
    }

    [Fact]
    public void Files_of_other_names_stay()
    {
        string[] others = [".deepnet-00000000-abc.tmp", ".deepnet.tmp", "weights.tmp"];
        foreach (string other in others)
        {
            File.WriteAllText(_directory[other], "");
        }

        Save(_directory["weights"], 1);
        Assert.Equal(others.Append("weights").Order(StringComparer.Ordinal), _directory.Files);
    }

    [Fact]
    public async Task Readers_see_whole_files_while_many_write()
    {
        string path = _directory["weights"];
        Save(path, 0);
        using var done = new CancellationTokenSource();
        Task reader = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                float[] values = SafetensorsFile.Read(path).ReadSingles("w");
                Assert.Equal(Elements, values.Length);
                Assert.Equal(values[0], values[^1]);
            }
        });
        Parallel.For(0, 4, writer =>
        {
            for (int i = 0; i < 25; i++)
            {
                Save(path, writer);
            }
        });
        await done.CancelAsync();
        await reader;
        Assert.Equal(["weights"], _directory.Files);
    }

    /// <summary>What the killed process does: it saves again and again.</summary>
    internal static int SaveForEver(string path)
    {
        // The first save compiles; from then on nearly all time is spent in one.
        Save(path, 0);
        Console.WriteLine("ready");
        while (true)
        {
            Save(path, 1);
        }
    }

    private static void Save(string path, float value)
    {
        float[] values = new float[Elements];
        Array.Fill(values, value);
        SafetensorsFile.Write(path, [SafetensorsTensor.Create("w", values, Elements)]);
    }

    private string[] Temporary() => [.. _directory.Files.Where(static name => name.StartsWith('.'))];

    private static void Kill(string path, TimeSpan after)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(ReplacementFileProcessTests).Assembly.Location, path])
        {
            RedirectStandardOutput = true,
        };
        using Process writer = Process.Start(start)!;
        Assert.Equal("ready", writer.StandardOutput.ReadLine());
        Thread.Sleep(after);
        writer.Kill();
        writer.WaitForExit();
    }
}
