"""The optimizers in PyTorch. One is a function of the attribute and the list of parameters; nothing else has to know of it."""

import registry

OPTIMIZERS = registry.Registry("optimizer")


def optimizer(kind):
    """Registers the function below it for the attribute `kind`. It returns a torch.optim.Optimizer."""
    return lambda function: OPTIMIZERS.add(kind, function)


registry.import_modules(__name__, __path__)
