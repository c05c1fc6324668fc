"""The cart-pole of Barto, Sutton and Anderson (1983), with the figures of Gym's CartPole-v1."""
import math

GRAVITY = 9.8
CART_MASS = 1.0
POLE_MASS = 0.1
TOTAL_MASS = CART_MASS + POLE_MASS
HALF_LENGTH = 0.5
FORCE = 10.0
TIME_STEP = 0.02
POSITION_LIMIT = 2.4
ANGLE_LIMIT = 12 * 2 * math.pi / 360
STEP_LIMIT = 500


class CartPole:
    """A pole on a cart that is pushed left (0) or right (1). Every step that the pole stands is worth 1."""

    def __init__(self, random):
        self.random = random
        self.reset()

    def reset(self):
        """A new episode, close to upright. Returns the state: position, velocity, angle, angular velocity."""
        self.state = self.random.uniform(-0.05, 0.05, 4).tolist()
        self.steps = 0
        return self.state

    def step(self, action):
        """Pushes once, by Euler's method. Returns the state, whether the pole fell or the cart left the track, and whether the time is up."""
        position, velocity, angle, angular_velocity = self.state
        force = FORCE if action == 1 else -FORCE
        cosine, sine = math.cos(angle), math.sin(angle)
        push = (force + POLE_MASS * HALF_LENGTH * angular_velocity ** 2 * sine) / TOTAL_MASS
        angular_acceleration = (GRAVITY * sine - cosine * push) / (HALF_LENGTH * (4 / 3 - POLE_MASS * cosine ** 2 / TOTAL_MASS))
        acceleration = push - POLE_MASS * HALF_LENGTH * angular_acceleration * cosine / TOTAL_MASS
        self.state = [
            position + TIME_STEP * velocity, velocity + TIME_STEP * acceleration,
            angle + TIME_STEP * angular_velocity, angular_velocity + TIME_STEP * angular_acceleration]
        self.steps += 1
        fell = abs(self.state[0]) > POSITION_LIMIT or abs(self.state[2]) > ANGLE_LIMIT
        return self.state, fell, self.steps >= STEP_LIMIT
