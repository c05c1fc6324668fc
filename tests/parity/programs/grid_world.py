"""Q-learning with a table (Watkins 1989) on the frozen lake of Gym, 8 x 8 and slippery, against the optimum that value iteration proves."""
import time

import numpy

from training import SEED, Result

LAKE = ["SFFFFFFF", "FFFFFFFF", "FFFHFFFF", "FFFFFHFF", "FFFHFFFF", "FHHFFFHF", "FHFFHFHF", "FFFHFFFG"]
SIZE = 8
STATES = SIZE * SIZE
ACTIONS = 4  # left, down, right, up
DISCOUNT = 0.99
MOVES = [(0, -1), (1, 0), (0, 1), (-1, 0)]


def next_states():
    """Where each move leads from each field, [STATES, ACTIONS]."""
    def clip(value):
        return min(max(value, 0), SIZE - 1)

    return numpy.array([[clip(s // SIZE + dy) * SIZE + clip(s % SIZE + dx) for dy, dx in MOVES] for s in range(STATES)])


def model():
    """Probabilities [STATES, ACTIONS, STATES], rewards [STATES] for entering a field, and which fields end the episode."""
    signs = "".join(LAKE)
    reward = numpy.array([float(sign == "G") for sign in signs])
    final = numpy.array([sign in "HG" for sign in signs])
    probability = numpy.zeros((STATES, ACTIONS, STATES))
    moves = next_states()
    for action in range(ACTIONS):
        # The ice takes one where one wants to go, or to either side of it, with equal probabilities.
        for slip in (-1, 0, 1):
            numpy.add.at(probability, (numpy.arange(STATES), action, moves[:, (action + slip) % ACTIONS]), 1 / 3)
    return probability, reward, final


def value_iteration(probability, reward, final):
    """The values that fulfil Bellman's equation of optimality, to 1e-12."""
    values = numpy.zeros(STATES)
    while True:
        improved = (probability @ (reward + DISCOUNT * values * ~final)).max(1)
        if numpy.abs(improved - values).max() < 1e-12:
            return improved
        values = improved


def policy_value(policy, probability, reward, final):
    """The value of the start under a policy, from its linear equations."""
    chosen = probability[numpy.arange(STATES), policy]
    return numpy.linalg.solve(numpy.eye(STATES) - DISCOUNT * chosen * ~final, chosen @ reward)[0]


def q_learning(steps, moves, reward, final):
    """Learns a table from single steps: uniform exploration, and a learning rate that falls with the visits of a pair."""
    random = numpy.random.default_rng(SEED)
    table = numpy.zeros((STATES, ACTIONS))
    visits = numpy.zeros((STATES, ACTIONS))
    state = 0
    for action, slip in zip(random.integers(ACTIONS, size=steps).tolist(), random.integers(-1, 2, size=steps).tolist()):
        following = moves[state, (action + slip) % ACTIONS]
        visits[state, action] += 1
        goal = reward[following] + (0.0 if final[following] else DISCOUNT * table[following].max())
        table[state, action] += (goal - table[state, action]) / visits[state, action] ** 0.6
        # Episodes start anywhere, so that the far side of the lake is seen as often as the near one.
        state = int(random.integers(STATES)) if final[following] else following
    return table


def run(quick):
    probability, reward, final = model()
    best = value_iteration(probability, reward, final)[0]
    started = time.process_time()
    table = q_learning(300_000 if quick else 1_000_000, next_states(), reward, final)
    seconds = time.process_time() - started
    reached = policy_value(table.argmax(1), probability, reward, final)
    return Result(reached / best, 0.90 if quick else 0.99, seconds)
