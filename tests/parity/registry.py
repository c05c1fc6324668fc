"""Finds layers, losses and optimizers by the name of their attribute: what stands in a module of the folder is known."""

import importlib
import pkgutil


class Registry(dict):
    """Name of an attribute -> what PyTorch does for it."""

    def __init__(self, word):
        super().__init__()
        self.word = word

    def add(self, name, entry):
        if name in self:
            raise ValueError(f"two {self.word}s are named {name}")
        self[name] = entry
        return entry


def import_modules(package, path):
    """Imports all modules of a package, so that they register what they hold."""
    for name in sorted(module.name for module in pkgutil.iter_modules(path)):
        importlib.import_module(f"{package}.{name}")
