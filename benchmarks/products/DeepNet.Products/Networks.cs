// Networks whose only purpose is the products of their layers: forward, the input's gradient and the weights' gradient, without bias and activation.
namespace DeepNet.Products;

/// <summary>784-128-10 behind a layer, so that all its layers have an input gradient.</summary>
[Network(MaxBatch = 128)]
[Input(8)]
[Dense(784, Bias = false), Dense(128, Bias = false), Dense(10, Bias = false)]
[MeanSquaredErrorLoss, Sgd]
internal sealed partial class FashionProducts;

/// <summary>The layers of the wide network.</summary>
[Network(MaxBatch = 128)]
[Input(8)]
[Dense(784, Bias = false), Dense(1024, Bias = false), Dense(1024, Bias = false), Dense(10, Bias = false)]
[MeanSquaredErrorLoss, Sgd]
internal sealed partial class WideProducts;

/// <summary>The dense layers of LeNet-5 and of the network of the Keras guides, the gates of an LSTM layer of 64 units, and a square one.</summary>
[Network(MaxBatch = 128)]
[Input(8)]
[Dense(400, Bias = false), Dense(120, Bias = false), Dense(84, Bias = false), Dense(576, Bias = false), Dense(64, Bias = false), Dense(256, Bias = false), Dense(256, Bias = false)]
[MeanSquaredErrorLoss, Sgd]
internal sealed partial class SmallProducts;

/// <summary>The layers of a transformer block of 128 features.</summary>
[Network(MaxBatch = 2048)]
[Input(8)]
[Dense(128, Bias = false), Dense(128, Bias = false), Dense(512, Bias = false), Dense(128, Bias = false)]
[MeanSquaredErrorLoss, Sgd]
internal sealed partial class TransformerProducts;
