// Writes the icons that the pages use into ../Icons.txt, one a line: name, tab, the inner markup. The file is committed, so that the pages have
// their icons also where the hub is built without Node. Icons: lucide, ISC licence.
import { readFileSync, writeFileSync } from 'node:fs';

const wanted = [
  'activity', 'arrow-right', 'badge-check', 'calendar', 'car', 'chart-column', 'chevron-left', 'chevron-right', 'circle-check', 'circle-help', 'circle-user', 'clock',
  'database', 'download', 'droplets', 'ellipsis', 'external-link', 'file-text', 'film', 'folder', 'globe', 'heart-pulse', 'history', 'house', 'info',
  'key-round', 'landmark', 'lock', 'log-out', 'octagon-x', 'pause', 'phone', 'plug', 'plus', 'puzzle', 'refresh-cw', 'scroll-text', 'search', 'send', 'settings', 'shield-check',
  'shopping-cart', 'sparkles', 'trash-2', 'triangle-alert', 'undo-2', 'upload', 'user', 'users', 'zap',
];

const inner = name => readFileSync(new URL(`node_modules/lucide-static/icons/${name}.svg`, import.meta.url), 'utf8')
  .replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '').replace(/\s*\n\s*/g, '').replaceAll(' />', '/>').trim();

writeFileSync(new URL('../Icons.txt', import.meta.url), wanted.map(name => `${name}\t${inner(name)}\n`).join(''));
