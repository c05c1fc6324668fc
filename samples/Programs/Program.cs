using System.CommandLine;
using Programs;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    // A log has no width of its own, and Spectre would write colours into it.
    AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
    AnsiConsole.Profile.Width = 180;
}

Argument<string[]> names = new("names", () => [], "Which programs to run [default: all]");
names.AddValidator(result =>
{
    IEnumerable<string> unknown = result.Tokens.Select(token => token.Value).Except(ProgramTable.All.Select(program => program.Name));
    result.ErrorMessage = unknown.Any() ? $"Expected names that --list shows. Received: {string.Join(", ", unknown)}." : null;
});
Option<bool> list = new("--list", "List the programs and end");
Option<bool> quick = new("--quick", "Less data and fewer epochs, and only data that ships with the sample");
Option<string?> record = new("--record", "Directory whose deepnet.tsv takes the results of full runs, as PyTorch's are in pytorch.tsv; RESULTS.md above it gets both");

RootCommand root = new("Sixteen small programs, each with its own network and real data.") { names, list, quick, record };
root.SetHandler(context =>
{
    if (context.ParseResult.GetValueForOption(list))
    {
        foreach (SampleProgram program in ProgramTable.All)
        {
            AnsiConsole.WriteLine($"{program.Number,3} {program.Name,-20} {program.Title}");
        }

        return;
    }

    string[] wanted = context.ParseResult.GetValueForArgument(names);
    SampleProgram[] programs = [.. ProgramTable.All.Where(program => wanted.Length == 0 || wanted.Contains(program.Name))];
    try
    {
        context.ExitCode = new ProgramRun(context.ParseResult.GetValueForOption(quick), context.ParseResult.GetValueForOption(record)).Run(programs) ? 0 : 1;
    }
    catch (Exception error) when (error is IOException or InvalidDataException)
    {
        Console.Error.WriteLine($"Error: {error.Message}");
        context.ExitCode = 1;
    }
});
return root.Invoke(args);
