"""Deep Q-learning (Mnih et al. 2015) on the cart-pole: 4-64-2 with the mean squared error."""
import time

import numpy
import torch
from torch import nn

from cart_pole import STEP_LIMIT, CartPole
from training import SEED, Result

DISCOUNT = 0.99
BATCH = 64
REPLAY = 50_000
WARM_UP = 1_000
EXPLORATION = 10_000
LAST_EPSILON = 0.02
TARGET_COPY = 500
EVALUATION = 2_500
MAX_STEPS = 100_000
SOLVED = 475


def network():
    return nn.Sequential(nn.Linear(4, 64), nn.ReLU(), nn.Linear(64, 2))


def run(quick):
    return learn(network, quick)


def learn(create, quick):
    """Learns until the greedy policy reaches the bar over 100 episodes, or the steps are over."""
    random = numpy.random.default_rng(SEED)
    q, target = create(), create()
    target.load_state_dict(q.state_dict())
    optimizer = torch.optim.Adam(q.parameters(), 1e-3)
    states, nexts = (torch.empty(REPLAY, 4) for _ in range(2))
    actions, fallen = torch.empty(REPLAY, dtype=torch.int64), torch.empty(REPLAY)
    bar = 150 if quick else SOLVED
    best = 0.0
    seconds = 0.0
    world = CartPole(random)
    state = torch.tensor(world.reset())
    for step in range(15_000 if quick else MAX_STEPS):
        started = time.process_time()
        epsilon = max(LAST_EPSILON, 1 - (1 - LAST_EPSILON) * step / EXPLORATION)
        action = int(random.integers(2)) if random.random() < epsilon else greedy(q, state)
        following, fell, over = world.step(action)
        at = step % REPLAY
        following = torch.tensor(following)
        states[at], actions[at], nexts[at], fallen[at] = state, action, following, float(fell)
        # An episode that only ran out of time goes on in the target: its end says nothing about the state.
        state = torch.tensor(world.reset()) if fell or over else following
        if step >= WARM_UP:
            chosen = torch.from_numpy(random.integers(min(step + 1, REPLAY), size=BATCH))
            with torch.no_grad():
                goal = 1 + DISCOUNT * (1 - fallen[chosen]) * target(nexts[chosen]).max(1).values
            # The mean is over both actions, and the one not taken has no error.
            loss = ((q(states[chosen]).gather(1, actions[chosen, None])[:, 0] - goal) ** 2).mean() / 2
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        if step % TARGET_COPY == 0:
            target.load_state_dict(q.state_dict())
        seconds += time.process_time() - started
        if (step + 1) % EVALUATION == 0:
            reached = mean_return(q, 10)
            if reached >= bar:
                reached = mean_return(q, 100)
            best = max(best, reached)
            if reached >= bar:
                return Result(reached, bar, seconds)
    return Result(best, bar, seconds)


@torch.no_grad()
def greedy(q, state):
    return int(q(state[None]).argmax())


@torch.no_grad()
def mean_return(q, episodes):
    """The mean length of episodes that the greedy policy plays, all at once."""
    random = numpy.random.default_rng(SEED + 1)
    worlds = [CartPole(random) for _ in range(episodes)]
    playing = worlds
    for _ in range(STEP_LIMIT):
        pushes = q(torch.tensor([world.state for world in playing])).argmax(1).tolist()
        playing = [world for world, push in zip(playing, pushes) if not any(world.step(push)[1:])]
        if not playing:
            break
    return sum(world.steps for world in worlds) / episodes
