using System.Globalization;

namespace Programs;

/// <summary>732 monthly mean temperatures of the sea off Peru, 1950 to 2010 (NOAA).</summary>
internal static class SeaTemperatures
{
    /// <summary>Loads the temperatures in °C, from January 1950 on.</summary>
    public static float[] Load() =>
        [.. ShippedData.Lines("el-nino.csv").Skip(1).Select(line => float.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))];
}
