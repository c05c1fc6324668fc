using System;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Losses;

/// <summary>The scalar reference of <see cref="CtcKernel"/>: the recursions as Graves et al. 2006 write them, on probabilities and in whole tables.</summary>
internal static class CtcReference
{
    public static void Emit(SourceWriter writer, CtcKernel kernel)
    {
        string keyword = kernel.Element.Keyword();
        writer.Line("/// <summary>The same as <see cref=\"LossAndGradient\"/>: alpha and beta as probabilities in double precision, one element at a time.</summary>");
        writer.Line(FormattableString.Invariant($$"""
            internal static double LossAndGradientReference(ref {{keyword}} dLogits, ref {{keyword}} logits, ref int targets, ref {{keyword}} scratch, int rows, {{keyword}} scale)
            { unchecked {
                double total = 0;
                double[,] y = new double[{{kernel.Steps}}, Classes];
                for (int row = 0; row < rows; row++)
                {
                    for (int step = 0; step < {{kernel.Steps}}; step++)
                    {
                        ref {{keyword}} x = ref Unsafe.Add(ref logits, (row * {{kernel.Steps}} + step) * Classes);
                        double max = double.NegativeInfinity;
                        double sum = 0;
                        for (int i = 0; i < Classes; i++)
                        {
                            max = double.Max(max, Unsafe.Add(ref x, i));
                        }

                        for (int i = 0; i < Classes; i++)
                        {
                            sum += double.Exp(Unsafe.Add(ref x, i) - max);
                        }

                        for (int i = 0; i < Classes; i++)
                        {
                            y[step, i] = double.Exp(Unsafe.Add(ref x, i) - max) / sum;
                        }
                    }

                    global::System.Collections.Generic.List<int> labels = [Blank];
                    for (int i = 0; i < {{kernel.TargetLength}}; i++)
                    {
                        int label = Unsafe.Add(ref targets, row * {{kernel.TargetLength}} + i);
                        if (label < 0 || label == Blank)
                        {
                            break;
                        }

                        labels.Add(label);
                        labels.Add(Blank);
                    }

                    int states = labels.Count;
                    double[,] alpha = new double[{{kernel.Steps}}, states];
                    double[,] beta = new double[{{kernel.Steps}}, states];
                    for (int step = 0; step < {{kernel.Steps}}; step++)
                    {
                        for (int s = 0; s < states; s++)
                        {
                            int back = states - 1 - s;
                            bool skips = s > 1 && labels[s] != labels[s - 2];
                            bool skipsBack = s > 1 && labels[back] != labels[back + 2];
                            int end = {{kernel.Steps}} - 1 - step;
                            double from = step == 0 ? (s < 2 ? 1 : 0) : alpha[step - 1, s] + (s > 0 ? alpha[step - 1, s - 1] : 0) + (skips ? alpha[step - 1, s - 2] : 0);
                            double to = step == 0 ? (s < 2 ? 1 : 0) : beta[end + 1, back] + (s > 0 ? beta[end + 1, back + 1] : 0) + (skipsBack ? beta[end + 1, back + 2] : 0);
                            alpha[step, s] = from * y[step, labels[s]];
                            beta[end, back] = to * y[end, labels[back]];
                        }
                    }

                    double likelihood = alpha[{{kernel.Steps}} - 1, states - 1] + (states > 1 ? alpha[{{kernel.Steps}} - 1, states - 2] : 0);
                    total -= likelihood > 0 ? double.Log(likelihood) : 0;
                    for (int step = 0; step < {{kernel.Steps}}; step++)
                    {
                        for (int i = 0; i < Classes; i++)
                        {
                            double occupation = 0;
                            for (int s = 0; s < states; s++)
                            {
                                occupation += labels[s] == i ? alpha[step, s] * beta[step, s] / y[step, i] : 0;
                            }

                            double gradient = likelihood > 0 ? y[step, i] - occupation / likelihood : 0;
                            Unsafe.Add(ref dLogits, (row * {{kernel.Steps}} + step) * Classes + i) = ({{keyword}})(gradient * scale);
                        }
                    }
                }

                return total * scale;
            } }
            """));
    }
}
