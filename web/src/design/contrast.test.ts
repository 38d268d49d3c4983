import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [light, dark] = css.split('[data-mantine-color-scheme="dark"]').map(tokensOf);

function tokensOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name!, hex!]),
  );
}

/** Relative luminance and contrast (WCAG 2.2, definitions). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

const stations = ['inbound', 'inside', 'outbound', 'back', 'look'].map((name) => [
  'on-station',
  `station-${name}`,
]);
const pairs = [
  ['ink', 'ground'],
  ['ink', 'panel'],
  ['ink-soft', 'ground'],
  ['ink-soft', 'panel'],
  ['link', 'ground'],
  ['link', 'panel'],
  ['on-rail', 'rail'],
  ...['good', 'ask', 'bad', 'info', 'wait', 'chip'].map((name) => [`on-${name}`, name]),
  ...stations,
];

test.each(pairs.flatMap(([text, ground]) => ['light', 'dark'].map((scheme) => [scheme, text!, ground!])))(
  'in %s, %s can be read on %s',
  (scheme, text, ground) => {
    const tokens = scheme === 'light' ? light! : { ...light!, ...dark! };
    expect(contrast(tokens[text!]!, tokens[ground!]!)).toBeGreaterThanOrEqual(4.5);
  },
);
