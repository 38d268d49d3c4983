import type { Results } from './main.ts';
export function keepResults(results: Results): void {
  void results;
}
