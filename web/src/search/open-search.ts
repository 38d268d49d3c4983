import { createSpotlight } from '@mantine/spotlight';

/** The palette, opened by Ctrl+K (Cmd+K) or the button above every page. */
export const [searchStore, palette] = createSpotlight();

export function openSearch(): void {
  palette.open();
}

/** Listens for Ctrl+K from the first moment on, also while the scan box has the focus; gives the end of it. */
export function listenForSearch(): () => void {
  const down = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    openSearch();
  };
  window.addEventListener('keydown', down);
  return () => window.removeEventListener('keydown', down);
}
