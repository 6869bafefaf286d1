/** The chart's colours and type are the page's tokens, read as the browser resolves them: light, dark or forced. */
export interface Theme {
  ink: string;
  quiet: string;
  rule: string;
  surface: string;
  wash: string;
  series: string[];
  font: string;
}

/** For files, which may end on paper, the light look can be asked for. */
export function theme(near: HTMLElement, scheme?: 'light'): Theme {
  const probe = document.createElement('span');
  if (scheme) probe.style.colorScheme = scheme;
  near.append(probe);
  const colour = (token: string) => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const found: Theme = {
    ink: colour('ink'),
    quiet: colour('ink-quiet'),
    rule: colour('rule'),
    surface: colour('surface-raised'),
    wash: colour('series-wash'),
    series: [1, 2, 3, 4, 5, 6].map(n => colour(`series-${n}`)),
    // Single quotes: these names go into attributes of an SVG as they are.
    font: getComputedStyle(near).fontFamily.replaceAll('"', "'"),
  };
  probe.remove();
  return found;
}
