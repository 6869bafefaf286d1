// Daily readings of one meter, from the holder's API or from the file that it gives.

var API = "https://api.example.org/v1";

interface Reading { day: string; kwh: Decimal | null }
interface Page { meter: string; readings: Reading[]; next: string | null }

/** Tries the settings before they are saved. */
exports.probe = function (hub: ConnectorHub): HolderAccount {
  const meter = getJson(hub, `${API}/meter`).meter as string;
  return { id: meter, label: `Meter ${meter}` };
};

/** One page after the other, from the last that was read. */
exports.sync = function (hub: ConnectorHub): void {
  let from = hub.cursor;
  do {
    const page = getJson(hub, `${API}/readings`, from ? { from } : {}) as Page;
    page.readings.forEach(reading => keep(hub, page.meter, reading.day, reading.kwh, { at: reading.day }));
    from = page.next;
    if (from) {
      // Everything before this page is saved: a run that is killed goes on here.
      hub.setCursor(from);
    }
  } while (from);
};

/** The file that the holder gives: its name and the meter, a heading, then a day and its kWh on each line. */
exports.importFile = function (hub: ConnectorHub, file: ImportFile): void {
  let meter = "";
  file.eachLine((line, number) => {
    const cells = line.split(";");
    if (number === 1) {
      if (cells[0] !== "Example Energy" || !cells[1]) {
        hub.fail("NotMyFile", { en: "The first line does not name a meter.", fr: "La première ligne ne nomme pas de compteur." });
      }
      meter = cells[1];
    } else if (number > 2) {
      keep(hub, meter, cells[0], cells[1], { at: `line ${number}` });
    }
  });
};

function keep(hub: ConnectorHub, meter: string, day: string, kwh: Decimal | null | undefined, origin: Origin): void {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d+(\.\d+)?$/.test(kwh || "")) {
    // Never guess: what cannot be read is shown with its reason, and its neighbours are kept.
    hub.reject("energy.consumption", { en: "Expected a day and its kWh.", fr: "Un jour et ses kWh étaient attendus." }, origin);
    return;
  }
  // Local times of Date are in the person's zone.
  const parts = day.split("-").map(Number);
  const start = new Date(parts[0], parts[1] - 1, parts[2]);
  const end = new Date(parts[0], parts[1] - 1, parts[2] + 1);
  hub.save("energy.consumption", {
    usagePoint: meter,
    commodity: "electricity",
    direction: "delivered",
    series: "daily",
    start: start.toISOString(),
    duration: Math.round((end.getTime() - start.getTime()) / 1000),
    energy: kwh
  }, origin);
}

function getJson(hub: ConnectorHub, url: string, query?: Pairs): any {
  // {{key}}: the hub puts the secret in its place on the way out.
  const reply = hub.http.get(url, { headers: { Authorization: `Bearer ${hub.settings.key}` }, query });
  // The outcome says what the person reads, who must act, and when the hub tries again.
  if (reply.status === 401 || reply.status === 403) {
    hub.fail("CredentialsRefused", { en: "Example Energy refused the access key.", fr: "Example Energy a refusé la clé d'accès." });
  } else if (reply.status === 429) {
    hub.fail("RateLimited", { en: "Example Energy asks for patience.", fr: "Example Energy demande de patienter." });
  } else if (reply.status >= 500) {
    hub.fail("HolderUnavailable", { en: "Example Energy does not answer at the moment.", fr: "Example Energy ne répond pas pour le moment." });
  } else if (reply.status !== 200) {
    hub.fail("FormatChanged", { en: `Example Energy answered with status ${reply.status}.`, fr: `Example Energy a répondu avec le statut ${reply.status}.` });
  }
  try {
    return reply.json();
  } catch (wrong) {
    return hub.fail("FormatChanged", { en: "Example Energy answered something that is no JSON.", fr: "Example Energy a répondu autre chose que du JSON." });
  }
}
