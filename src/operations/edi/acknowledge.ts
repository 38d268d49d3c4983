/** What is acknowledged: one functional group and each of its transactions. */
export interface Acknowledged {
  readonly sender: string;
  readonly receiver: string;
  readonly senderKind: string;
  readonly receiverKind: string;
  readonly control: string;
  readonly groups: readonly {
    readonly code: string;
    readonly control: string;
    readonly version: string;
    readonly sender: string;
    readonly receiver: string;
    readonly transactions: readonly {
      readonly set: string;
      readonly control: string;
      /** Where it was refused; null: it was accepted. */
      readonly refused: {
        readonly tag: string;
        readonly position: number;
        readonly element: number | null;
      } | null;
    }[];
  }[];
}

/**
 * The functional acknowledgement (997) of an interchange, from its receiver back to its sender: AK1/AK9 a group, AK2/AK5 a
 * transaction, AK3/AK4 where one was refused.
 */
export function acknowledgementOf(told: Acknowledged, now: Date): string {
  const stamp = now.toISOString().replace(/[-:T]/g, '');
  const [day, time] = [stamp.slice(0, 8), stamp.slice(8, 12)];
  const control = told.control.padStart(9, '0');
  const lines = told.groups.map((group, nth) => setOf(group, nth + 1));
  const out = [
    [
      'ISA',
      '00',
      pad('', 10),
      '00',
      pad('', 10),
      told.receiverKind,
      pad(told.receiver, 15),
      told.senderKind,
    ].concat([pad(told.sender, 15), day.slice(2), time, 'U', '00401', control, '0', 'P', '>']),
    ...(lines.length === 0
      ? []
      : [
          [
            'GS',
            'FA',
            told.groups[0]!.receiver,
            told.groups[0]!.sender,
            day,
            time,
            told.control,
            'X',
            '004010',
          ],
          ...lines.flat(),
          ['GE', String(lines.length), told.control],
        ]),
    ['IEA', lines.length === 0 ? '0' : '1', control],
  ];
  return `${out.map((elements) => elements.join('*')).join('~\n')}~\n`;
}

function setOf(group: Acknowledged['groups'][number], nth: number): string[][] {
  const number = String(nth).padStart(4, '0');
  const taken = group.transactions.filter(({ refused }) => refused === null).length;
  const all = String(group.transactions.length);
  const verdict = taken === group.transactions.length ? 'A' : taken === 0 ? 'R' : 'P';
  const body = [
    ['AK1', group.code, group.control],
    ...group.transactions.flatMap(({ set, control, refused }) => [
      ['AK2', set, control],
      ...(refused === null ? [] : [['AK3', refused.tag, String(refused.position), '', '8']]),
      ...(refused?.element == null ? [] : [['AK4', String(refused.element), '', '7']]),
      refused === null ? ['AK5', 'A'] : ['AK5', 'R', '5'],
    ]),
    ['AK9', verdict, all, all, String(taken)],
  ];
  return [['ST', '997', number], ...body, ['SE', String(body.length + 2), number]];
}

function pad(text: string, length: number): string {
  return text.padEnd(length).slice(0, length);
}
