#!/usr/bin/python3
"""Writes Networks/RandomGraphs.cs: graphs that nobody thought of, against the memory plan and the order of backward.

Run it only to change the set; then run make_fixtures.py.
"""

import pathlib
import random

TARGET = pathlib.Path(__file__).resolve().parent.parent / "DeepNet.Networks.Tests" / "Networks" / "RandomGraphs.cs"
SEED = 200
COUNT = 10
LAYERS = 9
WIDTHS = (4, 8)
ACTIVATIONS = (
    *(["ReLU"], ["LeakyReLU", "0.1f"], ["Elu", "1.3f"], ["Gelu"], ["Silu"], ["Sigmoid"]),
    *(["Tanh"], ["Softplus"], ["HardSwish"], ["Softmax"], ["Dropout", "0f"], ["Flatten"]),
)
HEAD = """\
namespace DeepNet.Networks.Tests.Networks;

// Graphs that nobody thought of, against the memory plan and the order of backward; parity/make_random_graphs.py wrote this file.
// Each network has a twin in double precision, declared alike; parity/declarations.py refuses a twin that differs.
"""


def make_layers(seed):
    """The attribute lines of a graph in which every layer is used."""
    choose = random.Random(seed)
    width, unused, lines = {"input": 8}, ["input"], []

    def add(kind, arguments, sources, size):
        """Adds a layer; those that join take their sources by position, the others by From."""
        name = f"layer{len(width)}"
        joins = kind in ("Add", "Concat")
        words = [f'"{source}"' for source in sources] if joins else arguments
        words = [*words, f'Name = "{name}"', *([] if joins else [f'From = "{sources[0]}"'])]
        lines.append(f"[{kind}({', '.join(words)})]")
        width[name] = size
        unused[:] = [source for source in unused if source not in sources] + [name]

    def dense(source):
        units = choose.choice(WIDTHS)
        add("Dense", [str(units)], [source], units)

    dense("input")
    while len(width) < LAYERS:
        source, kind = choose.choice(unused if choose.random() < 0.6 else list(width)), choose.random()
        equal = [name for name in width if width[name] == width[source]]
        if kind < 0.35:
            dense(source)
        elif kind < 0.65:
            activation = choose.choice(ACTIVATIONS)
            add(activation[0], activation[1:], [source], width[source])
        elif kind < 0.85 and len(equal) > 1:
            add("Add", [], choose.sample(equal, min(len(equal), choose.choice((2, 2, 3)))), width[source])
        else:
            sources = choose.sample(list(width), 2)
            add("Concat", [], sources, sum(width[name] for name in sources))
    if len(unused) > 1:
        add("Concat", [], list(unused), 0)
    dense(unused[0])
    return lines


def main():
    text = [HEAD.rstrip("\n")]
    for number in range(1, COUNT + 1):
        batch = 2 + number % 3
        for twin in ("", "Double"):
            precision = ", Precision = Precision.Double" if twin else ""
            text += ["", f"[Network(MaxBatch = {batch}{precision})]", "[Input(8)]", *make_layers(SEED + number)]
            text += ["[MeanSquaredErrorLoss]", "[Sgd(LearningRate = 0.005f)]"]
            text.append(f"internal sealed partial class RandomGraph{number:02}{twin} : IValueNetwork<{'double' if twin else 'float'}>;")
    TARGET.write_text("\n".join(text) + "\n")


if __name__ == "__main__":
    main()
