// Bundles the pages' scripts into ../../wwwroot/assets: hub.js, and the chart code as a chunk of its own that only pages with a chart load.
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

const out = new URL('../../wwwroot/assets/', import.meta.url).pathname;
rmSync(out, { recursive: true, force: true });
await build({
  entryPoints: [{ in: 'src/hub.ts', out: 'hub' }],
  absWorkingDir: new URL('.', import.meta.url).pathname,
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  chunkNames: '[name]-[hash]',
});
