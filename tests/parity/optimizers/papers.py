"""Optimizers that PyTorch 1.13 does not have, or has wrong, as their papers write them: the formulas and nothing else."""

import math

import torch

from optimizers import optimizer


class Formula(torch.optim.Optimizer):
    """Calls `update(parameter, gradient, state, step)` for each parameter, which returns its new value."""

    def __init__(self, parameters, update):
        super().__init__(parameters, {})
        self.update, self.count = update, 0

    @torch.no_grad()
    def step(self):
        self.count += 1
        for group in self.param_groups:
            for parameter in group["params"]:
                parameter.copy_(self.update(parameter, parameter.grad, self.state[parameter], self.count))


def moving(state, name, value, decay):
    """A decaying mean that starts at zero."""
    state[name] = decay * state.get(name, torch.zeros_like(value)) + (1 - decay) * value
    return state[name]


def adam_direction(attribute, gradient, state, step, beta2=0.999, epsilon=1e-8):
    beta1, beta2 = attribute.get("Beta1", 0.9), attribute.get("Beta2", beta2)
    m = moving(state, "m", gradient, beta1) / (1 - beta1**step)
    v = moving(state, "v", gradient * gradient, beta2) / (1 - beta2**step)
    return m / (v.sqrt() + attribute.get("Epsilon", epsilon))


@optimizer("NAdam")
def nadam(attribute, parameters):
    """Dozat 2016, as PyTorch 2 has it; 1.13 multiplies the product twice by mu."""
    rate, decay = attribute.get("LearningRate", 2e-3), attribute.get("MomentumDecay", 4e-3)
    beta1, beta2, epsilon = attribute.get("Beta1", 0.9), attribute.get("Beta2", 0.999), attribute.get("Epsilon", 1e-8)

    def momentum(step):
        return beta1 * (1 - 0.5 * 0.96 ** (step * decay))

    def update(parameter, gradient, state, step):
        gradient = gradient + attribute.get("WeightDecay", 0.0) * parameter
        state["product"] = state.get("product", 1.0) * momentum(step)
        m = moving(state, "m", gradient, beta1)
        v = moving(state, "v", gradient * gradient, beta2) / (1 - beta2**step)
        direction = (1 - momentum(step)) / (1 - state["product"]) * gradient
        direction = direction + momentum(step + 1) / (1 - state["product"] * momentum(step + 1)) * m
        return parameter - rate * direction / (v.sqrt() + epsilon)

    return Formula(parameters, update)


@optimizer("Lion")
def lion(attribute, parameters):
    """Chen et al. 2023, algorithm 2."""
    rate, beta1, beta2 = attribute.get("LearningRate", 1e-4), attribute.get("Beta1", 0.9), attribute.get("Beta2", 0.99)

    def update(parameter, gradient, state, step):
        m = state.get("m", torch.zeros_like(gradient))
        direction = torch.sign(beta1 * m + (1 - beta1) * gradient) + attribute.get("WeightDecay", 0.0) * parameter
        state["m"] = beta2 * m + (1 - beta2) * gradient
        return parameter - rate * direction

    return Formula(parameters, update)


@optimizer("Lamb")
def lamb(attribute, parameters):
    """You et al. 2020, algorithm 2, with the identity for phi."""
    rate = attribute.get("LearningRate", 1e-3)

    def update(parameter, gradient, state, step):
        direction = adam_direction(attribute, gradient, state, step, epsilon=1e-6) + attribute.get("WeightDecay", 0.0) * parameter
        weight_norm, norm = parameter.norm(), direction.norm()
        trust = weight_norm / norm if weight_norm > 0 and norm > 0 else 1.0
        return parameter - rate * trust * direction

    return Formula(parameters, update)


@optimizer("Muon")
def muon(attribute, parameters):
    """Jordan et al. 2024: matrices but the last by Muon, the rest by AdamW. Weights are [inputs, units], transposed to the author's."""
    rate, momentum, decay = attribute.get("LearningRate", 0.02), attribute.get("Momentum", 0.95), attribute.get("WeightDecay", 0.0)
    adam_rate = attribute.get("AdamLearningRate", 3e-4)
    matrices = [p for p in parameters if p.dim() == 2][:-1]

    def orthogonalize(x):
        a, b, c = 3.4445, -4.7750, 2.0315
        x = x / (x.norm() + 1e-7)
        tall = x.shape[0] > x.shape[1]
        x = x.T if tall else x
        for _ in range(5):
            gram = x @ x.T
            x = a * x + (b * gram + c * gram @ gram) @ x
        return x.T if tall else x

    def update(parameter, gradient, state, step):
        if not any(parameter is matrix for matrix in matrices):
            direction = adam_direction(attribute, gradient, state, step, 0.95, 1e-10)
            return parameter * (1 - adam_rate * decay) - adam_rate * direction
        buffer = moving(state, "momentum", gradient, momentum)
        direction = torch.lerp(gradient, buffer, momentum) if attribute.get("Nesterov", True) else buffer
        direction = orthogonalize(direction.T)
        scale = math.sqrt(max(1, direction.shape[0] / direction.shape[1]))
        return parameter * (1 - rate * decay) - rate * scale * direction.T

    return Formula(parameters, update)
