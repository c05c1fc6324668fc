namespace DeepNet.Training.Tests;

/// <summary>What is said about a token that the embedding does not have.</summary>
public sealed class TokenTests
{
    private const string Message = "input[4] is 10; expected a token from 0 to 9, since the embedding has 10 rows.";

    [Fact]
    public void A_token_out_of_range_is_called_a_token()
    {
        Reading network = new(seed: 1);
        int[] tokens = [0, 9, 5, 1, 10, 2];
        Action[] all =
        [
            () => network.Forward(tokens, new float[4]), () => network.Predict(tokens, new float[4]), () => network.Evaluate(tokens, [0, 1]),
            () => network.TrainStep(tokens, [0, 1]), () => network.Backward(tokens, [0, 1]),
        ];
        Assert.All(all, call => Assert.StartsWith(Message, Assert.Throws<ArgumentOutOfRangeException>("input", call).Message));
    }
}
