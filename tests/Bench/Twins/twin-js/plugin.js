exports.importFile = function (hub, file) {
  file.eachLine(function (line, number) {
    if (number === 1) { return; }
    var at = line.indexOf(';');
    hub.save('energy.consumption', {
      commodity: 'electricity',
      direction: 'delivered',
      duration: 1800,
      energy: line.substring(at + 1),
      quality: 'measured',
      series: 'load-curve',
      start: line.substring(0, at),
      usagePoint: '12345678901234'
    }, { at: 'line ' + number });
  });
};
