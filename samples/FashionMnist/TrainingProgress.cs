using DeepNet.Training;
using Spectre.Console;

namespace FashionMnist;

/// <summary>Shows a training run: one line per epoch, and in a terminal a progress bar under it. In a log there is no bar, for nothing can be redrawn there.</summary>
internal sealed class TrainingProgress : IDisposable
{
    // The bar moves 50 times per epoch; more often would cost the training time and show nothing.
    private const int UpdatesPerEpoch = 50;

    private readonly int _epochs;
    private readonly TaskCompletionSource _finished = new();
    private readonly TaskCompletionSource<ProgressTask> _started = new();
    private readonly Task? _display;
    private readonly ProgressTask? _bar;

    public TrainingProgress(int epochs)
    {
        _epochs = epochs;
        if (!Terminal.CanRedraw)
        {
            return;
        }

        _display = AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                _started.SetResult(context.AddTask("Epoch 1", maxValue: epochs));
                await _finished.Task;
            });
        _bar = _started.Task.Result;
    }

    public void Report(BatchResult batch)
    {
        if (_bar is null || (batch.Batch % ((batch.BatchCount / UpdatesPerEpoch) + 1) != 0 && batch.Batch < batch.BatchCount))
        {
            return;
        }

        _bar.Value = batch.Epoch - 1 + ((double)batch.Batch / batch.BatchCount);
        _bar.Description = $"Epoch {batch.Epoch}/{_epochs}, loss {batch.Loss:F3}";
    }

    public void Report(EpochResult epoch) => AnsiConsole.WriteLine(
        $"Epoch {epoch.Epoch,3}/{_epochs}   loss {epoch.Loss:F4}   train {100 * epoch.Metric:F2} %   test loss {epoch.ValidationLoss:F4}   "
        + $"test {100 * epoch.ValidationMetric:F2} %   {epoch.SamplesPerSecond,9:N0} images/s");

    public void Dispose()
    {
        _finished.TrySetResult();
        _display?.Wait();
    }
}
