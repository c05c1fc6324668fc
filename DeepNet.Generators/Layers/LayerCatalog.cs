using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Layers.Attention;
using DeepNet.Generators.Layers.Convolution;
using DeepNet.Generators.Layers.Normalization;
using DeepNet.Generators.Layers.Recurrent;
using DeepNet.Generators.Layers.Structure;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Layers;

/// <summary>The layers there are. A new one is a line here, or a row of the table of <see cref="ElementwiseLayer"/> or <see cref="RecurrentLayer"/>.</summary>
internal static class LayerCatalog
{
    private static readonly Dictionary<string, LayerDefinition> ByName = new LayerDefinition[]
    {
        new DenseLayer(),
        new DropoutLayer(),
        new FlattenLayer(),
        new AddLayer(),
        new ConcatLayer(),
        new SoftmaxLayer(),
        new ReshapeLayer(),
        new PermuteLayer(),
        new SliceLayer(),
        new PairLayer("Multiply", PairFunction.Multiply, '*'),
        new PairLayer("Subtract", PairFunction.Subtract, '-'),
        new DotLayer(),
        new L2NormalizeLayer(),
        new BlockLayer(),
        new RepeatLayer(),
        new EmbeddingLayer(),
        new ConvolutionLayer("Conv1D", 1),
        new ConvolutionLayer("Conv2D", 2),
        new ConvolutionLayer("Conv3D", 3),
        new ConvTransposeLayer("ConvTranspose2D", 2),
        new ConvTransposeLayer("ConvTranspose3D", 3),
        new DepthwiseConv2DLayer(),
        new MultiHeadAttentionLayer(),
        new PositionalEmbeddingLayer(),
        new TransformerBlockLayer(),
        new BatchNormLayer(),
        new LayerNormLayer(),
        new RmsNormLayer(),
        new GroupNormLayer(),
        new InstanceNormLayer(),
        new PoolLayer(average: false, dimensions: 1, isGlobal: false),
        new PoolLayer(average: false, dimensions: 2, isGlobal: false),
        new PoolLayer(average: false, dimensions: 3, isGlobal: false),
        new PoolLayer(average: true, dimensions: 1, isGlobal: false),
        new PoolLayer(average: true, dimensions: 2, isGlobal: false),
        new PoolLayer(average: true, dimensions: 3, isGlobal: false),
        new PoolLayer(average: false, dimensions: 1, isGlobal: true),
        new PoolLayer(average: false, dimensions: 2, isGlobal: true),
        new PoolLayer(average: false, dimensions: 3, isGlobal: true),
        new PoolLayer(average: true, dimensions: 1, isGlobal: true),
        new PoolLayer(average: true, dimensions: 2, isGlobal: true),
        new PoolLayer(average: true, dimensions: 3, isGlobal: true),
        new UpSample2DLayer(),
        new BorderLayer("ZeroPad2D", crops: false),
        new BorderLayer("Crop", crops: true),
    }.Concat(ElementwiseLayer.Table).Concat(RecurrentLayer.Table).ToDictionary(layer => layer.Name);

    public static IEnumerable<LayerDefinition> All => ByName.Values;

    public static LayerDefinition? Find(string kind) => ByName.TryGetValue(kind, out LayerDefinition? layer) ? layer : null;
}
