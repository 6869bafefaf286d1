/** One file on its way; the id is known once the hub has made room for it. */
interface Sending { file: File; id?: string; done: number }

/** What the form hands over; see DropZone.razor. */
interface Place { address: string; antiforgery: string; report: (done: number) => void }

const chunk = 8 * 1024 * 1024;
const waits = [1000, 2000, 4000, 8000, 16000];

/** A refusal that trying again does not mend; the message is for the person. */
class Refused extends Error {}

/**
 * Sends files that are too large for one form in parts, and then the form with their ids alone. A part that breaks off is sent again from where the
 * hub says that it stands; pressing the button again after a failure goes on there too.
 */
export function uploads(form: HTMLFormElement, field: HTMLInputElement, busy: (on: boolean) => void): void {
  const box = form.querySelector<HTMLElement>('[data-upload]');
  const bar = box?.querySelector('progress');
  const words = box?.querySelector<HTMLElement>('[data-upload-words]');
  const address = box?.dataset['upload'];
  if (!box || !bar || !words || !address) return;
  let sendings: Sending[] = [];

  form.addEventListener('submit', event => {
    const files = [...field.files ?? []];
    const total = files.reduce((sum, file) => sum + file.size, 0);
    if (total <= chunk) return;
    event.preventDefault();
    box.hidden = false;
    busy(true);
    sendings = files.map(file => sendings.find(one => one.file === file) ?? { file, done: 0 });

    let said = -1;
    const report = (done: number) => {
      bar.value = total === 0 ? 1 : done / total;
      const percent = Math.floor(bar.value * 10) * 10;
      // Each tenth: a screen reader must not talk without end.
      if (percent !== said) words.textContent = box.dataset['sent']!.replace('{0}', String(said = percent));
    };
    const antiforgery = form.querySelector<HTMLInputElement>('input[name=antiforgery]')?.value ?? '';
    send(sendings, { address, antiforgery, report }).then(() => hand(form, field, sendings), (failure: unknown) => {
      // What was refused once, an upload that has expired for instance, begins anew.
      if (failure instanceof Refused) sendings = [];
      words.textContent = failure instanceof Refused && failure.message ? failure.message : box.dataset['failed']!;
      busy(false);
    });
  });
}

async function send(sendings: Sending[], place: Place): Promise<void> {
  const before = () => sendings.reduce((sum, one) => sum + one.done, 0);
  place.report(before());
  for (const one of sendings) {
    one.id ??= (await patiently(() => ask('POST', place.address, place, { body: JSON.stringify({ name: one.file.name, length: one.file.size }), type: 'application/json' }))).id;
    while (one.done < one.file.size) {
      const start = before();
      one.done = (await patiently(async again => {
        if (again) {
          const at = await ask('GET', `${place.address}/${one.id}`, place);
          if (at.offset !== one.done) return at;
        }
        return ask('PATCH', `${place.address}/${one.id}`, place, {
          body: one.file.slice(one.done, one.done + chunk), type: 'application/octet-stream', offset: one.done, moved: bytes => place.report(start + bytes),
        });
      })).offset;
      place.report(before());
    }
  }
}

/** Tries again after a pause while the line or the hub is away; gives up on a refusal. */
async function patiently<T>(work: (again: boolean) => Promise<T>): Promise<T> {
  for (let turn = 0; ; turn++) {
    try {
      return await work(turn > 0);
    } catch (failure) {
      const wait = waits[turn];
      if (failure instanceof Refused || wait === undefined) throw failure;
      await new Promise(resolve => setTimeout(resolve, wait));
    }
  }
}

interface Answer { id: string; offset: number }

interface Sent { body: Blob | string; type: string; offset?: number; moved?: (bytes: number) => void }

/** XMLHttpRequest and not fetch: only it says how much of a body has left. */
function ask(method: string, address: string, place: Place, sent?: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.responseType = 'json';
    request.setRequestHeader('Hub-Antiforgery', place.antiforgery);
    request.setRequestHeader('Accept-Language', document.documentElement.lang);
    if (sent) request.setRequestHeader('Content-Type', sent.type);
    if (sent?.offset !== undefined) request.setRequestHeader('Upload-Offset', String(sent.offset));
    if (sent?.moved) request.upload.addEventListener('progress', event => sent.moved!(event.loaded));
    request.addEventListener('error', () => reject(new Error('line')));
    request.addEventListener('load', () => {
      const answer = request.response as Answer & { detail?: string } | null;
      if (request.status >= 200 && request.status < 300 && answer) resolve(answer);
      // The wrong place, too many at once, and a hub that is starting are worth another try.
      else if ([409, 429, 502, 503, 504].includes(request.status)) reject(new Error(String(request.status)));
      else reject(new Refused(answer?.detail ?? ''));
    });
    request.send(sent?.body ?? null);
  });
}

/** The files are there: the form goes with their ids, and without the files. */
function hand(form: HTMLFormElement, field: HTMLInputElement, sendings: Sending[]): void {
  for (const one of sendings) {
    const id = document.createElement('input');
    id.type = 'hidden';
    id.name = 'upload';
    id.value = one.id!;
    form.append(id);
  }
  field.disabled = true;
  form.submit();
}
