// Reads the site of the demonstration bank as a person would: signs in with a form, gives the code that comes by SMS, reads tables.
// Plain ES5, which runs as it stands. Start at exports.sync.
'use strict';

var BANK = 'Banque de démonstration';
var CURRENCY = 'EUR';
// Banks enter some operations late, under an earlier day: each run looks back this far.
var OVERLAP_DAYS = 10;
var MOST_PAGES = 500;
var ALL = 'all';

// ---- What a run does

exports.sync = function (hub) {
  var visit = new Visit(hub);
  var page = visit.enter();
  hub.setAccount(customer(hub));
  var state = readState(hub.cursor);
  var accounts = chosen(hub, readAccounts(hub, page), state);
  accounts.forEach(function (account, nth) {
    saveAccount(hub, account);
    var operations = readOperations(hub, visit, account, state.since[account.number]);
    operations.forEach(function (operation) { hub.save('bank.operation', operation.data, { at: operation.at }); });
    state.since[account.number] = lastDay(hub, operations, state.since[account.number]);
    hub.setCursor(JSON.stringify(state));
    hub.progress(nth + 1, accounts.length);
  });
};

exports.probe = function (hub) {
  new Visit(hub).tryIn();
  return customer(hub);
};

function customer(hub) {
  return { id: hub.settings.customer, label: BANK + ' ' + hub.settings.customer };
}

// ---- Getting in, and staying in

var ENDED = { en: 'The bank ends each visit at once. The hub will try again.', fr: 'La banque met aussitôt fin à chaque visite. Le hub essaiera de nouveau.' };

function Visit(hub) {
  this.hub = hub;
  this.site = hub.settings.site.replace(/\/+$/, '');
  this.signedIn = 0;
  // What a later run must know: whether the bank waits for a code, and how many were asked for so far.
  this.session = JSON.parse(hub.session || '{"codes":0}');
}

/** The page of accounts, whatever it takes. */
Visit.prototype.enter = function () {
  var page = this.tryIn();
  while (page.kind === 'code') {
    page = this.giveCode(page);
  }

  return page.kind === 'accounts' ? page : this.stop(page);
};

/** The page of accounts, or the one that asks for a code: no question yet. */
Visit.prototype.tryIn = function () {
  // The page that waits for a code first: to ask for another would make the one that the person just read worthless.
  var page = this.session.waits ? this.open('/code') : this.open('/comptes');
  return page.kind === 'login' ? this.signIn(page) : page.kind === 'code' || page.kind === 'accounts' ? page : this.stop(page);
};

Visit.prototype.signIn = function (page) {
  this.signedIn += 1;
  page = this.post('/connexion', { jeton: field(this.hub, page, '#connexion'), identifiant: this.hub.settings.customer, motdepasse: '{{password}}' });
  if (page.kind === 'login' && page.error === null) {
    this.hub.fail('HolderUnavailable', ENDED);
  }

  if (page.kind === 'login') {
    this.refused();
  }

  if (page.kind === 'code') {
    this.session.codes += 1;
  }

  this.remember(page.kind === 'code');
  return page.kind === 'code' || page.kind === 'accounts' ? page : this.stop(page);
};

Visit.prototype.refused = function () {
  this.remember(false);
  this.hub.fail('CredentialsRefused', {
    en: 'The bank refuses this customer number and password. Type them again in the settings; after three refusals the bank locks the access.',
    fr: 'La banque refuse ce numéro client et ce mot de passe. Saisissez-les de nouveau dans les réglages\u202f; après trois refus, la banque bloque l\'accès.'
  });
};

Visit.prototype.giveCode = function (page) {
  var again = page.error !== null;
  // Each code has a question of its own: an earlier answer would be an old code.
  var code = this.hub.ask('code-' + this.session.codes, again
    ? { en: 'The bank did not accept that code. Which code did it send you by SMS?', fr: 'La banque n\'a pas accepté ce code. Quel code vous a-t-elle envoyé par SMS\u202f?' }
    : { en: 'The bank sent you a code by SMS. What is it?', fr: 'La banque vous a envoyé un code par SMS. Quel est-il\u202f?' });
  page = this.post('/code', { jeton: field(this.hub, page, '#code'), code: code.trim() });
  if (page.kind === 'code') {
    this.session.codes += 1;
    this.remember(true);
  } else if (page.kind === 'login') {
    // It waited too long, and the bank has forgotten that it asked.
    page = this.signIn(page);
  } else {
    this.remember(false);
  }

  return page;
};

Visit.prototype.remember = function (waits) {
  this.session.waits = waits;
  this.hub.setSession(JSON.stringify(this.session));
};

/** A page behind the sign-in. When the session died, signs in again, once in a run. */
Visit.prototype.read = function (path) {
  for (var page = this.open(path); page.kind === 'login'; page = this.open(path)) {
    if (this.signedIn > 1) {
      this.hub.fail('HolderUnavailable', ENDED);
    }

    page = this.signIn(page);
    while (page.kind === 'code') {
      page = this.giveCode(page);
    }
  }

  return page;
};

Visit.prototype.open = function (path) {
  return this.know(this.hub.http.get(this.site + path));
};

Visit.prototype.post = function (path, form) {
  return this.know(this.hub.http.post(this.site + path, { form: form }));
};

/** Which page it is. What is none of them is not guessed. */
Visit.prototype.know = function (reply) {
  if (reply.status === 429) {
    this.hub.fail('RateLimited', { en: 'The bank asks to come back later' + wait(reply, ' (in ', ' minutes)') + '.', fr: 'La banque demande de revenir plus tard' + wait(reply, ' (dans ', '\u00a0minutes)') + '.' });
  }

  if (reply.status === 401) {
    this.refused();
  }

  if (reply.status >= 500) {
    this.hub.fail('HolderUnavailable', { en: 'The bank\'s site is out of order. The hub will try again.', fr: 'Le site de la banque est en panne. Le hub essaiera de nouveau.' });
  }

  var html = this.hub.html(reply.text);
  var kinds = { login: '#connexion', code: '#code', accounts: '#comptes', operations: '#operations', blocked: '.blocage', consent: '.autorisation' };
  var kind = Object.keys(kinds).find(function (name) { return html.select(kinds[name]).length > 0; });
  var error = html.select('.erreur');
  return { reply: reply, html: html, kind: reply.status === 200 ? kind : undefined, error: error.length > 0 ? error[0].text : null };
};

/** Ends the run: the page is not the one that was expected here. */
Visit.prototype.stop = function (page) {
  if (page.kind === 'blocked') {
    this.remember(false);
    this.hub.fail('ActionNeededAtHolder', { en: 'The bank has locked your access. Call your branch, then fetch again.', fr: 'La banque a bloqué votre accès. Appelez votre agence, puis relancez la collecte.' });
  }

  if (page.kind === 'consent') {
    this.hub.fail('ConsentExpired', { en: 'The permission that you gave at the bank has run out. Renew it in your space there.', fr: 'L\'autorisation donnée à la banque a expiré. Renouvelez-la dans votre espace client.' });
  }

  changed(this.hub);
};

function wait(reply, before, after) {
  var seconds = Number(reply.headers['retry-after']);
  return seconds > 0 ? before + Math.max(1, Math.ceil(seconds / 60)) + after : '';
}

function field(hub, page, form) {
  var token = page.html.select(form + ' input[name=jeton]');
  return token.length === 1 ? token[0].attr('value') : changed(hub);
}

function changed(hub) {
  hub.fail('FormatChanged', { en: 'The bank changed its site: this connector must be mended before it reads anything more.', fr: 'La banque a changé son site\u00a0: ce connecteur doit être réparé avant de lire autre chose.' });
}

// ---- Accounts

function readAccounts(hub, page) {
  var day = page.html.select('#jour');
  var accounts = page.html.select('#comptes tr[data-compte]').map(function (row) {
    var name = row.select('.nom'), balance = row.select('.solde'), link = row.select('.nom a');
    return name.length === 1 && balance.length === 1 && link.length === 1
      ? { number: row.attr('data-compte'), name: name[0].text, balance: amount(balance[0].text), day: day.length === 1 ? date(day[0].text) : null, path: link[0].attr('href') }
      : null;
  });
  var whole = accounts.every(function (account) { return account !== null && account.number && account.balance !== null && account.day !== null && isPath(account.path); });
  return accounts.length > 0 && whole ? accounts : changed(hub);
}

/** Those that the person wants; asked once, when there are several. */
function chosen(hub, accounts, state) {
  if (accounts.length > 1 && state.choice === undefined) {
    state.choice = hub.ask('account', { en: 'Which account shall the hub read?', fr: 'Quel compte le hub doit-il lire\u202f?' }, [{ value: ALL, label: { en: 'All of them', fr: 'Tous' } }].concat(
      accounts.map(function (account) { return { value: account.number, label: { en: account.name, fr: account.name } }; })));
  }

  return accounts.filter(function (account) { return state.choice === undefined || state.choice === ALL || state.choice === account.number; });
}

function saveAccount(hub, account) {
  hub.save('bank.account', {
    account: account.number, name: account.name, kind: /livret/i.test(account.name) ? 'savings' : /ch.ques|courant/i.test(account.name) ? 'current' : 'other',
    bankName: BANK, currency: CURRENCY, balance: account.balance, balanceDate: account.day
  }, { at: account.path });
}

// ---- Operations

var HEADING = ['Date', 'Valeur', 'Libellé', 'Montant', 'Référence'];

function readOperations(hub, visit, account, since) {
  var path = account.path + (since ? '?depuis=' + encodeURIComponent(french(before(since, OVERLAP_DAYS))) : '');
  var lines = [];
  for (var nth = 1; path !== null; nth += 1) {
    var page = visit.read(path);
    if (page.kind !== 'operations') {
      visit.stop(page);
    }

    hub.files.keep(page.reply, 'operations-' + nth + '.html');
    lines = joined(lines, readLines(hub, page, nth));
    path = nth < MOST_PAGES ? nextPath(hub, page) : null;
  }

  return told(hub, lines, account);
}

function readLines(hub, page, nth) {
  var heading = page.html.select('#operations thead th').map(function (cell) { return cell.text; });
  if (heading.join('|') !== HEADING.join('|')) {
    changed(hub);
  }

  return page.html.select('#operations tbody tr').map(function (row, line) {
    var cells = row.select('td').map(function (cell) { return cell.text; });
    return { cells: cells, key: cells.join('|'), reference: cells[4] || null, at: 'page ' + nth + ', row ' + (line + 1) };
  });
}

function nextPath(hub, page) {
  var next = page.html.select('a[rel=next]');
  return next.length === 0 ? null : isPath(next[0].attr('href')) ? next[0].attr('href') : changed(hub);
}

/**
 * Adds a page. What comes in while the pages are read shifts them, and the end of one stands again at the beginning of the next: such lines are
 * one. At least one of them must have a reference, since two trams on one day are two.
 */
function joined(lines, more) {
  for (var count = Math.min(lines.length, more.length); count > 0; count -= 1) {
    var end = lines.slice(lines.length - count), start = more.slice(0, count);
    var same = end.every(function (line, i) { return line.key === start[i].key; });
    if (same && end.some(function (line) { return line.reference !== null; })) {
      return lines.concat(more.slice(count));
    }
  }

  return lines.concat(more);
}

/** Each operation once, as a record; what cannot be read is set aside. */
function told(hub, lines, account) {
  var byReference = new Map(), alike = new Map(), operations = [];
  lines.forEach(function (line) {
    if (line.reference !== null) {
      byReference.set(line.reference, (byReference.get(line.reference) || new Set()).add(line.key));
    }
  });
  var seen = new Set();
  lines.forEach(function (line) {
    // A reference that stands beside two different lines identifies neither.
    var reference = line.reference !== null && byReference.get(line.reference).size === 1 ? line.reference : null;
    if (reference !== null && seen.has(reference)) {
      return;
    }

    seen.add(reference);
    var operation = read(line, account, reference);
    if (operation === null) {
      hub.reject('bank.operation', { en: 'This line cannot be read: two days such as 31/01/2024 and an amount such as 1 234,56 € were expected.', fr: 'Cette ligne ne peut pas être lue\u00a0: deux jours comme 31/01/2024 et un montant comme 1\u202f234,56\u00a0€ étaient attendus.' }, { at: line.at });
    } else {
      if (reference === null) {
        var likeness = [operation.bookingDate, operation.amount, operation.label].join('|');
        alike.set(likeness, (alike.get(likeness) || 0) + 1);
        operation.occurrence = alike.get(likeness);
      }

      operations.push({ data: operation, at: line.at });
    }
  });
  if (lines.length > 0 && operations.length === 0) {
    changed(hub);
  }

  return operations;
}

var KINDS = [[/^CARTE /, 'card'], [/^PR[ÉE]L[ÈE]VEMENT /, 'direct-debit'], [/^VIREMENT /, 'credit-transfer'], [/^CH[ÈE]QUE /, 'cheque'], [/^RETRAIT /, 'cash'], [/^FRAIS /, 'fee']];

function read(line, account, reference) {
  var booked = date(line.cells[0]), value = date(line.cells[1]), sum = amount(line.cells[3]), label = line.cells[2];
  if (line.cells.length !== HEADING.length || booked === null || value === null || sum === null || !label) {
    return null;
  }

  var operation = { account: account.number, bookingDate: booked, valueDate: value, amount: sum, currency: CURRENCY, label: label };
  var kind = KINDS.find(function (entry) { return entry[0].test(label); });
  var cheque = /^CH[ÈE]QUE (\d+)$/.exec(label);
  if (reference !== null) { operation.reference = reference; }
  if (kind !== undefined) { operation.kind = kind[1]; }
  if (cheque !== null) { operation.chequeNumber = cheque[1]; }
  return operation;
}

// ---- Days and amounts as the bank writes them

function date(text) {
  var parts = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text || '');
  if (parts === null) {
    return null;
  }

  var iso = parts[3] + '-' + parts[2] + '-' + parts[1];
  var day = new Date(iso + 'T00:00:00Z');
  return isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== iso ? null : iso;
}

function french(iso) {
  return iso.slice(8, 10) + '/' + iso.slice(5, 7) + '/' + iso.slice(0, 4);
}

function before(iso, days) {
  return new Date(Date.parse(iso + 'T00:00:00Z') - days * 86400000).toISOString().slice(0, 10);
}

/** "-1 234,56 €" as "-1234.56": a text, since the engine's numbers would change it. */
function amount(text) {
  var parts = /^([-\u2212+]?)(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+),(\d{2})[ \u00a0\u202f]?€$/.exec((text || '').trim());
  return parts === null ? null : (parts[1] === '' || parts[1] === '+' ? '' : '-') + parts[2].replace(/[ \u00a0\u202f]/g, '') + '.' + parts[3];
}

/** A path on the bank's own site. */
function isPath(text) {
  return typeof text === 'string' && /^\/[^\/\\]/.test(text);
}

// ---- The cursor: which accounts, and the last day that was read of each

function readState(cursor) {
  var state = cursor ? JSON.parse(cursor) : {};
  return { choice: state.choice, since: state.since || {} };
}

/** Never later than today: a bank whose clock is ahead must not make the hub pass over days. */
function lastDay(hub, operations, since) {
  var today = hub.now().slice(0, 10);
  var last = operations.reduce(function (latest, operation) { return operation.data.bookingDate > latest ? operation.data.bookingDate : latest; }, since || '');
  return last === '' ? since : last < today ? last : today;
}
