using System.ComponentModel;
using System.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>Puts averages of parameters in the parameters' place and back. Called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WeightAverages
{
    /// <summary>Exchanges the contents of two spans.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameters">One.</param>
    /// <param name="averages">The other, of the same length.</param>
    public static void Exchange<T>(Span<T> parameters, Span<T> averages)
        where T : unmanaged
    {
        averages = averages[..parameters.Length];
        int i = 0;
        for (; i <= parameters.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var parameter = new Vector<T>(parameters[i..]);
            new Vector<T>(averages[i..]).CopyTo(parameters[i..]);
            parameter.CopyTo(averages[i..]);
        }

        for (; i < parameters.Length; i++)
        {
            (parameters[i], averages[i]) = (averages[i], parameters[i]);
        }
    }
}
