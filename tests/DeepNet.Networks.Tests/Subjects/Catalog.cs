using DeepNet.Networks.Tests.Networks;

namespace DeepNet.Networks.Tests.Subjects;

/// <summary>All test networks: one line each, with the network and its twin in double precision. The name is the name of the fixture.</summary>
internal static class Catalog
{
    private static readonly Dictionary<string, Func<int, Subject<float>>> SingleFactories = [];
    private static readonly Dictionary<string, Func<int, Subject<double>>> DoubleFactories = [];

    static Catalog()
    {
        // FusedActivations.cs
        Value<FusedReLU, FusedReLUDouble>();
        Value<FusedLeakyReLU, FusedLeakyReLUDouble>();
        Value<FusedElu, FusedEluDouble>();
        Value<FusedSelu, FusedSeluDouble>();
        Value<FusedGelu, FusedGeluDouble>();
        Value<FusedGeluTanh, FusedGeluTanhDouble>();
        Value<FusedSilu, FusedSiluDouble>();
        Value<FusedSigmoid, FusedSigmoidDouble>();
        Value<FusedTanh, FusedTanhDouble>();
        Value<FusedSoftplus, FusedSoftplusDouble>();
        Value<FusedHardSwish, FusedHardSwishDouble>();
        Value<FusedSoftmax, FusedSoftmaxDouble>();

        // StandaloneActivations.cs
        Value<StandaloneReLU, StandaloneReLUDouble>();
        Value<StandaloneLeakyReLU, StandaloneLeakyReLUDouble>();
        Value<StandaloneElu, StandaloneEluDouble>();
        Value<StandaloneSelu, StandaloneSeluDouble>();
        Value<StandaloneGelu, StandaloneGeluDouble>();
        Value<StandaloneGeluTanh, StandaloneGeluTanhDouble>();
        Value<StandaloneSilu, StandaloneSiluDouble>();
        Value<StandaloneSigmoid, StandaloneSigmoidDouble>();
        Value<StandaloneTanh, StandaloneTanhDouble>();
        Value<StandaloneSoftplus, StandaloneSoftplusDouble>();
        Value<StandaloneHardSwish, StandaloneHardSwishDouble>();
        Value<StandaloneSoftmax, StandaloneSoftmaxDouble>();

        // OutputActivations.cs
        Value<OutputReLU, OutputReLUDouble>();
        Value<OutputLeakyReLU, OutputLeakyReLUDouble>();
        Value<OutputElu, OutputEluDouble>();
        Value<OutputSelu, OutputSeluDouble>();
        Value<OutputGelu, OutputGeluDouble>();
        Value<OutputGeluTanh, OutputGeluTanhDouble>();
        Value<OutputSilu, OutputSiluDouble>();
        Value<OutputSigmoid, OutputSigmoidDouble>();
        Value<OutputTanh, OutputTanhDouble>();
        Value<OutputSoftplus, OutputSoftplusDouble>();
        Value<OutputHardSwish, OutputHardSwishDouble>();
        Value<OutputSoftmax, OutputSoftmaxDouble>();

        // Losses.cs
        Label<LossCrossEntropy, LossCrossEntropyDouble>();
        Label<LossCrossEntropyTwoClasses, LossCrossEntropyTwoClassesDouble>();
        Label<LossCrossEntropyManyClasses, LossCrossEntropyManyClassesDouble>();
        Label<LossCrossEntropySmoothed, LossCrossEntropySmoothedDouble>();
        Label<LossCrossEntropyWeighted, LossCrossEntropyWeightedDouble>();
        Value<LossCrossEntropyDense, LossCrossEntropyDenseDouble>();
        Value<LossCrossEntropyDenseSmoothed, LossCrossEntropyDenseSmoothedDouble>();
        Value<LossBinaryCrossEntropy, LossBinaryCrossEntropyDouble>();
        Value<LossBinaryCrossEntropyOneUnit, LossBinaryCrossEntropyOneUnitDouble>();
        Value<LossMeanSquaredError, LossMeanSquaredErrorDouble>();
        Value<LossMeanAbsoluteError, LossMeanAbsoluteErrorDouble>();
        Value<LossHuber, LossHuberDouble>();
        Value<LossHuberWeighted, LossHuberWeightedDouble>();
        Value<LossTrapped, LossTrappedDouble>();
        Label<LossTrappedLabels, LossTrappedLabelsDouble>();

        // Optimizers.cs
        Label<OptimizerSgd, OptimizerSgdDouble>();
        Label<OptimizerMomentum, OptimizerMomentumDouble>();
        Label<OptimizerNesterov, OptimizerNesterovDouble>();
        Label<OptimizerWeightDecay, OptimizerWeightDecayDouble>();
        Label<OptimizerNesterovWeightDecay, OptimizerNesterovWeightDecayDouble>();
        Label<OptimizerAdam, OptimizerAdamDouble>();
        Label<OptimizerAdamTuned, OptimizerAdamTunedDouble>();
        Label<OptimizerAdamWeightDecay, OptimizerAdamWeightDecayDouble>();
        Label<OptimizerAdamW, OptimizerAdamWDouble>();
        Label<OptimizerAdamWTuned, OptimizerAdamWTunedDouble>();

        // Graphs.cs
        Value<GraphLinear, GraphLinearDouble>();
        Value<GraphResidualAdd, GraphResidualAddDouble>();
        Value<GraphAddOfThree, GraphAddOfThreeDouble>();
        Value<GraphConcatOfTwo, GraphConcatOfTwoDouble>();
        Value<GraphConcatWithInput, GraphConcatWithInputDouble>();
        Value<GraphDiamond, GraphDiamondDouble>();
        Value<GraphSharedBeforeActivation, GraphSharedBeforeActivationDouble>();
        Value<GraphSharedBeforeGelu, GraphSharedBeforeGeluDouble>();
        Value<GraphTwoActivations, GraphTwoActivationsDouble>();
        Value<GraphAddOfOneTwice, GraphAddOfOneTwiceDouble>();
        TwoInputValue<GraphAddOfInputs, GraphAddOfInputsDouble>();
        Value<GraphLossOnAdd, GraphLossOnAddDouble>();
        Label<GraphLossOnConcat, GraphLossOnConcatDouble>();
        Value<GraphNoBias, GraphNoBiasDouble>();
        Value<GraphMixedBias, GraphMixedBiasDouble>();
        Value<GraphImpliedFlatten, GraphImpliedFlattenDouble>();
        Value<GraphExplicitFlatten, GraphExplicitFlattenDouble>();
        Value<GraphFlattenAfterActivation, GraphFlattenAfterActivationDouble>();
        Value<GraphSoftmaxOverLastDimension, GraphSoftmaxOverLastDimensionDouble>();

        // Heads.cs
        TwoInputLabel<HeadsTwoInputs, HeadsTwoInputsDouble>();
        TwoHead<HeadsTwoLosses, HeadsTwoLossesDouble>();
        TwoHead<HeadsAuxiliaryLoss, HeadsAuxiliaryLossDouble>();
        TwoHead<HeadsChained, HeadsChainedDouble>();
        TwoHead<HeadsBeforeActivation, HeadsBeforeActivationDouble>();
        TwoHead<HeadsSumAndPart, HeadsSumAndPartDouble>();
        TwoInputTwoHead<HeadsTwoInputsTwoLosses, HeadsTwoInputsTwoLossesDouble>();

        // Dropouts.cs
        Value<DropoutZero, DropoutZeroDouble>();
        Value<DropoutHalf, DropoutHalfDouble>();
        Value<DropoutAfterDense, DropoutAfterDenseDouble>();
        Label<DropoutOfInput, DropoutOfInputDouble>();
        Value<DropoutTwice, DropoutTwiceDouble>();

        // Sizes.cs
        Value<SizesTiny, SizesTinyDouble>();
        Value<SizesSingleSample, SizesSingleSampleDouble>();
        Value<SizesBatchOfTwo, SizesBatchOfTwoDouble>();
        Value<SizesFiveToNine, SizesFiveToNineDouble>();
        Label<SizesThirteenToThirtyThree, SizesThirteenToThirtyThreeDouble>();
        Label<SizesThirtyThreeToTwo, SizesThirtyThreeToTwoDouble>();
        Value<SizesWholeTiles, SizesWholeTilesDouble>();
        Value<SizesCartPole, SizesCartPoleDouble>();
        Label<SizesDigits, SizesDigitsDouble>();

        // RandomGraphs.cs
        Value<RandomGraph01, RandomGraph01Double>();
        Value<RandomGraph02, RandomGraph02Double>();
        Value<RandomGraph03, RandomGraph03Double>();
        Value<RandomGraph04, RandomGraph04Double>();
        Value<RandomGraph05, RandomGraph05Double>();
        Value<RandomGraph06, RandomGraph06Double>();
        Value<RandomGraph07, RandomGraph07Double>();
        Value<RandomGraph08, RandomGraph08Double>();
        Value<RandomGraph09, RandomGraph09Double>();
        Value<RandomGraph10, RandomGraph10Double>();
    }

    /// <summary>The names of the networks in single precision.</summary>
    public static TheoryData<string> Singles => new(SingleFactories.Keys);

    /// <summary>The names of the networks in double precision.</summary>
    public static TheoryData<string> Doubles => new(DoubleFactories.Keys);

    /// <summary>A new network of single or double precision.</summary>
    public static Subject<T> Create<T>(string name, int seed)
        where T : unmanaged =>
        typeof(T) == typeof(float) ? (Subject<T>)(object)SingleFactories[name](seed) : (Subject<T>)(object)DoubleFactories[name](seed);

    private static void Value<TSingle, TDouble>()
        where TSingle : class, ITrainable<TSingle, float, float>, IValueNetwork<float>
        where TDouble : class, ITrainable<TDouble, double, double>, IValueNetwork<double>
    {
        SingleFactories.Add(typeof(TSingle).Name, seed => new OneHeadSubject<TSingle, float, float>(TSingle.Create(seed)));
        DoubleFactories.Add(typeof(TDouble).Name, seed => new OneHeadSubject<TDouble, double, double>(TDouble.Create(seed)));
    }

    private static void Label<TSingle, TDouble>()
        where TSingle : class, ITrainable<TSingle, float, int>, ILabelNetwork<float>
        where TDouble : class, ITrainable<TDouble, double, int>, ILabelNetwork<double>
    {
        SingleFactories.Add(typeof(TSingle).Name, seed => new OneHeadSubject<TSingle, float, int>(TSingle.Create(seed)));
        DoubleFactories.Add(typeof(TDouble).Name, seed => new OneHeadSubject<TDouble, double, int>(TDouble.Create(seed)));
    }

    private static void TwoInputValue<TSingle, TDouble>()
        where TSingle : class, INetwork<TSingle>, ITwoInputValueNetwork<float>
        where TDouble : class, INetwork<TDouble>, ITwoInputValueNetwork<double>
    {
        SingleFactories.Add(typeof(TSingle).Name, seed => new TwoInputSubject<TSingle, float, float>(TSingle.Create(seed)));
        DoubleFactories.Add(typeof(TDouble).Name, seed => new TwoInputSubject<TDouble, double, double>(TDouble.Create(seed)));
    }

    private static void TwoInputLabel<TSingle, TDouble>()
        where TSingle : class, INetwork<TSingle>, ITwoInputLabelNetwork<float>
        where TDouble : class, INetwork<TDouble>, ITwoInputLabelNetwork<double>
    {
        SingleFactories.Add(typeof(TSingle).Name, seed => new TwoInputSubject<TSingle, float, int>(TSingle.Create(seed)));
        DoubleFactories.Add(typeof(TDouble).Name, seed => new TwoInputSubject<TDouble, double, int>(TDouble.Create(seed)));
    }

    private static void TwoHead<TSingle, TDouble>()
        where TSingle : class, INetwork<TSingle>, ITwoHeadNetwork<float>
        where TDouble : class, INetwork<TDouble>, ITwoHeadNetwork<double>
    {
        SingleFactories.Add(typeof(TSingle).Name, seed => new TwoHeadSubject<TSingle, float>(TSingle.Create(seed)));
        DoubleFactories.Add(typeof(TDouble).Name, seed => new TwoHeadSubject<TDouble, double>(TDouble.Create(seed)));
    }

    private static void TwoInputTwoHead<TSingle, TDouble>()
        where TSingle : class, INetwork<TSingle>, ITwoInputTwoHeadNetwork<float>
        where TDouble : class, INetwork<TDouble>, ITwoInputTwoHeadNetwork<double>
    {
        SingleFactories.Add(typeof(TSingle).Name, seed => new TwoInputTwoHeadSubject<TSingle, float>(TSingle.Create(seed)));
        DoubleFactories.Add(typeof(TDouble).Name, seed => new TwoInputTwoHeadSubject<TDouble, double>(TDouble.Create(seed)));
    }
}
