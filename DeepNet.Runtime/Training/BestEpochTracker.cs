using System.Numerics;

namespace DeepNet.Training;

/// <summary>Remembers the best epoch and, if they are to be restored, its parameters and running statistics.</summary>
internal sealed class BestEpochTracker<TElement>
    where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
{
    private readonly EarlyStopping? _stopping;
    private readonly bool _validated;
    private readonly bool _higherIsBetter;
    private readonly TElement[] _parameters;
    private readonly TElement[] _buffers;
    private double _bestValue;
    private int _lastEpoch;

    /// <param name="stopping">The options; without them the lowest loss is watched and nothing stops.</param>
    /// <param name="validated">Whether there are validation samples.</param>
    /// <param name="higherIsBetter">The metric's sense.</param>
    /// <param name="parameterCount">The room to take if parameters are kept.</param>
    /// <param name="bufferCount">The room to take for running statistics with them.</param>
    public BestEpochTracker(EarlyStopping? stopping, bool validated, bool higherIsBetter, int parameterCount, int bufferCount)
    {
        _stopping = stopping;
        _validated = validated;
        _higherIsBetter = stopping is { WatchMetric: true } && higherIsBetter;
        _parameters = stopping is { RestoreBestWeights: true } ? new TElement[parameterCount] : [];
        _buffers = stopping is { RestoreBestWeights: true } ? new TElement[bufferCount] : [];
        _bestValue = _higherIsBetter ? double.NegativeInfinity : double.PositiveInfinity;
    }

    /// <summary>The number of the best epoch, 0 before there is one.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Whether the patience has run out.</summary>
    public bool ShouldStop => _stopping is not null && _lastEpoch - BestEpoch >= _stopping.Patience;

    /// <summary>Looks at an epoch's figures and keeps the parameters if they are the best so far.</summary>
    public void Observe(in EpochResult result, ReadOnlySpan<TElement> parameters, ReadOnlySpan<TElement> buffers)
    {
        _lastEpoch = result.Epoch;
        double value = _stopping is { WatchMetric: true }
            ? (_validated ? result.ValidationMetric : result.Metric)
            : (_validated ? result.ValidationLoss : result.Loss);
        double improvement = _higherIsBetter ? value - _bestValue : _bestValue - value;

        // Comparisons with NaN are false, so an epoch that diverged is never the best one.
        if (improvement > (_stopping?.MinimumDelta ?? 0))
        {
            _bestValue = value;
            BestEpoch = result.Epoch;
            if (_parameters.Length > 0)
            {
                parameters.CopyTo(_parameters);
                buffers.CopyTo(_buffers);
            }
        }
    }

    /// <summary>Puts the best epoch's parameters and running statistics back, if they were kept and a later epoch changed them.</summary>
    public void Restore(Span<TElement> parameters, Span<TElement> buffers)
    {
        if (_parameters.Length > 0 && BestEpoch > 0 && BestEpoch < _lastEpoch)
        {
            _parameters.CopyTo(parameters);
            _buffers.CopyTo(buffers);
        }
    }
}
