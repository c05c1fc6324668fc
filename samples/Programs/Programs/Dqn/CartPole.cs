namespace Programs;

/// <summary>
/// The cart-pole of Barto, Sutton and Anderson (1983), with the figures of Gym's CartPole-v1: a pole on a cart that is pushed left (0) or right (1).
/// Every step that the pole stands is worth 1.
/// </summary>
internal sealed class CartPole(Random random)
{
    /// <summary>The numbers of a state: position, velocity, angle, angular velocity.</summary>
    public const int StateSize = 4;

    /// <summary>The pushes to choose from.</summary>
    public const int ActionCount = 2;

    /// <summary>The steps after which an episode ends although the pole stands.</summary>
    public const int StepLimit = 500;

    private const double Gravity = 9.8;
    private const double PoleMass = 0.1;
    private const double TotalMass = 1.0 + PoleMass;
    private const double HalfLength = 0.5;
    private const double Force = 10.0;
    private const double TimeStep = 0.02;
    private const double PositionLimit = 2.4;
    private const double AngleLimit = 12 * 2 * Math.PI / 360;

    private double _position;
    private double _velocity;
    private double _angle;
    private double _angularVelocity;

    /// <summary>The steps of the episode so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether the pole fell or the cart left its track.</summary>
    public bool Fell => Math.Abs(_position) > PositionLimit || Math.Abs(_angle) > AngleLimit;

    /// <summary>Whether the episode is over.</summary>
    public bool Over => Fell || Steps >= StepLimit;

    /// <summary>Starts an episode, close to upright.</summary>
    public void Reset()
    {
        (_position, _velocity, _angle, _angularVelocity) = (Draw(), Draw(), Draw(), Draw());
        Steps = 0;

        double Draw() => (random.NextDouble() * 0.1) - 0.05;
    }

    /// <summary>Pushes once; the motion follows by Euler's method.</summary>
    public void Step(int action)
    {
        double force = action == 1 ? Force : -Force;
        (double sine, double cosine) = Math.SinCos(_angle);
        double push = (force + (PoleMass * HalfLength * _angularVelocity * _angularVelocity * sine)) / TotalMass;
        double angularAcceleration = ((Gravity * sine) - (cosine * push)) / (HalfLength * ((4.0 / 3) - (PoleMass * cosine * cosine / TotalMass)));
        double acceleration = push - (PoleMass * HalfLength * angularAcceleration * cosine / TotalMass);
        _position += TimeStep * _velocity;
        _velocity += TimeStep * acceleration;
        _angle += TimeStep * _angularVelocity;
        _angularVelocity += TimeStep * angularAcceleration;
        Steps++;
    }

    /// <summary>Writes the state.</summary>
    public void CopyState(Span<float> state)
    {
        state[0] = (float)_position;
        state[1] = (float)_velocity;
        state[2] = (float)_angle;
        state[3] = (float)_angularVelocity;
    }
}
