// What a plug-in in JavaScript is handed. Written from the hub's own lists by tests/Runner.Tests (HUB_APPROVE=1): do not edit.

/** A decimal as text, "-12.50": the engine's numbers would change it. Whole numbers (counts, seconds) stay numbers. */
type Decimal = string;

/** A sentence for a person, in the languages of the hub; a text alone stands for both. */
type Sentence = string | { en: string; fr: string } | { en: string } | { fr: string };

/** How a run ended. */
type Outcome =
  | "Done" | "Truncated" | "NotMyFile" | "NotUnderstood" | "FormatChanged" | "CredentialsRefused" | "CodeNeeded" | "ConsentExpired"
  | "ActionNeededAtHolder" | "HolderUnavailable" | "RateLimited" | "LimitExceeded" | "PluginFault";

/** What the person filled in. */
interface Settings { readonly [name: string]: any }

/** Where a record stands in what was read ("line 12"), and whom it is about within the vault; by default the vault's owner. */
interface Origin { at?: string; subject?: string }

/** What identifies a record that the source brought earlier, and whom it is about. */
type HeldVisitor = (identity: any, subject: string) => boolean | void;

/** One of the answers to a question: what the plug-in gets back, and what the person reads. */
interface Choice { value: string; label: Sentence }

/** How JSON is read: with numbers "text", every number is handed over as the text that stands there. */
interface JsonOptions { numbers?: "text" }

/** How a CSV file is cut up. Without a separator, the heading's most frequent of semicolon, tab and comma. */
interface RowOptions { separator?: string; quote?: string }
type RowVisitor = (cells: string[], number: number) => boolean | void;

/** A member that is a list is told several times. */
interface Pairs { [name: string]: string | number | boolean | null | undefined | (string | number | boolean)[] }

interface GetOptions { headers?: { [name: string]: string }; query?: Pairs }

/** At most one of form, json and body. */
interface PostOptions extends GetOptions { form?: Pairs; json?: any; body?: string }
interface HttpRequest extends PostOptions { method?: string; url: string }

/** What exports.probe returns: what tells the account from others for ever, and what the person recognises it by. */
interface HolderAccount { id: string; label: string }

/** From inclusive, to exclusive: instants, or dates that begin at the person's midnight. */
interface Span { from?: string; to?: string }

/** One record as an application sees it. */
interface GrantedRecord { id: string; time: string | null; subject: string; data: any }
type RecordVisitor = (record: GrantedRecord) => boolean | void;

interface AggregateQuery { value?: string; function: "sum" | "avg" | "min" | "max" | "count"; by?: "hour" | "day" | "month" | "year"; group?: string; from?: string; to?: string; where?: string[] }
interface AggregateRow { bucket?: string; group?: string; currency?: string; direction?: string; value: Decimal; count: number }

/** What an application gives back. The page is generated from it. */
interface Insight { key: string; title: Bilingual; reading?: Bilingual; figures?: Figure[]; series?: Series[]; basis: Basis }
interface Bilingual { en: string; fr: string }
interface Figure { label: Bilingual; value: Decimal; unit?: string; period?: string; previous?: Decimal; reading?: Bilingual; factors?: Factor[] }
interface Series { label: Bilingual; unit?: string; by: "day" | "month" | "year" | "week"; points: Point[] }
interface Point { period: string; value: Decimal; previous?: Decimal }
interface Basis { type: string; count: number; from?: string; to?: string; factors: Factor[]; where?: string[] }
interface Factor { label: Bilingual; value: Decimal; unit: string; source: string; dated: string }

declare var exports: any;
declare var module: { exports: any };
declare var console: { log(...values: any[]): void; info(...values: any[]): void; warn(...values: any[]): void; error(...values: any[]): void; debug(...values: any[]): void };

/** What every run is handed. Time, randomness and settings come from here, so that a test can replay a run. */
interface RunHub {
  /** What the person filled in, as the manifest's settings describe it. A secret reads {{NAME}}. */
  readonly settings: Settings;
  /** The person's time zone, IANA. Local times of Date are in it. */
  readonly zone: string;
  /** The run's clock, as an ISO 8601 instant. Date and Date.now() tell the same. */
  now(): string;
  /** From 0 up to 1, the same when a run is replayed, as Math.random(). Not for secrets. */
  random(): number;
  /** Says how far the run is, in any unit. */
  progress(done: number, total?: number): void;
  /** Writes a line into the run's technical log: ids, counts and times, never contents, tokens or headers. console.log does the same. */
  log(text: string): void;
  /** Ends the run with an outcome, in words that the person understands. What was saved before is kept. It cannot be caught. */
  fail(outcome: Outcome, sentence: Sentence): never;
}

/** What a connector is handed for one run. */
interface ConnectorHub extends RunHub {
  /** The last cursor that was committed for this source, or null the first time. */
  readonly cursor: string | null;
  /** Declares that everything saved so far need not be fetched again. Opaque to the hub, at most 64 kB. */
  setCursor(cursor: string): void;
  /** What setSession kept last for this source, or null. */
  readonly session: string | null;
  /** Keeps what a later run needs to go on without signing in anew, encrypted, at once; null forgets it. Cookies are kept by themselves. */
  setSession(session: string | null): void;
  /** Says whose account a sync reads, once it is signed in: for a source whose probe could not tell, because the holder asked for a code first. The same id as probe returns. */
  setAccount(account: HolderAccount): void;
  /** Hands one record over. Decimals are texts. A record that does not fit its type is set aside with its reason and the run goes on. */
  save(type: string, data: object, origin?: Origin): void;
  /** Says that the holder has a record no more, by the fields that identify it in its type. Only this source's own; its content is kept, and saving it again brings it back. */
  withdraw(type: string, identity: object, origin?: Origin): void;
  /** Hands over what identifies each record of a type that this source brought, one by one, so that what vanished at the holder can be told. In a sync only. Returning false stops. */
  held(type: string, visit: HeldVisitor): void;
  /** Reports an item that cannot be read and is therefore not guessed: it is counted and shown with its reason. */
  reject(type: string, reason: Sentence, origin?: Origin): void;
  /** Says when the holder produced what is read from here on: an ISO 8601 instant or date. */
  produced(when: string): void;
  /** Asks the person. Without an answer yet, this ends the process; the run starts again from its beginning when the person has answered. */
  ask(key: string, question: Sentence, choices?: Choice[]): string;
  /** The holder. */
  readonly http: Http;
  /** Files of the person's vault. */
  readonly files: Files;
  /** Reads a page, up to 8 MB. */
  html(text: string): HtmlNode;
}

/** Files of the person's vault. */
interface Files {
  /** Keeps a reply, one of the last four, as a file, and gives its hash. Records saved from here on say that they come from it. */
  keep(reply: Reply, name: string): string;
}

/** Speaks to the holder, through the hub: only hosts that the manifest names and the person agreed to, over https, and at the hub's pace. A secret of the settings reads {{NAME}} here; the hub puts the value in its place on the way out. Cookies and redirects are the hub's business. Any status is a reply; a call that fails (holder unreachable, too slow, too large) throws an Error whose `outcome` says which, and ends the run with it when it is not caught. */
interface Http {
  /** Gets an address. */
  get(url: string, options?: GetOptions): Reply;
  /** Posts a form, JSON or a text. */
  post(url: string, options?: PostOptions): Reply;
  /** Any other method. */
  request(request: HttpRequest): Reply;
}

/** What the holder answered, whatever its status. */
interface Reply {
  /** The HTTP status. */
  readonly status: number;
  /** Where it came from in the end, after redirects. */
  readonly url: string;
  /** By lower-case name; values of one name are joined by a comma. */
  readonly headers: { [name: string]: string | undefined };
  /** The body as text. */
  readonly text: string;
  /** The body read as JSON; throws a SyntaxError when it is none. */
  json(options?: JsonOptions): any;
}

/** An element of a page, or the page itself. Nothing of the page is run or fetched. */
interface HtmlNode {
  /** What a reader sees in it, white space as single spaces. */
  readonly text: string;
  /** An attribute as it is written, or null. */
  attr(name: string): string | null;
  /** The elements within it that a CSS selector names, in the page's order. */
  select(selector: string): HtmlNode[];
}

/** The file that the person was given by the holder. Its encoding is worked out from its bytes; each call reads it from its beginning. */
interface ImportFile {
  /** The name that the person's device gave it. Never a path; do not trust its extension. */
  readonly name: string;
  /** Its size in bytes. */
  readonly length: number;
  /** Hands over one line after the other, numbered from 1. Returning false stops. */
  eachLine(visit: (line: string, number: number) => boolean | void): void;
  /** Hands over one row of a CSV file after the other, with the line on which it begins; empty lines are passed over. Returning false stops. */
  eachRow(visit: RowVisitor): void;
  eachRow(options: RowOptions, visit: RowVisitor): void;
  /** The whole file as text, up to 64 MB. */
  text(): string;
  /** The whole file read as JSON, up to 64 MB. */
  json(options?: JsonOptions): any;
}

/** What an application is handed for one run. It sees the record types and fields that the person granted, of one vault, and nothing else. */
interface ApplicationHub extends RunHub {
  /** Hands over granted records one by one, in order of time. Decimals are texts. Returning false stops. */
  read(type: string, visit: RecordVisitor): void;
  read(type: string, span: Span, visit: RecordVisitor): void;
  /** Lets the hub sum granted records exactly. */
  aggregate(type: string, query: AggregateQuery): AggregateRow[];
  /** A table of reference data that the plug-in carries in its folder under reference/. */
  reference(name: string, options?: JsonOptions): any;
  /** Gives one insight back; it replaces the one of the same key when the run ends well. */
  emit(insight: Insight): void;
}

// Newer JavaScript that the hub adds to ES5.
interface ObjectConstructor {
  assign<T, U>(target: T, ...sources: U[]): T & U;
  entries<T>(from: { [name: string]: T }): [string, T][];
  values<T>(from: { [name: string]: T }): T[];
  is(one: any, other: any): boolean;
}
interface ArrayConstructor {
  from<T>(items: ArrayLike<T> | Map<any, any> | Set<T>): T[];
  from<T, U>(items: ArrayLike<T>, map: (item: T, index: number) => U): U[];
  of<T>(...items: T[]): T[];
}
interface Array<T> {
  find(test: (item: T, index: number, all: T[]) => any): T | undefined;
  findIndex(test: (item: T, index: number, all: T[]) => any): number;
  includes(item: T, from?: number): boolean;
  fill(value: T, start?: number, end?: number): this;
}
interface String {
  includes(text: string, from?: number): boolean;
  startsWith(text: string, from?: number): boolean;
  endsWith(text: string, end?: number): boolean;
  padStart(length: number, fill?: string): string;
  padEnd(length: number, fill?: string): string;
  repeat(times: number): string;
  trimStart(): string;
  trimEnd(): string;
}
interface NumberConstructor {
  isInteger(value: any): boolean;
  isSafeInteger(value: any): boolean;
  isFinite(value: any): boolean;
  isNaN(value: any): boolean;
  parseFloat(text: string): number;
  parseInt(text: string, radix?: number): number;
  readonly MAX_SAFE_INTEGER: number;
  readonly MIN_SAFE_INTEGER: number;
  readonly EPSILON: number;
}
interface Math {
  trunc(value: number): number;
  sign(value: number): number;
}

interface Map<K, V> {
  readonly size: number;
  get(key: K): V | undefined;
  set(key: K, value: V): this;
  has(key: K): boolean;
  delete(key: K): boolean;
  clear(): void;
  forEach(visit: (value: V, key: K, map: Map<K, V>) => void): void;
  keys(): K[];
  values(): V[];
  entries(): [K, V][];
}
declare var Map: { new <K, V>(entries?: ArrayLike<[K, V]> | Map<K, V> | null): Map<K, V> };

interface Set<T> {
  readonly size: number;
  add(value: T): this;
  has(value: T): boolean;
  delete(value: T): boolean;
  clear(): void;
  forEach(visit: (value: T, again: T, set: Set<T>) => void): void;
  values(): T[];
}
declare var Set: { new <T>(items?: ArrayLike<T> | Set<T> | null): Set<T> };
