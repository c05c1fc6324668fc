"""The same with a dueling network (Wang et al. 2016): one head for the value of a state, one for what each action adds to it."""
from torch import nn

from dqn import learn


class Dueling(nn.Module):
    """Q = value + advantage - mean of the advantages."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Linear(4, 64), nn.ReLU())
        self.value = nn.Linear(64, 1)
        self.advantage = nn.Linear(64, 2)

    def forward(self, states):
        features = self.features(states)
        advantage = self.advantage(features)
        return self.value(features) + advantage - advantage.mean(1, keepdim=True)


def run(quick):
    return learn(Dueling, quick)
