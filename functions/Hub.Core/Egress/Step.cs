using Hub.Wire;

namespace Hub.Core.Egress;

/// <summary>A call as it stands after so many redirects.</summary>
/// <param name="UrlIsOwn">The plug-in wrote the address, not a host that sent the call on: only then secrets are written into it.</param>
/// <param name="Carries">The plug-in's call asked for a secret: the value may come back in whatever follows.</param>
/// <param name="SecretsMayGo">False once a host sent it on to another origin.</param>
internal sealed record Step(HttpCall Call, bool UrlIsOwn = true, bool SecretsMayGo = true, int Redirects = 0, bool Carries = false);
