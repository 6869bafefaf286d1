// Asks the grid operator's customer API (Enedis Data Connect, or a gateway that speaks as it does) for a Linky meter's readings.
// Plain ES5, which runs as it stands. Start at exports.sync. What it saves is what plugins/linky reads from files: same series, same identity.
'use strict';

var TYPE = 'energy.consumption';
var DAY = 86400000;

// What the API allows a call, how far back it holds readings, and how many empty answers in a row mean that there is nothing before.
var SERIES = [
  { name: 'daily', path: '/metering_data_dc/v5/daily_consumption', unit: 'Wh', days: 365, most: 1095, empty: 2 },
  { name: 'load-curve', path: '/metering_data_clc/v5/consumption_load_curve', unit: 'W', days: 7, most: 730, empty: 8 }
];
// The operator corrects the last days.
var OVERLAP = 3;

// ---- What a run does

exports.sync = function (hub) {
  var api = new Api(hub);
  var state = JSON.parse(hub.cursor || '{}');
  var done = 0;
  SERIES.forEach(function (series) {
    var at = state[series.name] = state[series.name] || { to: null, from: null, whole: false };
    function keep() {
      hub.setCursor(JSON.stringify(state));
      done += 1;
      hub.progress(done);
    }

    forward(hub, api, series, at, keep);
    backward(hub, api, series, at, state, keep);
  });
};

exports.probe = function (hub) {
  var today = Time.today(hub);
  new Api(hub).window(SERIES[0], Time.add(today, -2), today);
  return { id: hub.settings.usagePoint, label: 'Linky ' + hub.settings.usagePoint };
};

/** From the last day that is there to today. */
function forward(hub, api, series, at, keep) {
  var today = Time.today(hub);
  if (at.to === null) {
    at.from = today;
    return;
  }

  for (var start = Time.later(Time.add(at.to, -OVERLAP), at.from); start < today; start = Time.add(start, series.days)) {
    var end = Time.earlier(Time.add(start, series.days), today);
    var answer = api.window(series, start, end);
    if (answer.readings !== null) {
      at.to = Time.later(at.to, save(hub, series, answer));
    }

    keep();
  }
}

/** From the first day that is there back to the beginning: the newest readings come first. */
function backward(hub, api, series, at, state, keep) {
  // The day of the meter's activation, once one series has found it, holds for the other.
  var horizon = Time.later(Time.add(Time.today(hub), -series.most), state.activated || '');
  var empty = 0;
  while (!at.whole && at.from > horizon) {
    var start = Time.later(Time.add(at.from, -series.days), horizon);
    var answer = api.window(series, start, at.from);
    if (answer.tooEarly) {
      start = api.firstDay(series, start, at.from);
      answer = start === null ? { readings: null } : api.window(series, start, at.from);
      state.activated = start || at.from;
      at.whole = true;
    }

    empty = answer.readings === null ? empty + 1 : 0;
    if (answer.readings !== null) {
      at.to = Time.later(at.to || '', save(hub, series, answer));
    }

    at.from = start || at.from;
    at.whole = at.whole || empty >= series.empty || at.from <= horizon;
    keep();
  }

  // Nothing at all yet (a new meter, a load curve that is switched off): the next run looks again.
  if (at.to === null) {
    at.whole = false;
  }
}

// ---- The API

function Api(hub) {
  this.hub = hub;
  this.server = hub.settings.server.replace(/\/+$/, '');
  this.token = hub.session;
  this.asked = 0;
  this.works = false;
}

/** The readings of some days, end exclusive: { readings } (null where there are none) or { tooEarly } before the meter's time. */
Api.prototype.window = function (series, start, end) {
  var reply = this.ask(series, start, end);
  if (reply.status === 401) {
    this.renew();
    reply = this.ask(series, start, end);
  }

  if (reply.status === 401) {
    this.renew();
  }

  this.works = true;
  var body = jsonOf(reply);
  var code = errorOf(body);
  if (reply.status === 404 && (code === 'no_data_found' || code === 'UNKERROR_002')) {
    return { readings: null };
  }

  if (code === 'ADAM-ERR0123') {
    return { tooEarly: true };
  }

  if (reply.status !== 200 || code !== null || (body && body.valid === false)) {
    this.refuse(reply, body, code);
  }

  return { readings: readingsOf(this.hub, series, body), reply: reply, name: series.name + '-' + start + '.json' };
};

/** The first day within some that the API answers for, or null: what it does not say, a few calls find out. */
Api.prototype.firstDay = function (series, start, end) {
  var low = 1, high = Time.days(start, end);
  while (low < high) {
    var middle = Math.floor((low + high) / 2);
    if (this.window(series, Time.add(start, middle), end).tooEarly) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }

  return high >= Time.days(start, end) ? null : Time.add(start, high);
};

Api.prototype.ask = function (series, start, end) {
  if (!this.hub.settings.token && !this.token) {
    this.renew();
  }

  return this.hub.http.get(this.server + series.path, {
    query: { usage_point_id: this.hub.settings.usagePoint, start: start, end: end },
    headers: { Authorization: 'Bearer ' + (this.hub.settings.token ? '{{token}}' : this.token), Accept: 'application/json' }
  });
};

/** A new access token: at the beginning, and once when one dies. One that never worked will not get better. */
Api.prototype.renew = function () {
  if (this.hub.settings.token || this.asked > 1 || (this.asked > 0 && !this.works)) {
    this.hub.setSession(null);
    this.hub.fail('CredentialsRefused', {
      en: 'The operator refuses the access (token, or client number and secret). Type them again in the settings.',
      fr: 'Le gestionnaire refuse l\'accès (jeton, ou identifiant et secret du client). Saisissez-les de nouveau dans les réglages.'
    });
  }

  if (!this.hub.settings.clientId || !this.hub.settings.clientSecret) {
    this.hub.fail('CredentialsRefused', { en: 'Type a token, or a client number and its secret, in the settings.', fr: 'Saisissez un jeton, ou un identifiant de client et son secret, dans les réglages.' });
  }

  this.asked += 1;
  this.works = false;
  var reply = this.hub.http.post(this.server + '/oauth2/v3/token', { form: { grant_type: 'client_credentials', client_id: this.hub.settings.clientId, client_secret: '{{clientSecret}}' } });
  var body = jsonOf(reply);
  if (reply.status === 200 && body && typeof body.access_token === 'string') {
    this.token = body.access_token;
    this.hub.setSession(this.token);
    return;
  }

  if (reply.status === 400 || reply.status === 401) {
    this.renew();
  }

  this.refuse(reply, body, errorOf(body));
};

/** Ends the run with what the answer means. */
Api.prototype.refuse = function (reply, body, code) {
  if (reply.status === 429 || code === '900804' || (body && body.quota_reached === true)) {
    this.hub.fail('RateLimited', {
      en: 'The day\'s number of calls is used up' + wait(reply, ': the operator asks to come back in ', ' minutes') + '. The hub will go on later.',
      fr: 'Le nombre d\'appels de la journée est épuisé' + wait(reply, '\u00a0: le gestionnaire demande de revenir dans ', '\u00a0minutes') + '. Le hub continuera plus tard.'
    });
  }

  if (reply.status === 403 || (body && body.valid === false)) {
    this.hub.fail('ConsentExpired', {
      en: 'The operator has no consent for this meter any more, or never had. Give it again in your account there, for the number that stands in the settings.',
      fr: 'Le gestionnaire n\'a plus, ou n\'a jamais eu, d\'autorisation pour ce compteur. Redonnez-la dans votre compte client, pour le numéro qui figure dans les réglages.'
    });
  }

  if (reply.status >= 500 || code === 'temporarily_unavailable' || code === 'server_error') {
    this.hub.fail('HolderUnavailable', { en: 'The operator\'s service is out of order. The hub will try again.', fr: 'Le service du gestionnaire est en panne. Le hub essaiera de nouveau.' });
  }

  if (code !== null) {
    this.hub.fail('ActionNeededAtHolder', {
      en: 'The operator answered with an error. Check in your account there that the meter and the consent are in order.',
      fr: 'Le gestionnaire a répondu par une erreur. Vérifiez dans votre compte client que le compteur et l\'autorisation sont en règle.'
    });
  }

  changed(this.hub);
};

function jsonOf(reply) {
  try {
    return reply.json({ numbers: 'text' });
  } catch (notJson) {
    // A page of a proxy, or an answer that breaks off: its status tells the rest.
    return null;
  }
}

/** The code of an error, in each of the forms in which the API and its gateways write it; null for none. */
function errorOf(body) {
  if (body === null || typeof body !== 'object') {
    return null;
  }

  var code = body.fault ? body.fault.code : body.error || body.error_code || body.errorCode;
  return code === undefined || code === null ? null : String(code);
}

function wait(reply, before, after) {
  var seconds = Number(reply.headers['retry-after']);
  return seconds > 0 ? before + Math.max(1, Math.ceil(seconds / 60)) + after : '';
}

function changed(hub) {
  hub.fail('FormatChanged', { en: 'The operator\'s answers look different from what this connector knows: it must be mended before it reads anything more.', fr: 'Les réponses du gestionnaire ne sont plus celles que ce connecteur connaît\u00a0: il doit être réparé avant de lire autre chose.' });
}

// ---- Readings

/** The readings of an answer, wrapped or not; an answer about another meter, unit or shape is none. */
function readingsOf(hub, series, body) {
  var answer = body && (body.meter_reading || body);
  var kind = answer && answer.reading_type;
  if (!answer || !Array.isArray(answer.interval_reading) || answer.usage_point_id !== hub.settings.usagePoint || !kind || kind.unit !== series.unit || kind.aggregate === 'maximum') {
    changed(hub);
  }

  return { items: inOrder(answer.interval_reading), quality: /estim/i.test(answer.quality) ? 'estimated' : /corrig/i.test(answer.quality) ? 'corrected' : 'measured' };
}

/** Oldest first and each once: an hour that comes twice in autumn can only be told by its order. */
function inOrder(items) {
  var list = items.length > 1 && String(items[0].date) > String(items[items.length - 1].date) && String(items[0].date) > String(items[1].date) ? items.slice().reverse() : items;
  var seen = new Set(), latest = '';
  return list.filter(function (item) {
    var key = item.date + '|' + item.value + '|' + item.interval_length;
    var again = String(item.date) < latest && !Time.maybeTwice(item.date) && seen.has(key) || (latest.slice(0, 10) > String(item.date).slice(0, 10) && seen.has(key));
    seen.add(key);
    latest = String(item.date) > latest ? String(item.date) : latest;
    return !again;
  });
}

/** Keeps the answer, saves its readings, and gives the day after the last of them. */
function save(hub, series, answer) {
  var previous = null, last = '', unread = 0, quality = answer.readings.quality;
  hub.files.keep(answer.reply, answer.name);
  answer.readings.items.forEach(function (item, nth) {
    var at = '/interval_reading/' + nth;
    if (item.value === null || item.value === '' || item.value === undefined) {
      return;
    }

    var reading = series.unit === 'Wh' ? day(item) : step(item, previous);
    if (reading === null) {
      unread += 1;
      hub.reject(TYPE, { en: 'This reading cannot be read: a local date such as 2024-01-31 00:30:00, a step such as PT30M and a number were expected.', fr: 'Ce relevé ne peut pas être lu\u00a0: une date locale comme 2024-01-31 00:30:00, un pas comme PT30M et un nombre étaient attendus.' }, { at: at });
      return;
    }

    previous = reading.end;
    last = Time.later(last, Time.local(reading.end - 1000).slice(0, 10));
    hub.save(TYPE, {
      usagePoint: hub.settings.usagePoint, commodity: 'electricity', direction: 'delivered', series: series.name,
      start: Time.show(reading.start), duration: (reading.end - reading.start) / 1000, energy: reading.energy, quality: quality
    }, { at: at });
  });
  if (unread > 0 && last === '') {
    changed(hub);
  }

  return last === '' ? '' : Time.add(last, 1);
}

/** A day has 23 or 25 hours when the clocks change. */
function day(item) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(item.date)) {
    return null;
  }

  var start = Time.instant(item.date + ' 00:00:00', null), end = Time.instant(Time.add(item.date, 1) + ' 00:00:00', null);
  var energy = Energy.kilowattHours(item.value, 1, 1000);
  return start === null || end === null || energy === null ? null : { start: start, end: end, energy: energy };
}

/** The stamp of a load curve is the end of its step. */
function step(item, previous) {
  var end = Time.instant(item.date, previous);
  var minutes = /^PT(10|15|30|60)M$/.exec(item.interval_length || '') || (item.interval_length === 'PT1H' ? [0, '60'] : null);
  if (end === null || minutes === null) {
    return null;
  }

  var seconds = Number(minutes[1]) * 60;
  var energy = Energy.kilowattHours(item.value, seconds, 3600000);
  return energy === null ? null : { start: end - seconds * 1000, end: end, energy: energy };
}

var Energy = {
  PLACES: 9,

  /** value × times ÷ by as a text: exact where a decimal can be, else rounded to nine places. */
  kilowattHours: function (text, times, by) {
    var parts = /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(String(text));
    if (parts === null) {
      return null;
    }

    var scale = Math.pow(10, (parts[2] || '').length);
    var rest = Number(parts[1] + (parts[2] || '')) * times, over = by * scale;
    var digits = [], whole = Math.floor(rest / over);
    rest -= whole * over;
    for (var i = 0; i < Energy.PLACES + 1 && rest > 0; i += 1) {
      rest *= 10;
      digits.push(Math.floor(rest / over));
      rest %= over;
    }

    // Only what never ends has a tenth digit here.
    if (digits.length > Energy.PLACES && digits.pop() >= 5) {
      for (i = Energy.PLACES - 1; i >= 0 && digits[i] === 9; i -= 1) { digits[i] = 0; }
      if (i >= 0) { digits[i] += 1; } else { whole += 1; }
    }

    var decimals = digits.join('').replace(/0+$/, '');
    return whole + (decimals === '' ? '' : '.' + decimals);
  }
};

// ---- Time as clocks in France show it. The rule stands here because the meters stand where it holds, whatever the person's zone.

var Time = {
  /** The day in France. */
  today: function (hub) { return Time.local(Date.parse(hub.now())).slice(0, 10); },

  add: function (day, days) { return new Date(Date.parse(day + 'T00:00:00Z') + days * DAY).toISOString().slice(0, 10); },

  days: function (from, to) { return Math.round((Date.parse(to + 'T00:00:00Z') - Date.parse(from + 'T00:00:00Z')) / DAY); },

  earlier: function (one, other) { return one < other ? one : other; },

  later: function (one, other) { return one > other ? one : other; },

  /** Milliseconds of offset at an instant. Directive 2000/84/EC: from the last Sunday of March to that of October, at one o'clock UTC. */
  offset: function (instant) {
    var year = new Date(instant).getUTCFullYear();
    return instant >= Time.lastSunday(year, 2) && instant < Time.lastSunday(year, 9) ? 7200000 : 3600000;
  },

  lastSunday: function (year, month) {
    var last = Date.UTC(year, month, 31, 1);
    return last - new Date(last).getUTCDay() * DAY;
  },

  /** "2024-01-31T00:30:00", as clocks showed an instant. */
  local: function (instant) { return new Date(instant + Time.offset(instant)).toISOString().slice(0, 19); },

  show: function (instant) { return Time.local(instant) + '+0' + Time.offset(instant) / 3600000 + ':00'; },

  /** The instant of a local time; of an hour that comes twice the first, unless it follows the first. */
  instant: function (text, previous) {
    if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) {
      return null;
    }

    var iso = text.replace(' ', 'T'), plain = Date.parse(iso + 'Z');
    if (isNaN(plain) || new Date(plain).toISOString().slice(0, 19) !== iso) {
      return null;
    }

    var first = plain - 7200000, second = plain - 3600000;
    var late = Time.twice(plain) ? previous !== null && first <= previous : Time.offset(second) === 3600000;
    return late ? second : first;
  },

  twice: function (plain) { return Time.offset(plain - 7200000) === 7200000 && Time.offset(plain - 3600000) === 3600000; },

  maybeTwice: function (text) { return Time.twice(Date.parse(String(text).replace(' ', 'T') + 'Z')); }
};
