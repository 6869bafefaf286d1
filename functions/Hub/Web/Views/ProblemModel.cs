using Hub.Sdk;

namespace Hub.Web.Views;

public sealed record ProblemModel(Text Title, Text Detail);
