// Everything here only adds comfort: each page works without it.
import { menus } from './menus';
import { setup } from './setup';
import { drop } from './drop';
import { passkeys } from './passkeys';
import { live } from './live';

menus();
setup();
drop();
passkeys();
live();

const charts = document.querySelectorAll<HTMLElement>('[data-chart]');
if (charts.length > 0) {
  void import('./chart').then(({ draw }) => charts.forEach(draw));
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
