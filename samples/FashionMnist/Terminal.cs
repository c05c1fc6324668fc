using System.Text;
using Spectre.Console;

namespace FashionMnist;

/// <summary>Sets the console up for a person's terminal or for a log.</summary>
internal static class Terminal
{
    // A log has no width of its own; three pictures fit side by side.
    private const int LogWidth = 120;

    /// <summary>Whether what was written can be drawn over.</summary>
    public static bool CanRedraw => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;

    public static void Prepare()
    {
        if (Console.IsOutputRedirected)
        {
            // Spectre looks at TERM and would write colours into a file too.
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
            });
            AnsiConsole.Profile.Width = LogWidth;
        }
        else
        {
            Console.OutputEncoding = Encoding.UTF8; // for the half blocks, on Windows
        }
    }
}
