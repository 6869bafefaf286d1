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
