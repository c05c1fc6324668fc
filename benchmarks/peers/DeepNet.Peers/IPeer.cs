namespace DeepNet.Peers;

/// <summary>What DeepNet is compared with.</summary>
internal interface IPeer : IDisposable
{
    /// <summary>The name in the table.</summary>
    string Name { get; }

    /// <summary>Versions, thread counts and whatever else the figures depend on.</summary>
    IEnumerable<(string What, string Value)> Facts { get; }

    /// <summary>Whether the peer's memory is that of .NET, so that the bytes of a step can be counted.</summary>
    bool IsManaged { get; }

    /// <summary>Whether the peer can do the case.</summary>
    bool Takes(PeerCase peerCase);

    /// <summary>How many times faster than the peer DeepNet has to be; null if nothing is asked.</summary>
    double? Bar(PeerCase peerCase);

    /// <summary>Makes the case's network with the parameters and the data of DeepNet's, and a fresh optimizer. The side before is not used again.</summary>
    ISide Prepare(PeerCase peerCase, IDeepNetSide deepNet);
}
