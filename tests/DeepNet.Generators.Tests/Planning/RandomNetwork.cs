using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Tests.Planning;

/// <summary>Networks with branches, sums, joins and several heads, drawn from a seed.</summary>
internal static class RandomNetwork
{
    private static readonly string[] Activations = ["ReLU", "Tanh", "Gelu", "Silu", "LeakyReLU", "Softplus", "PReLU"];

    /// <summary>The attributes of a network that has a loss on each of one to three heads; names are a0, a1 and so on.</summary>
    public static string Attributes(Random random)
    {
        List<string> attributes = [$"Network(MaxBatch = {random.Next(1, 40)})", $"Input({random.Next(1, 20)}, Name = \"a0\")"];
        List<(string Name, int Size)> nodes = [("a0", int.Parse(attributes[1].Split('(', ',')[1], System.Globalization.CultureInfo.InvariantCulture))];
        HashSet<string> used = [];
        int count = random.Next(2, 14);
        for (int i = 1; i <= count; i++)
        {
            // Mostly the newest layer, so that graphs are deep as well as wide.
            (string Name, int Size) from = random.Next(3) > 0 ? nodes[^1] : nodes[random.Next(nodes.Count)];
            (string Name, int Size) other = nodes[random.Next(nodes.Count)];
            string name = $"a{i}";
            used.Add(from.Name);
            int size = from.Size;
            switch (random.Next(6))
            {
                case 0:
                    attributes.Add($"{Activations[random.Next(Activations.Length)]}(Name = \"{name}\", From = \"{from.Name}\")".Replace("LeakyReLU(", "LeakyReLU(0.1f, "));
                    break;
                case 1:
                    attributes.Add($"Dropout(0.3f, Name = \"{name}\", From = \"{from.Name}\")");
                    break;
                case 2 when other.Size == from.Size:
                    attributes.Add($"Add(\"{from.Name}\", \"{other.Name}\", Name = \"{name}\")");
                    used.Add(other.Name);
                    break;
                case 3:
                    attributes.Add($"Concat(\"{from.Name}\", \"{other.Name}\", Name = \"{name}\")");
                    used.Add(other.Name);
                    size += other.Size;
                    break;
                case 4:
                    attributes.Add($"Softmax(Name = \"{name}\", From = \"{from.Name}\")");
                    break;
                default:
                    size = random.Next(1, 20);
                    attributes.Add($"Dense({size}, Name = \"{name}\", From = \"{from.Name}\"{(random.Next(4) == 0 ? ", Bias = false" : "")})");
                    break;
            }

            nodes.Add((name, size));
        }

        // A head for each layer that nothing takes, and sometimes a loss in the middle.
        int head = 0;
        foreach ((string name, _) in nodes.Where(n => !used.Contains(n.Name) || random.Next(12) == 0))
        {
            attributes.Add($"Dense({random.Next(2, 6)}, Name = \"h{head++}\", From = \"{name}\")");
            attributes.Add(random.Next(2) == 0 ? "CrossEntropyLoss" : "MeanSquaredErrorLoss");
        }

        attributes.Add(random.Next(2) == 0 ? "Adam" : "Sgd");
        return string.Join(", ", attributes);
    }
}
