import { uploads } from './upload';

/** Lets files be dropped on the zone around a file field; the field alone does the same by keyboard or without scripts. */
export function drop(): void {
  const zone = document.querySelector<HTMLElement>('[data-drop]');
  const field = zone?.querySelector<HTMLInputElement>('input[type=file]');
  if (!zone || !field) return;
  const form = field.form;

  for (const name of ['dragenter', 'dragover']) {
    zone.addEventListener(name, event => {
      event.preventDefault();
      zone.classList.add('over');
    });
  }
  zone.addEventListener('dragleave', event => {
    if (!zone.contains(event.relatedTarget as Node)) zone.classList.remove('over');
  });
  zone.addEventListener('drop', event => {
    event.preventDefault();
    zone.classList.remove('over');
    if (event.dataTransfer?.files.length) {
      field.files = event.dataTransfer.files;
      form?.requestSubmit();
    }
  });

  if (!form) return;
  // A second press would send the file twice.
  const busy = (on: boolean) => {
    zone.setAttribute('aria-busy', String(on));
    for (const button of form.querySelectorAll('button')) button.disabled = on;
  };
  form.addEventListener('submit', () => busy(true));
  uploads(form, field, busy);
}
