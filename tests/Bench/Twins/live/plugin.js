exports.sync = function (hub) {
  var reply = hub.http.get(hub.settings.server + '/' + hub.settings.point);
  if (reply.status !== 200) {
    hub.fail('HolderUnavailable', { en: 'The holder is down.', fr: 'Le détenteur ne répond pas.' });
  }

  reply.text.split('\n').forEach(function (line) {
    var cells = line.split(';');
    hub.save('energy.consumption', {
      commodity: 'electricity', direction: 'delivered', duration: 1800, energy: cells[1], quality: 'measured',
      series: 'load-curve', start: cells[0], usagePoint: hub.settings.point
    });
  });
  hub.setCursor(hub.now());
};
