using Hub.Front;

return await Serve.RunAsync(new HubOptions());
