import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const rail: MantineColorsTuple = [
  '#eaf3fb',
  '#d3e3f1',
  '#a6c6e2',
  '#76a8d3',
  '#4d8dc6',
  '#2f74b0',
  '#1f5f98',
  '#1f4e79',
  '#183f62',
  '#12334a',
];

/** Mantine as we use it: our colours, thumb-sized controls, and names for what it leaves without. */
export const theme = createTheme({
  colors: { rail },
  primaryColor: 'rail',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, monospace',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // What scrolls can be reached by the keyboard alone (WCAG 2.1.1).
  components: { ScrollAreaAutosize: { defaultProps: { viewportProps: { tabIndex: 0 } } } },
});

/**
 * Mantine's own tones for soft text, placeholders and grounds miss AA by a little (axe, libraries tried in both schemes):
 * they are ours, once and everywhere.
 */
export const cssVariables: CSSVariablesResolver = () => {
  const ours = {
    '--mantine-color-body': 'var(--ground)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-placeholder': 'var(--ink-soft)',
    '--mantine-color-default': 'var(--panel)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-anchor': 'var(--link)',
    '--mantine-color-error': 'var(--bad)',
  };
  return { variables: {}, light: ours, dark: { ...ours, '--mantine-color-error': '#ff9d94' } };
};
