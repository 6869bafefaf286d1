exports.sync = function (hub) {
  var accounts = get(hub, '/accounts').split('\n');
  accounts.forEach(function (account) {
    get(hub, '/operations/' + account).split('\n').forEach(function (line) {
      var cells = line.split(';');
      hub.save('bank.operation', { account: account, reference: cells[0], bookingDate: cells[1], amount: cells[2], currency: 'EUR', label: cells[3] });
    });
  });
  hub.setCursor(hub.now());
};

function get(hub, path) {
  var reply = hub.http.get(hub.settings.server + '/' + hub.settings.point + path);
  if (reply.status !== 200) {
    hub.fail('HolderUnavailable', { en: 'The holder is down.', fr: 'Le détenteur ne répond pas.' });
  }

  return reply.text;
}
