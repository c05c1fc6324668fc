using DeepNet;
using DeepNet.Data;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FashionMnist;

/// <summary>Shows test images with what the network makes of them: the first three, and the first that it gets wrong.</summary>
internal static class Gallery
{
    private const int FirstImages = 3;

    public static IRenderable Render<TNetwork>(TNetwork network, LabelledImages images)
        where TNetwork : ITrainable<TNetwork, float, int>
    {
        List<IRenderable> panels = [];
        bool wrongShown = false;
        float[] probabilities = new float[TNetwork.OutputSize];
        Dataset<float, int> samples = images.Samples;
        for (int i = 0; i < samples.Count && (i < FirstImages || !wrongShown); i++)
        {
            network.Predict(samples.Input(i), probabilities);
            int predicted = Array.IndexOf(probabilities, probabilities.Max());
            int actual = samples.Target(i)[0];
            if (i < FirstImages || predicted != actual)
            {
                panels.Add(Panel(PixelImage.Render(samples.Input(i), images.Width), i, actual, predicted, probabilities[predicted]));
                wrongShown |= predicted != actual;
            }
        }

        return new Columns(panels) { Expand = false };
    }

    private static Panel Panel(IRenderable picture, int index, int actual, int predicted, float probability)
    {
        string[] names = FashionData.ClassNames;
        string verdict = $"{names[predicted]} {100 * probability:F1} %";
        Text caption = actual == predicted
            ? new Text($"{verdict}\nright", new Style(Color.Green))
            : new Text($"{verdict}\nwrong, it is {names[actual]}", new Style(Color.Red));
        return new Panel(new Rows(picture, caption)).Header($"test image {index}");
    }
}
