// Tries: to fetch the keys that a cloud hands to its machines, by each cloud's address and by a name.
// Keeps: these are refused also where the admin allows the host.
// Hosts: {settings.variant}
// Allowed: 169.254.169.254 metadata.example 168.63.129.16
// Variant: https://169.254.169.254/latest/meta-data/
// Variant: https://168.63.129.16/
// Variant: https://100.100.100.200/
// Variant: https://[fd00:ec2::254]/
// Variant: https://metadata.example/
// Outcome: PluginFault
// Ledger: private-address
// Requests: 0
exports.sync = function (hub) {
    hub.log("broke out " + hub.http.get(hub.settings.variant, { headers: { "Metadata-Flavor": "Google" } }).text);
};
