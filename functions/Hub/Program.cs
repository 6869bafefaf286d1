using Hub.Front;

var app = HubServer.Build(new HubOptions());
app.Run();
