using System.Globalization;
using DeepNet.Serialization;

namespace DeepNet.Training;

/// <summary>Reads the text of a schedule: a name and, in brackets, numbers and schedules.</summary>
internal sealed class ScheduleReader(string text)
{
    private int _position;
    private int _depth;

    public LearningRateSchedule Read()
    {
        LearningRateSchedule schedule = ReadSchedule();
        SkipSpace();
        return _position == text.Length ? schedule : throw Unexpected("the end");
    }

    private LearningRateSchedule ReadSchedule()
    {
        // Deeper text would end the process by its recursion, before its schedules could refuse each other.
        if (++_depth > LearningRateSchedule.MostParts)
        {
            throw Unexpected($"at most {LearningRateSchedule.MostParts} schedules in each other");
        }

        SkipSpace();
        int start = _position;
        while (_position < text.Length && char.IsAsciiLetter(text[_position]))
        {
            _position++;
        }

        string name = text[start.._position];
        List<object> arguments = [];
        Take('(');
        SkipSpace();
        while (_position < text.Length && text[_position] != ')')
        {
            if (arguments.Count > 0)
            {
                Take(',');
                SkipSpace();
            }

            arguments.Add(_position < text.Length && char.IsAsciiLetterUpper(text[_position]) && !text.AsSpan(_position).StartsWith("Infinity") ? ReadSchedule() : ReadNumber());
            SkipSpace();
        }

        Take(')');
        _depth--;
        return Make(name, arguments) ?? throw new FormatException($"The schedule '{Excerpt.Of(name)}' with {arguments.Count} arguments is unknown, in '{Excerpt.Of(text, start)}'.");
    }

    private static LearningRateSchedule? Make(string name, List<object> a)
    {
        try
        {
            return (name, a.Count) switch
            {
                ("Constant", 1) => new ConstantSchedule(Number(a, 0)),
                ("Linear", 3) => new LinearSchedule(Whole(a, 0), Number(a, 1), Number(a, 2)),
                ("WarmUp", 2) => new WarmUpSchedule(Whole(a, 0), Number(a, 1)),
                ("Exponential", 2) => new ExponentialSchedule(Number(a, 0), Whole(a, 1)),
                ("Step", 2) => new StepSchedule(Whole(a, 0), Number(a, 1)),
                ("MultiStep", > 0) => new MultiStepSchedule(Number(a, 0), [.. Enumerable.Range(1, a.Count - 1).Select(i => Whole(a, i))]),
                ("Cosine", 2) => new CosineSchedule(Whole(a, 0), Number(a, 1)),
                ("CosineRestarts", 3) => new CosineRestartsSchedule(Whole(a, 0), Whole(a, 1), Number(a, 2)),
                ("OneCycle", 4) => new OneCycleSchedule(Whole(a, 0), Number(a, 1), Number(a, 2), Number(a, 3)),
                ("Polynomial", 3) => new PolynomialSchedule(Whole(a, 0), Number(a, 1), Number(a, 2)),
                ("InverseSquareRoot", 1) => new InverseSquareRootSchedule(Whole(a, 0)),
                ("Sequence", 3) => new SequenceSchedule(Schedule(a, 0), Whole(a, 1), Schedule(a, 2)),
                ("Product", 2) => new ProductSchedule(Schedule(a, 0), Schedule(a, 1)),
                ("Plateau", 9) => new PlateauSchedule(
                    Number(a, 0), Whole(a, 1), Number(a, 2), Whole(a, 3), Number(a, 4), Number(a, 5), Number(a, 6), Whole(a, 7), Whole(a, 8)),
                _ => null,
            };
        }
        catch (Exception wrong) when (wrong is ArgumentException or OverflowException)
        {
            throw new FormatException($"The arguments of the schedule '{name}' are not what it takes: {wrong.Message}", wrong);
        }
    }

    private static double Number(List<object> arguments, int place) => arguments[place] switch
    {
        long whole => whole,
        double number => number,
        _ => throw Expected("a number", arguments, place),
    };

    private static long Whole(List<object> arguments, int place) =>
        arguments[place] is long whole ? whole : throw Expected($"a whole number from {long.MinValue} to {long.MaxValue}, without point or exponent", arguments, place);

    private static LearningRateSchedule Schedule(List<object> arguments, int place) =>
        arguments[place] as LearningRateSchedule ?? throw Expected("a schedule", arguments, place);

    private static ArgumentException Expected(string expected, List<object> arguments, int place) =>
        new($"argument {place + 1} is {Excerpt.Of(arguments[place] is LearningRateSchedule part ? part.ToText() : Convert.ToString(arguments[place], CultureInfo.InvariantCulture)!)}; expected {expected}.");

    private object ReadNumber()
    {
        int start = _position;
        while (_position < text.Length && text[_position] is not (',' or ')'))
        {
            _position++;
        }

        // Steps are whole numbers, of which a double does not hold all.
        if (long.TryParse(text.AsSpan(start, _position - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            return whole;
        }

        if (double.TryParse(text.AsSpan(start, _position - start), NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            return value;
        }

        _position = start;
        throw Unexpected("a number or a schedule");
    }

    private void Take(char expected)
    {
        SkipSpace();
        if (_position >= text.Length || text[_position] != expected)
        {
            throw Unexpected($"'{expected}'");
        }

        _position++;
    }

    private void SkipSpace()
    {
        while (_position < text.Length && text[_position] == ' ')
        {
            _position++;
        }
    }

    private FormatException Unexpected(string expected) => new($"The text of a schedule has to continue with {expected} at position {_position}: '{Excerpt.Of(text, _position)}'.");
}
