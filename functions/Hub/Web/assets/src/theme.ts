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

export function theme(near: HTMLElement): Theme {
  const probe = document.createElement('span');
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
    font: getComputedStyle(near).fontFamily,
  };
  probe.remove();
  return found;
}
