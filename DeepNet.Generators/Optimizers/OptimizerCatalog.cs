using System.Collections.Generic;
using System.Linq;

namespace DeepNet.Generators.Optimizers;

/// <summary>The optimizers there are.</summary>
internal static class OptimizerCatalog
{
    private static readonly Dictionary<string, OptimizerDefinition> ByName = new OptimizerDefinition[]
    {
        new SgdOptimizer(),
        new AdamOptimizer("Adam", decoupled: false),
        new AdamOptimizer("AdamW", decoupled: true),
        new AdaGradOptimizer(),
        new AdaDeltaOptimizer(),
        new RmsPropOptimizer(),
        new AdamaxOptimizer(),
        new NAdamOptimizer(),
        new RAdamOptimizer(),
        new LionOptimizer(),
        new LambOptimizer(),
        new MuonOptimizer(),
    }.ToDictionary(optimizer => optimizer.Name);

    public static OptimizerDefinition? Find(string kind) => ByName.TryGetValue(kind, out OptimizerDefinition? optimizer) ? optimizer : null;
}
