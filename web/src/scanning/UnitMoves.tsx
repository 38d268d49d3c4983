import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Move, moves } from '../../../src/domain/lifecycle.ts';
import { type Speech, useSliceWords, useSpeech } from '../words/words.ts';
import { MoveDetails } from './MoveDetails.tsx';
import { type MoveNow, movesNow, type Rights, type Why } from './moves-now.ts';
import { scanningWords } from './scanning-words.ts';

export interface UnitMovesProps {
  readonly unit: Parameters<typeof movesNow>[0];
  readonly rights: Rights;
  readonly site: string;
  perform(move: Move, details: Readonly<Record<string, unknown>>, location?: string): Promise<void>;
}

/** What one may do with this unit now: buttons that live, and the others with the reason why not. */
export function UnitMoves({ unit, rights, site, perform }: UnitMovesProps) {
  const speech = useSpeech();
  const sayHere = useSliceWords(scanningWords);
  const { say, words, number } = speech;
  const [asked, setAsked] = useState<Move | null>(null);
  const all = movesNow(unit, rights);
  const live = all.filter(({ not }) => not === null);
  const dead = all.filter((now): now is MoveNow & { not: Why } => now.not !== null);
  const choose = (move: Move) => {
    if (asksFirst(move)) setAsked(move);
    else void perform(move, {});
  };
  return (
    <section className="panel">
      <h2>{say('possibleNow')}</h2>
      {!rights.scan && <p>{sayHere('mayNotScan')}</p>}
      {asked !== null ? (
        <MoveDetails
          move={asked}
          site={site}
          unit={unit}
          rights={rights}
          cancel={() => setAsked(null)}
          perform={(details, location) => {
            setAsked(null);
            void perform(asked, details, location);
          }}
        />
      ) : (
        <div className="moves">
          {live.map(({ move, isUsual }) => (
            <Button key={move} variant={isUsual ? 'filled' : 'default'} onClick={() => choose(move)}>
              {words.move[move]}
            </Button>
          ))}
        </div>
      )}
      <details className="not-now">
        <summary>{say('notNow', { count: number(dead.length) })}</summary>
        <ul>
          {dead.map(({ move, not }) => (
            <li key={move}>
              <span>{words.move[move]}</span>
              <span className="soft">{reasonOf(not, speech, sayHere)}</span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

/** A word is needed, or where to. */
function asksFirst(move: Move): boolean {
  return moves[move].needs !== undefined || move === 'put_away' || move === 'move_spot';
}

type SayHere = (key: keyof (typeof scanningWords)['en']) => string;

function reasonOf(not: Why, { say, words, hold }: Speech, sayHere: SayHere): string {
  switch (not.why) {
    case 'status':
      return say('reasonStatus', { status: words.status[not.status] });
    case 'hold':
      return say('reasonHold', { hold: hold(not.hold) });
    case 'pair':
      return say('reasonPair');
    case 'closed':
      return say('reasonClosed');
    case 'no_hold':
      return sayHere('noHold');
    case 'lead':
      return sayHere('onlyLead');
    case 'may_not_scan':
      return sayHere('mayNotScan');
  }
}
