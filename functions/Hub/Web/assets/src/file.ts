import { init, type EChartsCoreOption } from './echarts';
import { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Theme } from './theme';

use([SVGRenderer]);

const WIDTH = 960;
const HEIGHT = 400;
const MARGIN = 24;

/** Saves the chart as a picture that says by itself what it shows: title and reading above it, source and date below. */
export async function save(kind: 'svg' | 'png', figure: HTMLElement, option: EChartsCoreOption, theme: Theme): Promise<void> {
  const title = figure.querySelector('figcaption h2, figcaption h3')?.textContent?.trim() ?? '';
  const above = wrap(figure.querySelector('figcaption p')?.textContent?.trim() ?? '');
  const below = wrap(figure.dataset['source'] ?? '');
  const top = MARGIN + 24 + above.length * 20 + 8;
  const height = top + HEIGHT + below.length * 18 + MARGIN;
  const lines = [
    { text: title, y: MARGIN + 18, size: 20, weight: 600, colour: theme.ink },
    ...above.map((text, i) => ({ text, y: MARGIN + 42 + i * 20, size: 14, weight: 400, colour: theme.ink })),
    ...below.map((text, i) => ({ text, y: top + HEIGHT + 18 + i * 18, size: 12, weight: 400, colour: theme.quiet })),
  ];
  const blob = kind === 'svg' ? svg(option, theme, lines, top, height) : await png(option, theme, lines, top, height);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${figure.dataset['file'] ?? 'chart'}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

interface Line { text: string; y: number; size: number; weight: number; colour: string }

function svg(option: EChartsCoreOption, theme: Theme, lines: Line[], top: number, height: number): Blob {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH - 2 * MARGIN, height: HEIGHT });
  chart.setOption(option);
  const inner = chart.renderToSVGString().replace('<svg ', `<svg x="${MARGIN}" y="${top}" `);
  chart.dispose();
  const texts = lines.map(line => `<text x="${MARGIN}" y="${line.y}" font-size="${line.size}" font-weight="${line.weight}" fill="${line.colour}">${escape(line.text)}</text>`);
  const whole = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${escape(theme.font)}">`
    + `<title>${escape(lines[0]!.text)}</title><rect width="${WIDTH}" height="${height}" fill="${theme.surface}"/>${texts.join('')}${inner}</svg>`;
  return new Blob([whole], { type: 'image/svg+xml' });
}

async function png(option: EChartsCoreOption, theme: Theme, lines: Line[], top: number, height: number): Promise<Blob> {
  const sharp = 2;
  const area = document.createElement('div');
  const chart = init(area, null, { renderer: 'canvas', width: WIDTH - 2 * MARGIN, height: HEIGHT, devicePixelRatio: sharp });
  chart.setOption(option);
  const drawn = chart.renderToCanvas({ pixelRatio: sharp, backgroundColor: theme.surface });
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * sharp;
  canvas.height = height * sharp;
  const pen = canvas.getContext('2d')!;
  pen.scale(sharp, sharp);
  pen.fillStyle = theme.surface;
  pen.fillRect(0, 0, WIDTH, height);
  pen.drawImage(drawn, MARGIN, top, WIDTH - 2 * MARGIN, HEIGHT);
  for (const line of lines) {
    pen.font = `${line.weight} ${line.size}px ${theme.font}`;
    pen.fillStyle = line.colour;
    pen.fillText(line.text, MARGIN, line.y);
  }
  chart.dispose();
  return new Promise((resolve, reject) => canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('The browser made no picture.'))), 'image/png'));
}

/** Lines of at most 120 characters: what fits beside the margins in the smallest size used. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter(part => part.length > 0)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 120) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const escape = (text: string) => text.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`);
