using System.Collections.Generic;
using System.Linq;

namespace DeepNet.Generators.Losses;

/// <summary>The losses there are. A new one is a line here, or a row of <see cref="ElementwiseLoss"/>'s table.</summary>
internal static class LossCatalog
{
    private static readonly Dictionary<string, LossDefinition> ByName =
        new LossDefinition[]
        {
            new CrossEntropyLoss(),
            new FocalLoss(),
            new KLDivergenceLoss(),
            new MultiClassHingeLoss(),
            new CosineLoss(),
            new TripletLoss(),
            new CtcLoss(),
        }.Concat(ElementwiseLoss.Table).ToDictionary(loss => loss.Name);

    public static LossDefinition? Find(string kind) => ByName.TryGetValue(kind, out LossDefinition? loss) ? loss : null;
}
