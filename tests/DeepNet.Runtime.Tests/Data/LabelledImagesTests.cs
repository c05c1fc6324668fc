using DeepNet.Data;

namespace DeepNet.Runtime.Tests.Data;

public sealed class LabelledImagesTests : IDisposable
{
    private readonly IdxBuilder _files = new();

    public void Dispose() => _files.Dispose();

    private void Write(string prefix, int images, int labels, string suffix = "")
    {
        byte[] pixels = IdxBuilder.Bytes([images, 2, 3], IdxBuilder.Counting(images * 6));
        byte[] classes = IdxBuilder.Bytes([labels], IdxBuilder.Counting(labels));
        _files.Write($"{prefix}-images-idx3-ubyte{suffix}", suffix == "" ? pixels : IdxBuilder.Compress(pixels));
        _files.Write($"{prefix}-labels-idx1-ubyte{suffix}", suffix == "" ? classes : IdxBuilder.Compress(classes));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public void Pixels_are_divided_by_255(string suffix)
    {
        Write("train", 200, 200, suffix); // more than one piece
        Write("t10k", 3, 3, suffix);
        LabelledImages training = LabelledImages.LoadTraining(_files.Root);

        Assert.Equal((2, 3, 200), (training.Height, training.Width, training.Samples.Count));
        Assert.Equal(IdxBuilder.Counting(1200).Select(b => b / 255f), training.Samples.Inputs.ToArray());
        Assert.Equal(IdxBuilder.Counting(200).Select(b => (int)b), training.Samples.Targets.ToArray());
        Assert.Equal(3, LabelledImages.LoadTest(_files.Root).Samples.Count);
    }

    [Fact]
    public void A_limit_gives_the_first_images()
    {
        Write("train", 200, 200, ".gz");
        Dataset<float, int> all = LabelledImages.LoadTraining(_files.Root).Samples;
        foreach (int limit in new[] { 0, 1, 63, 64, 65, 200, 300 })
        {
            Dataset<float, int> some = LabelledImages.LoadTraining(_files.Root, limit).Samples;
            Assert.Equal(Math.Min(limit, 200), some.Count);
            Assert.True(all.Inputs[..some.Inputs.Length].SequenceEqual(some.Inputs));
            Assert.True(all.Targets[..some.Targets.Length].SequenceEqual(some.Targets));
        }
    }

    [Fact]
    public void A_plain_file_goes_before_a_compressed_one()
    {
        Write("train", 5, 5, ".gz");
        Write("train", 4, 4);
        Assert.Equal(4, LabelledImages.LoadTraining(_files.Root).Samples.Count);
    }

    [Fact]
    public void A_missing_directory_and_a_missing_file_are_named()
    {
        string nowhere = Path.Combine(_files.Root, "nowhere");
        Assert.Contains(nowhere, Assert.Throws<DirectoryNotFoundException>(() => LabelledImages.LoadTest(nowhere)).Message);
        Assert.Contains("t10k-images-idx3-ubyte", Assert.Throws<FileNotFoundException>(() => LabelledImages.LoadTest(_files.Root)).Message);
    }

    [Fact]
    public void Images_and_labels_have_to_be_as_many()
    {
        Write("train", 5, 4);
        string message = Assert.Throws<InvalidDataException>(() => LabelledImages.LoadTraining(_files.Root, limit: 2)).Message;
        Assert.Contains("expected 5 labels", message);
        Assert.Contains("Received: 4", message);
    }

    [Fact]
    public void Labels_in_the_place_of_images_are_refused()
    {
        Write("train", 5, 5);
        _files.Write("train-images-idx3-ubyte", IdxBuilder.Bytes([5], new byte[5]));
        Assert.Contains("expected 3 dimensions", Assert.Throws<InvalidDataException>(() => LabelledImages.LoadTraining(_files.Root)).Message);
    }
}
