using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Losses;

/// <summary>An anchor has to be nearer to a positive than to a negative, by a margin. Three outputs, no targets.</summary>
internal sealed class TripletLoss : LossDefinition
{
    public override string Name => "TripletLoss";

    public override IReadOnlyList<string> LayerArguments { get; } = ["Positive", "Negative"];

    public override bool HasTargets => false;

    public override int TargetSize(AttributeSpec attribute, Shape output) => 0;

    public override void Check(LayerContext context)
    {
        context.Positive("Margin");
        Node anchor = context.Inputs[0];
        for (int i = 1; i < context.Inputs.Count; i++)
        {
            Node other = context.Inputs[i];
            if (!other.Shape.Equals(anchor.Shape))
            {
                string argument = LayerArguments[i - 1];
                context.Report("DEEP0311", argument, -1, Name, anchor.Name, anchor.Shape.ToString(), other.Name, argument, other.Shape.ToString());
                return;
            }
        }
    }

    public override string Describe(LossNode loss)
    {
        string square = IsSquared(loss) ? "²" : "";
        return $"Triplet: max(|a - p|{square} - |a - n|{square} + {Margin(loss).ToString("R", CultureInfo.InvariantCulture)}, 0)";
    }

    public override string Banner(LossNode loss) => $"{Describe(loss)}, of a = {loss.Node.Name}, p = {loss.Nodes[1].Name}, n = {loss.Nodes[2].Name}";

    public override LossFunction Function(LossNode loss) => new TripletDistance(loss.Node.Shape.Last, Margin(loss), IsSquared(loss));

    private static double Margin(LossNode loss) => loss.Attribute.Number("Margin");

    private static bool IsSquared(LossNode loss) => loss.Attribute.Flag("Squared");
}
