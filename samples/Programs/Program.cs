using System.CommandLine;
using Programs;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    // A log has no width of its own, and Spectre would write colours into it.
    AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
    AnsiConsole.Profile.Width = 180;
}

Argument<string[]> names = new("names") { Arity = ArgumentArity.ZeroOrMore, Description = "Which programs to run [default: all]" };
names.Validators.Add(result =>
{
    string[] unknown = [.. result.Tokens.Select(token => token.Value).Except(ProgramTable.All.Select(program => program.Name))];
    if (unknown.Length > 0)
    {
        result.AddError($"Expected names that --list shows. Received: {string.Join(", ", unknown)}.");
    }
});
Option<bool> list = new("--list") { Description = "List the programs and end" };
Option<bool> quick = new("--quick") { Description = "Less data and fewer epochs, and only data that ships with the sample" };
Option<string?> record = new("--record")
{
    Description = "Directory whose deepnet.tsv takes the results of full runs, as PyTorch's are in pytorch.tsv; RESULTS.md above it gets both",
};

RootCommand root = new("Sixteen small programs, each with its own network and real data.") { names, list, quick, record };
root.SetAction(parsed =>
{
    if (parsed.GetValue(list))
    {
        foreach (SampleProgram program in ProgramTable.All)
        {
            AnsiConsole.WriteLine($"{program.Number,3} {program.Name,-20} {program.Title}");
        }

        return 0;
    }

    string[] wanted = parsed.GetValue(names) ?? [];
    SampleProgram[] programs = [.. ProgramTable.All.Where(program => wanted.Length == 0 || wanted.Contains(program.Name))];
    try
    {
        return new ProgramRun(parsed.GetValue(quick), parsed.GetValue(record)).Run(programs) ? 0 : 1;
    }
    catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine($"Error: {error.Message}");
        return 1;
    }
});
return root.Parse(args).Invoke();
