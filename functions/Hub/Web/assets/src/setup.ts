/** The first link carries its code behind the #, so that no server ever logs it; here it moves into the form's field. */
export function setup(): void {
  const field = document.querySelector<HTMLInputElement>('input[data-from-fragment]');
  const code = decodeURIComponent(location.hash.slice(1));
  if (!field || !code) return;
  field.value = code;
  history.replaceState(null, '', location.pathname);
  field.form?.querySelector<HTMLElement>(`#${field.dataset['fromFragment'] || 'name'}`)?.focus();
}
