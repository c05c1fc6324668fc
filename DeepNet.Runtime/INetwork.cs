namespace DeepNet;

/// <summary>The members that every generated network has, whatever its inputs, outputs and losses are.</summary>
/// <typeparam name="TSelf">The network class itself.</typeparam>
/// <remarks>The members are static where they are constants of the class, so generic code gets them without reflection or virtual calls.</remarks>
public interface INetwork<TSelf>
    where TSelf : INetwork<TSelf>
{
    /// <summary>The number of trainable parameters.</summary>
    static abstract int ParameterCount { get; }

    /// <summary>The elements of one sample, over all inputs.</summary>
    static abstract int InputSize { get; }

    /// <summary>The elements of one sample's outputs, over all outputs.</summary>
    static abstract int OutputSize { get; }

    /// <summary>The largest number of samples that one call takes.</summary>
    static abstract int MaxBatch { get; }

    /// <summary>The bytes that inference needs: parameters and the activations of one batch of <see cref="MaxBatch"/>.</summary>
    static abstract long InferenceBytes { get; }

    /// <summary>The floating-point operations of one sample's forward pass; a multiply and an add count as two.</summary>
    static abstract long FlopsPerSample { get; }

    /// <summary>Makes a network with freshly drawn weights.</summary>
    /// <param name="seed">The seed of weights and dropout; the same seed gives the same bits.</param>
    /// <returns>The network.</returns>
    static abstract TSelf Create(int seed);

    /// <summary>Writes the parameters to a safetensors file, replacing it only when everything is on disk. The new file has the mode of the old one.</summary>
    /// <param name="path">The file to write, or a symbolic link to it, which stays.</param>
    /// <param name="includeState">Whether the optimizer's and the random generator's state are written too, so that training can resume exactly.</param>
    /// <exception cref="IOException">The path is that of a folder, a device or the like, or the file cannot be written. The old one is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or the folder cannot be written to. The old file is unchanged.</exception>
    /// <exception cref="InvalidOperationException">
    /// Running statistics, or with <paramref name="includeState"/> the optimizer's state, are not finite, since training has diverged. <see cref="Load"/> would refuse the
    /// file. The old one is unchanged.
    /// </exception>
    void Save(string path, bool includeState = false);

    /// <summary>
    /// Reads parameters, and the optimizer's and random generator's state if the file has them, from a safetensors file. Without that state, training starts anew from the
    /// parameters. On any error nothing changes. Parameters are taken as they are, also NaN and infinity, so that a network whose training diverged can be looked at; running
    /// statistics and the optimizer's state must be finite, and variances and averages of squares not negative.
    /// </summary>
    /// <param name="path">The file to read.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The path is that of a folder, or the file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is truncated, not safetensors, of another network, or holds a state that training cannot be in.</exception>
    void Load(string path);
}
