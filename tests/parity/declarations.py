"""Reads the [Network] declarations of a folder of C# files.

The C# text is the only place where a test network is written down; PyTorch builds its own network from the same words,
so the two can differ in what the words mean, which is what the tests are for, but not in what was declared.
"""

import re
from dataclasses import dataclass, field

DECLARATION = re.compile(r"((?:^\[.*\][ \t]*(?://.*)?\n)+)(?:\w+ )+class (\w+)", re.MULTILINE)
TOKEN = re.compile(
    r"""\s*(?:(?P<text>"[^"]*")
    |typeof\((?P<type>\w+)\)
    |(?P<array>new\s*\w*\s*\[\s*\]\s*\{)
    |(?P<number>-?\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?[fFdD]?)
    |(?P<word>[A-Za-z_][\w.]*)
    |(?P<sign>[\[\](){},=:]))""",
    re.VERBOSE,
)
TWIN = "Double"


@dataclass
class Attribute:
    """One attribute: its name, what stands in it by position, what stands in it by name."""

    kind: str
    arguments: list = field(default_factory=list)
    named: dict = field(default_factory=dict)

    def get(self, name, default):
        """A named argument."""
        return self.named.get(name, default)


@dataclass
class Block:
    """A class without [Network] that a layer names with typeof: its attributes in source order."""

    name: str
    attributes: list


@dataclass
class Declaration:
    """One network: its attributes in source order."""

    name: str
    attributes: list

    @property
    def network(self):
        return self.attributes[0]

    @property
    def is_double(self):
        return self.network.named.get("Precision") == "Precision.Double"


class Scanner:
    """Reads attributes from their text. `blocks` gives the Block of a class that typeof names."""

    def __init__(self, text, blocks):
        self.text, self.position, self.blocks = text, 0, blocks

    def attributes(self):
        """All of [A, B(1)] [C]."""
        found = []
        while self._take("["):
            while not self._take("]"):
                found.append(self._attribute())
                self._take(",")
        if self.text[self.position :].strip():
            raise ValueError(f"not understood: {self.text[self.position:]}")
        return found

    def _next(self):
        match = TOKEN.match(self.text, self.position)
        if match is None:
            raise ValueError(f"not understood: {self.text[self.position:]}")
        return match

    def _take(self, sign):
        match = TOKEN.match(self.text, self.position)
        if match is None or match["sign"] != sign:
            return False
        self.position = match.end()
        return True

    def _attribute(self):
        match = self._next()
        self.position = match.end()
        attribute = Attribute(match["word"])
        if self._take("("):
            while not self._take(")"):
                self._argument(attribute)
                self._take(",")
        return attribute

    def _argument(self, attribute):
        start, match = self.position, self._next()
        self.position = match.end()
        if match["word"] and (self._take("=") or self._take(":")):
            attribute.named[match["word"]] = self._value()
        else:
            self.position = start
            attribute.arguments.append(self._value())

    def _value(self):
        """A literal, an array of them, a typeof; an enum's member stays text."""
        match = self._next()
        self.position = match.end()
        if match["array"] or match["sign"] == "[":
            values = []
            while not self._take("}" if match["array"] else "]"):
                values.append(self._value())
                self._take(",")
            return values
        if match["text"]:
            return match["text"][1:-1]
        if match["type"]:
            return self.blocks(match["type"])
        if match["number"]:
            number = match["number"].replace("_", "")
            return int(number) if re.fullmatch(r"-?\d+", number) else float(number.rstrip("fFdD"))
        if match["word"] is None:
            raise ValueError(f"not understood: {self.text[match.start():]}")
        return {"true": True, "false": False}.get(match["word"], match["word"])


def read_file(text):
    """The networks of one file in the order of the lines."""
    lines = {name: attributes for attributes, name in DECLARATION.findall(text)}

    def read(name):
        if name not in lines:
            raise ValueError(f"typeof({name}): the file has no class with that name and attributes, each line of them in brackets")
        without_comments = re.sub(r"(\])[ \t]*//.*", r"\1", lines[name])
        return Scanner(without_comments, lambda block: Block(block, read(block))).attributes()

    declarations = [Declaration(name, read(name)) for name in lines]
    networks = [declaration for declaration in declarations if declaration.network.kind == "Network"]
    return networks if "Precision.Double" in text else [network for single in networks for network in (single, twin_of(single))]


def twin_of(declaration):
    """The network in double precision that tests/NetworkTests.props adds to one of a file without any."""
    network = Attribute("Network", [], {**declaration.network.named, "Precision": "Precision.Double"})
    return Declaration(declaration.name + TWIN, [network, *declaration.attributes[1:]])


def read_declarations(folder):
    """All networks of a folder in the order of files and lines; each must have a twin in double precision."""
    declarations = [declaration for path in sorted(folder.glob("*.cs")) for declaration in read_file(path.read_text())]
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
