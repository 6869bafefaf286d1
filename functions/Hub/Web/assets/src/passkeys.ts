/** What the hub asks of the browser; see PasskeyButton.razor. Binary values travel as base64url. */
interface Asked { ticket: string; options: Options }
interface Described { id: string; type: string; transports?: string[] }
interface Options { challenge: string; user?: { id: string }; excludeCredentials?: Described[]; allowCredentials?: Described[] }

/** A refusal of the hub's; the message is for the person. */
class Refused extends Error {}

/** Signing in, confirming and adding with the device's own passkeys: the one thing here that no page can do without a script. */
export function passkeys(): void {
  // Browsers leave it out where they allow no passkeys; the pages then say what works instead.
  if (!window.PublicKeyCredential) return;
  for (const box of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
    const button = box.querySelector('button');
    const said = box.querySelector<HTMLElement>('[data-passkey-said]');
    if (!button || !said) continue;
    box.hidden = false;
    for (const without of document.querySelectorAll<HTMLElement>('[data-passkey-without]')) without.hidden = true;
    button.addEventListener('click', () => {
      button.disabled = true;
      said.textContent = '';
      act(box).catch((failure: unknown) => {
        said.textContent = wordsOf(failure, box);
        button.disabled = false;
      });
    });
  }
}

async function act(box: HTMLElement): Promise<void> {
  const given = box.dataset;
  const asked = given['passkeyAsked'] ? JSON.parse(given['passkeyAsked']) as Asked : await post(given['passkeyOptions']!, {}) as Asked;
  const publicKey = decode(asked.options);
  const credential = given['passkey'] === 'create'
    ? await navigator.credentials.create({ publicKey: publicKey as unknown as PublicKeyCredentialCreationOptions })
    : await navigator.credentials.get({ publicKey: publicKey as unknown as PublicKeyCredentialRequestOptions });
  const proof = { ticket: asked.ticket, credential: encode(credential as PublicKeyCredential) };
  await post(given['passkeyFinish']!, given['passkey'] === 'create' ? { ...proof, name: given['passkeyName'] } : given['passkey'] === 'confirm' ? { passkey: proof } : proof);
  if (given['passkeyForm']) document.querySelector<HTMLFormElement>(`#${given['passkeyForm']}`)?.submit();
  else location.assign(given['passkeyNext']!);
}

async function post(address: string, body: object): Promise<unknown> {
  const answer = await fetch(address, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      'Content-Type': 'application/json',
      'Accept-Language': document.documentElement.lang,
      'Hub-Antiforgery': document.querySelector<HTMLInputElement>('input[name=antiforgery]')?.value ?? '',
    },
  });
  const told = answer.status === 204 ? null : await answer.json() as { detail?: string };
  if (!answer.ok) throw new Refused(told?.detail ?? '');
  return told;
}

function wordsOf(failure: unknown, box: HTMLElement): string {
  if (failure instanceof Refused && failure.message) return failure.message;
  const name = failure instanceof DOMException ? failure.name : '';
  return box.dataset[name === 'InvalidStateError' ? 'passkeyKnown' : name === 'NotAllowedError' || name === 'AbortError' ? 'passkeyCancelled' : 'passkeyFailed']!;
}

function decode(options: Options): object {
  const described = (list?: Described[]) => list?.map(one => ({ ...one, id: bytes(one.id) }));
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user ? { user: { ...options.user, id: bytes(options.user.id) } } : {}),
    excludeCredentials: described(options.excludeCredentials),
    allowCredentials: described(options.allowCredentials),
  };
}

function encode(credential: PublicKeyCredential): object {
  const response = credential.response as Partial<AuthenticatorAttestationResponse & AuthenticatorAssertionResponse>;
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(response.clientDataJSON!),
      ...(response.attestationObject
        ? { attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] }
        : { authenticatorData: text(response.authenticatorData!), signature: text(response.signature!), userHandle: response.userHandle ? text(response.userHandle) : undefined }),
    },
  };
}

function bytes(base64url: string): Uint8Array {
  return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
