using System.Globalization;
using System.Numerics;
using DeepNet.Serialization;
using DeepNet.Training;

namespace DeepNet.CompilerServices;

/// <summary>The training state as strings in a file. What a network could not be in is refused here, before anything of it changes.</summary>
internal static class TrainingStateMetadata
{
    /// <summary>
    /// The most updates, passes or epochs: each is exact as a double, as optimizers need it, and no training comes near. One that goes on from there
    /// is saved with this number, so that its file can be loaded.
    /// </summary>
    internal const long MostSteps = 1L << 53;

    private const string FormatKey = "format";
    private const string FormatName = "deepnet";
    private const string NetworkKey = "network";
    private const string StepKey = "step";
    private const string SeedKey = "seed";
    private const string PassKey = "pass";
    private const string EpochsKey = "epochs";
    private const string LearningRateKey = "learningRate";
    private const string ScheduleKey = "schedule";
    private const string AccumulatedKey = "accumulated";

    /// <summary>Makes the strings.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="state">The state, or null if only parameters are saved.</param>
    internal static Dictionary<string, string> Write(string network, TrainingState? state)
    {
        var metadata = new Dictionary<string, string> { [FormatKey] = FormatName, [NetworkKey] = network };
        if (state is not { } present)
        {
            return metadata;
        }

        metadata[StepKey] = Math.Min(present.Step, MostSteps).ToString(CultureInfo.InvariantCulture);
        metadata[SeedKey] = present.Seed.ToString(CultureInfo.InvariantCulture);
        metadata[PassKey] = Math.Min(present.Pass, MostSteps).ToString(CultureInfo.InvariantCulture);
        metadata[EpochsKey] = Math.Min(present.Epochs, MostSteps).ToString(CultureInfo.InvariantCulture);
        if (present.LearningRate is { } learningRate)
        {
            metadata[LearningRateKey] = learningRate.ToString("R", CultureInfo.InvariantCulture);
        }

        if (present.Schedule is { } schedule)
        {
            metadata[ScheduleKey] = schedule.ToText();
        }

        if (present.Accumulated != 0)
        {
            metadata[AccumulatedKey] = Math.Min(present.Accumulated, int.MaxValue).ToString(CultureInfo.InvariantCulture);
        }

        return metadata;
    }

    /// <summary>Reads the strings.</summary>
    /// <typeparam name="T">The network's element type, in which the learning rate has to be finite.</typeparam>
    /// <param name="metadata">The strings of the file.</param>
    /// <param name="file">The file's name for messages.</param>
    /// <param name="required">Whether the file has tensors of state, so that the strings have to be there.</param>
    /// <returns>The state, or null if the file has none.</returns>
    /// <exception cref="InvalidDataException">A string is missing, or a network cannot be in this state.</exception>
    internal static TrainingState? Read<T>(IReadOnlyDictionary<string, string> metadata, string file, bool required)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // A network without state tensors (plain SGD) still has a step and a seed; a file that other software wrote may use these keys for something else.
        bool ours = metadata.GetValueOrDefault(FormatKey) == FormatName;
        bool any = metadata.ContainsKey(StepKey) || metadata.ContainsKey(SeedKey);
        if (!required && !(ours && any))
        {
            return null;
        }

        long step = ReadNumber(metadata, StepKey, file, 0, MostSteps);
        long seed = ReadNumber(metadata, SeedKey, file, long.MinValue, long.MaxValue);
        return new TrainingState(step, seed, ReadOptional(metadata, PassKey, file, MostSteps))
        {
            Epochs = ReadOptional(metadata, EpochsKey, file, MostSteps),
            Accumulated = ReadOptional(metadata, AccumulatedKey, file, int.MaxValue),
            LearningRate = ReadLearningRate<T>(metadata, file),
            Schedule = ReadSchedule(metadata, file),
        };
    }

    private static double? ReadLearningRate<T>(IReadOnlyDictionary<string, string> metadata, string file)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!metadata.TryGetValue(LearningRateKey, out string? text))
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && BatchChecks.IsLearningRate(T.CreateTruncating(value))
            ? value
            : throw Invalid(file, LearningRateKey, text, "a finite number of at least 0");
    }

    private static LearningRateSchedule? ReadSchedule(IReadOnlyDictionary<string, string> metadata, string file)
    {
        if (!metadata.TryGetValue(ScheduleKey, out string? text))
        {
            return null;
        }

        try
        {
            return LearningRateSchedule.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new InvalidDataException($"{file}: the metadata '{ScheduleKey}' is no schedule. {wrong.Message}", wrong);
        }
    }

    private static long ReadOptional(IReadOnlyDictionary<string, string> metadata, string key, string file, long most) =>
        metadata.ContainsKey(key) ? ReadNumber(metadata, key, file, 0, most) : 0;

    private static long ReadNumber(IReadOnlyDictionary<string, string> metadata, string key, string file, long least, long most)
    {
        string? text = metadata.GetValueOrDefault(key);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most
            ? value
            : throw Invalid(file, key, text, $"a whole number from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}");
    }

    private static InvalidDataException Invalid(string file, string key, string? text, string expected) =>
        new($"{file}: the metadata '{key}' is {(text is null ? "missing" : $"'{Excerpt.Of(text)}'")}; a file with training state has {expected} there.");
}
