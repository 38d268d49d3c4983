const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The ways in which one serial is misread: each changes it by one character, or swaps two neighbours. */
export const corruptionKinds = ['lookalike', 'swapped', 'doubled', 'dropped', 'added', 'replaced'] as const;
export type CorruptionKind = (typeof corruptionKinds)[number];

/** The serial misread in one way, by chance; null where it cannot be: nothing in it looks like anything else. */
export function corrupted(
  serial: string,
  kind: CorruptionKind,
  below: (most: number) => number,
): string | null {
  const other = () => alphabet[below(alphabet.length)]!;
  const at = below(serial.length);
  const put = (text: string, end = at + 1) => serial.slice(0, at) + text + serial.slice(end);
  switch (kind) {
    case 'lookalike':
      return withLookalike(serial, below);
    case 'swapped':
      return at === 0 || serial[at] === serial[at - 1]
        ? null
        : serial.slice(0, at - 1) + serial[at] + serial[at - 1] + serial.slice(at + 1);
    case 'doubled':
      return put(serial[at]! + serial[at]!);
    case 'dropped':
      return put('');
    case 'added':
      return put(other(), at);
    case 'replaced': {
      const character = other();
      return character === serial[at] ? null : put(character);
    }
  }
}

const pairs = ['0O', 'O0', '1I', 'I1', '1L', 'L1', '2Z', 'Z2', '5S', 'S5', '8B', 'B8'];

function withLookalike(serial: string, below: (most: number) => number): string | null {
  const possible = [...serial].flatMap((character, at) =>
    pairs.filter((pair) => pair[0] === character).map((pair) => [at, pair[1]!] as const),
  );
  const chosen = possible[below(Math.max(1, possible.length))];
  return chosen === undefined ? null : serial.slice(0, chosen[0]) + chosen[1] + serial.slice(chosen[0] + 1);
}
