import type { AuditEntryOnWire } from '../../../src/access/audit/contract.ts';
import { DataList } from '../lists/DataList.tsx';
import type { List } from '../lists/list.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { auditWords } from './audit-words.ts';
import './audit.css';

/** Every change of who may do what, the newest first. */
export function AuditPage() {
  const say = useSliceWords(auditWords);
  const wordOf = useActionWords();
  const { time } = useSpeech();
  const list: List<AuditEntryOnWire> = {
    name: 'audit',
    label: say('audit'),
    path: '/api/audit',
    query: { order: 'newest' },
    empty: say('none'),
    keyOf: ({ id }) => String(id),
    columns: [
      { key: 'what', title: say('what'), cell: ({ action }) => wordOf(action) },
      { key: 'about', title: say('about'), cell: ({ subject }) => <span className="number">{subject}</span> },
      { key: 'who', title: say('who'), cell: ({ actorName }) => actorName },
      {
        key: 'actor',
        title: `${say('who')} (ID)`,
        isExtra: true,
        cell: ({ actor }) => <span className="number">{actor}</span>,
      },
      { key: 'when', title: say('when'), cell: ({ at }) => time(at) },
      { key: 'address', title: say('address'), cell: ({ address }) => address },
    ],
    filters: [
      { kind: 'text', key: 'actor', label: say('who'), hint: say('whoHint') },
      {
        kind: 'choice',
        key: 'action',
        label: say('what'),
        all: say('anything'),
        choices: actions.map((value) => ({ value, label: say(value) })),
      },
      { kind: 'text', key: 'subject', label: say('about'), hint: say('aboutHint') },
      { kind: 'day', key: 'from', label: say('fromDay') },
      { kind: 'day', key: 'to', label: say('toDay') },
    ],
    detail: (entry) => <Facts entry={entry} />,
  };
  return (
    <div className="stack">
      <header>
        <h1>{say('audit')}</h1>
        <p className="soft under-title">{say('auditHint')}</p>
      </header>
      <DataList list={list} />
    </div>
  );
}

/** How it was and how it is, as it was written down. */
function Facts({ entry: { before, after, actor } }: { entry: AuditEntryOnWire }) {
  const say = useSliceWords(auditWords);
  const sides = [
    ['before', before],
    ['after', after],
  ] as const;
  const told = sides.filter(([, facts]) => facts !== null);
  return (
    <div className="audit-facts">
      <p>
        {say('who')}: <span className="number">{actor}</span>
      </p>
      {told.length === 0 && <p className="soft">{say('nothingMore')}</p>}
      {told.map(([side, facts]) => (
        <section key={side}>
          <h3>{say(side)}</h3>
          <dl className="facts">
            {Object.entries(facts ?? {}).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="number">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

const actions = [
  ...(['signed_in', 'signed_out', 'session_ended', 'sign_in_limited', 'proof_limited'] as const),
  ...(['person_created', 'person_changed', 'person_disabled', 'person_enabled'] as const),
  ...(['password_reset', 'password_changed', 'badge_assigned', 'badge_withdrawn'] as const),
  ...(['pin_changed', 'pin_reset', 'key_created', 'key_revoked', 'key_revived'] as const),
  ...(['device_paired', 'device_changed', 'device_revoked'] as const),
  ...(['printer_registered', 'printer_changed'] as const),
];

/** The word for an action; that itself for one of a newer server's. */
function useActionWords(): (action: string) => string {
  const say = useSliceWords(auditWords);
  const known: readonly string[] = actions;
  return (action) => (known.includes(action) ? say(action as (typeof actions)[number]) : action);
}
