class Reading {
  constructor(readonly day: string, readonly value: Decimal) {}
  get month(): string { return this.day.slice(0, 7); }
}

class Refused extends Error {
  constructor(readonly cells: number) { super(`${cells} cells`); }
}

const parse = ([day, value, ...rest]: string[]): Reading => {
  if (rest.length > 0) throw new Refused(rest.length + 2);
  return new Reading(day, value);
};

export function importFile(hub: ConnectorHub, file: ImportFile): void {
  const months = new Map<string, number>();
  file.eachRow({ separator: ";" }, (cells, number) => {
    const { day, value, month } = parse(cells);
    months.set(month, (months.get(month) ?? 0) + 1);
    hub.save("test.item", { ...{ day }, value, cells: [...cells, ...["end"]] }, { at: `line ${number}` });
  });
  months.forEach((count, month) => hub.log(`${month} ${count}`));
}

export const probe = (hub: ConnectorHub): HolderAccount => ({ id: Array.from(new Set([1, 1])).join(), label: hub.zone });

export function compute(hub: ApplicationHub): void {
  hub.read("test.item", { from: "2025-01-01" }, record => { hub.log(record.id); });
}

export function sync(hub: ConnectorHub): void {
  const link = hub.html(hub.http.get("https://h.example", { query: { a: 1, b: ["c"] } }).text).select("a").find(node => node.attr("href") !== null);
  hub.fail("FormatChanged", { en: `No ${link?.text}.`, fr: `Pas de ${link?.text}.` });
}
