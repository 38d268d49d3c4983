import type { CharacterSet } from './characters.ts';

/** What one GS1 application identifier (AI) may carry. Lengths are of the value, without the AI. */
export interface AiRule {
  readonly ai: string;
  readonly set: CharacterSet;
  readonly min: number;
  readonly max: number;
  /**
   * Between min and max the length grows in steps of this many: 423 holds one to five country codes of 3
   * digits.
   */
  readonly step: number;
  /** This many first characters are digits even where the set allows more. */
  readonly leadDigits: number;
  /** This many first digits end with a GS1 check digit; 0 = none. */
  readonly checkedDigits: number;
  /** No separator is needed after it: its two first digits are in the predefined-length list. */
  readonly predefined: boolean;
}

/** The rule of an AI, or undefined when no such AI exists. */
export function findAi(ai: string): AiRule | undefined {
  return rules.get(ai);
}

/** How many digits an AI has that begins with these two, or undefined when none does. */
export function aiLength(firstTwo: string): number | undefined {
  return lengths.get(firstTwo);
}

/**
 * GS1 General Specifications 3.2, one row per shape: AIs or ranges (n stands for 0–5, the decimal point's
 * place), then set and length (N digits, X CSET 82, Y CSET 39, Z base64url; /k grows in steps of k), then
 * `check k`: the first k digits end in a check digit, or `lead k`: the first k are digits. Meaning of the
 * content (dates, countries, currencies) is not judged here.
 */
const table = `
00                                                  N18      check 18
01-03                                               N14      check 14
11-13 15-17                                         N6
20                                                  N2
10 21 22 243 254 420 710-717 7020-7022 7240         X1-20
8002 8012 4318                                      X1-20
235                                                 X1-28
240 241 250 251 400 401 403 7002 7023 4308 4319     X1-30
8004 90                                             X1-30
242                                                 N1-6
253                                                 X13-30   check 13
255                                                 N13-25   check 13
30 37                                               N1-8
310n-316n 320n-337n 340n-357n 360n-369n             N6
3900-3909                                           N1-15
3910-3919                                           N4-18
3920-3929                                           N1-15
3930-3939                                           N4-18
3940-3943                                           N4
395n                                                N6
402                                                 N17      check 17
410-417                                             N13      check 13
421                                                 X4-12    lead 3
422 424 426                                         N3
423 425                                             N3-15/3
427 7008                                            X1-3
4300 4301 4310 4311 4320                            X1-35
4302-4306 4312-4316                                 X1-70
4307 4317                                           X2
4309                                                N20
4321-4323                                           N1
4324 4325                                           N10
4326                                                N6
4330-4333                                           X6-7     lead 6
7001                                                N13
7003                                                N10
7004                                                N1-4
7005                                                X1-12
7006                                                N6
7007                                                N6-12/6
7009                                                X1-10
7010                                                X1-2
7011                                                N6-10/4
7030-7039                                           X4-30    lead 3
7040                                                X4       lead 1
7041                                                X1-4
7230-7239                                           X3-30
7241                                                N2
7242 8020                                           X1-25
7250                                                N8
7251                                                N12
7252                                                N1
7253 7254 7259                                      X1-40
7255                                                X1-10
7256                                                X1-90
7257                                                X1-70
7258                                                X3
8001                                                N14
8003                                                X14-30   check 14
8005                                                N6
8006 8026                                           N18      check 14
8007                                                X1-34
8008                                                N8-12/2
8009                                                X1-50
8010                                                Y1-30
8011                                                N1-12
8013 8014                                           X1-25
8017 8018                                           N18      check 18
8019                                                N1-10
8030                                                Z1-90
8040 8041                                           N15
8042                                                N32
8043                                                N18-20
8110 8112 8200                                      X1-70
8111                                                N4
91-99                                               X1-90
`;

/**
 * GS1 General Specifications, "Element strings with predefined length using GS1 AIs": by the AI's two first
 * digits.
 */
const predefinedStarts = /^(?:0[0-4]|1[1-9]|20|3[1-6]|41)/;

const rules: ReadonlyMap<string, AiRule> = new Map(
  table
    .trim()
    .split('\n')
    .flatMap(readRow)
    .map((rule) => [rule.ai, rule]),
);

const lengths: ReadonlyMap<string, number> = new Map(
  [...rules.keys()].map((ai) => [ai.slice(0, 2), ai.length]),
);

function readRow(row: string): AiRule[] {
  const [, ais, set, min, max, step, what, count] =
    /^(.+?)\s+([NXYZ])(\d+)(?:-(\d+))?(?:\/(\d+))?(?:\s+(check|lead) (\d+))?$/.exec(row)!;
  const leading = Number(count ?? 0);
  return ais!
    .split(' ')
    .flatMap(expandRange)
    .map((ai) => ({
      ai,
      set: set as CharacterSet,
      min: Number(min),
      max: Number(max ?? min),
      step: Number(step ?? 1),
      leadDigits: leading,
      checkedDigits: what === 'check' ? leading : 0,
      predefined: predefinedStarts.test(ai),
    }));
}

/** `410-417` → eight AIs; `310n-316n` → 3100…3105, …, 3160…3165. */
function expandRange(range: string): string[] {
  const [from, to = from] = range.replaceAll('n', '').split('-');
  const stems = Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) =>
    String(Number(from) + i).padStart(from!.length, '0'),
  );
  return range.includes('n') ? stems.flatMap((stem) => [0, 1, 2, 3, 4, 5].map((n) => stem + n)) : stems;
}
