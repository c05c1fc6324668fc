using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using DeepNet.Shaders;

namespace FashionMnist;

/// <summary>The program's options and their checks.</summary>
internal static class CommandLine
{
    public static RootCommand Create(Action<RunOptions> run)
    {
        Option<string?> data = new("--data") { Description = "Directory with the data set's four files [default: the installed full set, else the shipped part]" };
        Option<string> model = new("--model")
        {
            Description = $"Network to train: {string.Join(", ", ModelTable.All.Select(m => $"{m.Name} ({m.Description})"))}",
            DefaultValueFactory = _ => ModelTable.All[0].Name,
            CustomParser = ParseModel,
        };
        Option<int> epochs = Number("--epochs", 10, n => n >= 1, "a whole number above 0", "How often every training image is seen");
        Option<int> batch = Number("--batch", 32, n => n >= 1, "a whole number above 0", "Images of a batch");
        Option<int> seed = Number("--seed", 1, _ => true, "a whole number", "Decides the first weights and the order of the images");
        Option<string?> weights = new("--weights") { Description = "File for the trained weights [default: <model>.safetensors beside the program]" };
        Option<bool> gpu = new("--gpu") { Description = "Train on the best GPU of this machine" };
        Option<int?> adapter = new("--adapter")
        {
            Description = "Train on this GPU, counted from 0; a number too large shows the list",
            CustomParser = text => ParseNumber<int>(text, n => n >= 0, "a whole number from 0 on"),
        };
        Option<float?> learningRate = new("--learning-rate")
        {
            Description = "Learning rate [default: the network's own]",
            CustomParser = text => ParseNumber<float>(text, rate => rate > 0 && float.IsFinite(rate), "a number above 0"),
        };

        RootCommand root = new("Trains a network on Fashion-MNIST with DeepNet and shows what it learned.")
        {
            data, model, epochs, batch, seed, weights, learningRate, gpu, adapter,
        };
        root.SetAction(parsed =>
        {
            RunOptions options = new(
                parsed.GetValue(data),
                parsed.GetValue(model)!,
                parsed.GetValue(epochs),
                parsed.GetValue(batch),
                parsed.GetValue(seed),
                parsed.GetValue(weights),
                parsed.GetValue(learningRate),
                parsed.GetValue(gpu) || parsed.GetValue(adapter) is not null,
                parsed.GetValue(adapter));
            try
            {
                run(options);
                return 0;
            }
            catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or GpuUnavailableException or GpuException)
            {
                // Problems with what the user gave; anything else is a fault of ours and may show its stack.
                Console.Error.WriteLine($"Error: {error.Message}");
                return 1;
            }
        });
        return root;
    }

    private static string? ParseModel(ArgumentResult text)
    {
        string name = text.Tokens[0].Value;
        if (ModelTable.All.Any(m => m.Name == name))
        {
            return name;
        }

        text.AddError($"--model: expected one of {string.Join(", ", ModelTable.All.Select(m => m.Name))}. Received: {name}.");
        return null;
    }

    private static Option<int> Number(string name, int missing, Func<int, bool> valid, string expected, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => missing,
        CustomParser = text => ParseNumber(text, valid, expected) ?? missing,
    };

    // By hand because the library reads numbers as the machine's culture writes them, where 0.001 may mean something else. No commas: 0,1 would be 1.
    private static T? ParseNumber<T>(ArgumentResult text, Func<T, bool> valid, string expected)
        where T : struct, INumber<T>
    {
        if (T.TryParse(text.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out T number) && valid(number))
        {
            return number;
        }

        text.AddError($"{((OptionResult)text.Parent!).Option.Name}: expected {expected}. Received: {text.Tokens[0].Value}.");
        return null;
    }
}
