"""Reads the [Network] declarations of tests/DeepNet.Networks.Tests/Networks/*.cs.

The C# text is the only place where a test network is written down; PyTorch builds its own network from the same words,
so the two can differ in what the words mean, which is what the tests are for, but not in what was declared.
"""

import re
from dataclasses import dataclass, field

DECLARATION = re.compile(r"((?:^\[.*\][ \t]*\n)+)internal sealed partial class (\w+)", re.MULTILINE)
ATTRIBUTE = re.compile(r"(\w+)(?:\(((?:[^()\"]|\"[^\"]*\")*)\))?")
TWIN = "Double"


@dataclass
class Attribute:
    """One attribute: its name, what stands in it by position, what stands in it by name."""

    kind: str
    arguments: list = field(default_factory=list)
    named: dict = field(default_factory=dict)


@dataclass
class Declaration:
    """One class: its attributes in source order."""

    name: str
    attributes: list

    @property
    def network(self):
        return self.attributes[0]

    @property
    def is_double(self):
        return self.network.named.get("Precision") == "Precision.Double"


def parse_value(text):
    """A C# literal as a Python value."""
    if text.startswith('"'):
        return text.strip('"')
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    if re.fullmatch(r"-?[\d.]+(e-?\d+)?f", text):
        return float(text[:-1])
    return text


def parse_attributes(line):
    """The attributes of one line in brackets."""
    attributes = []
    for kind, arguments in ATTRIBUTE.findall(line.strip()[1:-1]):
        attribute = Attribute(kind)
        for argument in filter(None, (part.strip() for part in arguments.split(","))):
            name, equals, value = argument.partition(" = ")
            if equals:
                attribute.named[name] = parse_value(value)
            else:
                attribute.arguments.append(parse_value(argument))
        attributes.append(attribute)
    return attributes


def read_declarations(folder):
    """All declarations of a folder in the order of files and lines; every network must have a twin in double precision."""
    declarations = []
    for path in sorted(folder.glob("*.cs")):
        for lines, name in DECLARATION.findall(path.read_text()):
            attributes = [attribute for line in lines.strip().split("\n") for attribute in parse_attributes(line)]
            declarations.append(Declaration(name, attributes))

    by_name = {declaration.name: declaration for declaration in declarations}
    for declaration in declarations:
        check_twin(declaration, by_name)
    return declarations


def check_twin(declaration, by_name):
    """Raises an error unless `declaration` and its twin say the same but for the precision."""
    if declaration.is_double != declaration.name.endswith(TWIN):
        raise ValueError(f"{declaration.name}: the names of networks in double precision, and only those, end in {TWIN}")
    if declaration.is_double:
        if declaration.name[: -len(TWIN)] not in by_name:
            raise ValueError(f"{declaration.name} is the twin of no network")
        return
    twin = by_name.get(declaration.name + TWIN)
    if twin is None:
        raise ValueError(f"{declaration.name} has no twin in double precision")
    same_network = {**declaration.network.named, "Precision": "Precision.Double"} == twin.network.named
    if not same_network or declaration.attributes[1:] != twin.attributes[1:]:
        raise ValueError(f"{declaration.name} and {twin.name} are declared differently")
