using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace FashionMnist;

/// <summary>The program's options and their checks.</summary>
internal static class CommandLine
{
    public static RootCommand Create(Action<RunOptions> run)
    {
        Option<string?> data = new("--data", "Directory with the data set's four files [default: the installed full set, else the shipped part]");
        Option<string> model = new("--model", ParseModel, isDefault: true, $"Network to train: {string.Join(", ", ModelTable.All.Select(m => $"{m.Name} ({m.Description})"))}");
        Option<int> epochs = new("--epochs", text => ParseNumber(text, 10, n => n >= 1, "a whole number above 0"), isDefault: true, "How often every training image is seen");
        Option<int> batch = new("--batch", text => ParseNumber(text, 32, n => n >= 1, "a whole number above 0"), isDefault: true, "Images of a batch");
        Option<int> seed = new("--seed", text => ParseNumber(text, 1, _ => true, "a whole number"), isDefault: true, "Decides the first weights and the order of the images");
        Option<string?> weights = new("--weights", "File for the trained weights [default: <model>.safetensors beside the program]");
        Option<float?> learningRate = new(
            "--learning-rate",
            text => ParseNumber(text, 0f, rate => rate > 0 && float.IsFinite(rate), "a number above 0"),
            description: "Learning rate [default: the network's own]");

        RootCommand root = new("Trains a network on Fashion-MNIST with DeepNet and shows what it learned.")
        {
            data, model, epochs, batch, seed, weights, learningRate,
        };
        root.SetHandler(context =>
        {
            ParseResult parsed = context.ParseResult;
            RunOptions options = new(
                parsed.GetValueForOption(data),
                parsed.GetValueForOption(model)!,
                parsed.GetValueForOption(epochs),
                parsed.GetValueForOption(batch),
                parsed.GetValueForOption(seed),
                parsed.GetValueForOption(weights),
                parsed.GetValueForOption(learningRate));
            try
            {
                run(options);
            }
            catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                // Problems with what the user gave; anything else is a fault of ours and may show its stack.
                Console.Error.WriteLine($"Error: {error.Message}");
                context.ExitCode = 1;
            }
        });
        return root;
    }

    private static string ParseModel(ArgumentResult text)
    {
        string name = text.Tokens.Count == 0 ? ModelTable.All[0].Name : text.Tokens[0].Value;
        if (!ModelTable.All.Any(m => m.Name == name))
        {
            text.ErrorMessage = $"--model: expected one of {string.Join(", ", ModelTable.All.Select(m => m.Name))}. Received: {name}.";
        }

        return name;
    }

    // By hand because the library reads numbers as the machine's culture writes them, where 0.001 may mean something else.
    private static T ParseNumber<T>(ArgumentResult text, T missing, Func<T, bool> valid, string expected)
        where T : struct, INumber<T>
    {
        if (text.Tokens.Count == 0)
        {
            return missing;
        }

        if (T.TryParse(text.Tokens[0].Value, CultureInfo.InvariantCulture, out T number) && valid(number))
        {
            return number;
        }

        text.ErrorMessage = $"--{text.Argument.Name}: expected {expected}. Received: {text.Tokens[0].Value}.";
        return missing;
    }
}
