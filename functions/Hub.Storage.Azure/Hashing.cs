using System.IO.Hashing;
using System.Runtime.CompilerServices;

// Azure.Storage.Common looks for System.IO.Hashing, which no package brings (Directory.Packages.props says why). Only what an assembly names is copied to whoever uses it.
[assembly: TypeForwardedTo(typeof(Crc64))]
