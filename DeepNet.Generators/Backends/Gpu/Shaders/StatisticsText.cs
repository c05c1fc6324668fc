using System;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Gpu.Shaders;

/// <summary>The HLSL of values that have a mean and a deviation together: a unit of statistics, which a group of threads has to itself.</summary>
internal static class StatisticsText
{
    /// <summary>What the names of shaders say of them.</summary>
    public static string Mark(Statistics over) => over switch
    {
        RowStatistics => FormattableString.Invariant($"Rows_{over.Channels}"),
        GroupStatistics groups => FormattableString.Invariant($"Groups_{over.Positions}x{over.Channels}_{groups.Groups}"),
        _ => FormattableString.Invariant($"Batch_{over.Positions}x{over.Channels}"),
    };

    /// <summary>How documentation names them.</summary>
    public static string Describe(Statistics over) => over switch
    {
        RowStatistics => FormattableString.Invariant($"rows of {over.Channels}"),
        GroupStatistics groups => FormattableString.Invariant($"{groups.Groups} groups of {over.Channels} channels, {over.Positions} positions"),
        _ => FormattableString.Invariant($"{over.Channels} channels, all positions of a batch"),
    };

    /// <summary>The units of a batch.</summary>
    public static BatchCount Units(Statistics over) => over switch
    {
        RowStatistics => new BatchCount(over.Positions),
        GroupStatistics groups => new BatchCount(groups.Groups),
        _ => over.Channels,
    };

    /// <summary>The HLSL of the number of values in a unit; <c>samples</c> is a constant where a unit goes over the batch.</summary>
    public static string Count(Statistics over) => over switch
    {
        RowStatistics => FormattableString.Invariant($"{over.Channels}u"),
        GroupStatistics groups => FormattableString.Invariant($"{over.Positions * (over.Channels / groups.Groups)}u"),
        _ => FormattableString.Invariant($"(samples * {over.Positions}u)"),
    };

    /// <summary>The threads that share a unit.</summary>
    public static int Threads(Statistics over) => GpuKernel.ThreadsFor(over switch
    {
        RowStatistics => over.Channels,
        GroupStatistics groups => over.Positions * (over.Channels / groups.Groups),
        _ => int.MaxValue,
    });

    /// <summary>Writes locals with the channel and the place of value <c>k</c> of <c>unit</c>.</summary>
    public static void EmitPlace(SourceWriter writer, Statistics over)
    {
        string channels = FormattableString.Invariant($"{over.Channels}u");
        switch (over)
        {
            case RowStatistics:
                writer.Line("uint channel = k;").Line($"uint place = unit * {channels} + k;");
                break;
            case GroupStatistics groups:
                string width = FormattableString.Invariant($"{over.Channels / groups.Groups}u");
                string number = FormattableString.Invariant($"{groups.Groups}u");
                writer.Line($"uint channel = unit % {number} * {width} + k % {width};");
                writer.Line(FormattableString.Invariant($"uint place = (unit / {number} * {over.Positions}u + k / {width}) * {channels} + channel;"));
                break;
            default:
                writer.Line("uint channel = unit;").Line($"uint place = k * {channels} + unit;");
                break;
        }
    }

    /// <summary>The HLSL of the unit of the value at row <c>row</c> of all positions and channel <c>channel</c>.</summary>
    public static string UnitOf(Statistics over) => over switch
    {
        RowStatistics => "row",
        GroupStatistics groups => FormattableString.Invariant($"(row / {over.Positions}u * {groups.Groups}u + channel / {over.Channels / groups.Groups}u)"),
        _ => "channel",
    };
}
