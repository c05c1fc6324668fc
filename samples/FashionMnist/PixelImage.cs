using Spectre.Console;
using Spectre.Console.Rendering;

namespace FashionMnist;

/// <summary>Draws a grey image, two rows of pixels to a line of text.</summary>
internal static class PixelImage
{
    // From dark to bright on a dark ground; for output without colours.
    private const string Ramp = " .:-=+*#%@";

    public static IRenderable Render(ReadOnlySpan<float> pixels, int width)
    {
        bool colours = AnsiConsole.Profile.Capabilities.Ansi && AnsiConsole.Profile.Capabilities.ColorSystem >= ColorSystem.EightBit;
        int height = pixels.Length / width;
        Paragraph picture = new();
        for (int y = 0; y < height; y += 2)
        {
            for (int x = 0; x < width; x++)
            {
                float upper = pixels[(y * width) + x];
                float lower = y + 1 < height ? pixels[((y + 1) * width) + x] : 0;
                if (colours)
                {
                    picture.Append("▀", new Style(Grey(upper), Grey(lower)));
                }
                else
                {
                    picture.Append(Ramp[(int)((upper + lower) / 2 * (Ramp.Length - 1))].ToString());
                }
            }

            if (y + 2 < height)
            {
                picture.Append("\n");
            }
        }

        return picture;
    }

    private static Color Grey(float value)
    {
        byte level = (byte)(value * 255);
        return new Color(level, level, level);
    }
}
