namespace Hub.Tests.Functions;

[Trait("Category", "Long")]
public sealed class FunctionsFrontDoorTests(FunctionsFixture fixture) : FrontDoorSuite(fixture), IClassFixture<FunctionsFixture>;
