import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AgreementOnWire } from '../../../src/operations/transfers/contract.ts';
import { ask } from '../server/ask.ts';
import { queryClient } from '../server/queries.ts';
import { ProblemNote } from '../shell/acting.tsx';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords, useSpeech } from '../words/words.ts';
import type { Company } from './BooksPage.tsx';
import { booksWords } from './books-words.ts';

interface AgreementsProps {
  readonly companies: readonly Company[];
  readonly mayAgree: boolean;
}

type Agreed = { readonly items: readonly AgreementOnWire[] };

/** From when on what one company sends is the other's. */
export function Agreements({ companies, mayAgree }: AgreementsProps) {
  const say = useSliceWords(booksWords);
  const { time } = useSpeech();
  const { data } = useQuery({
    queryKey: ['company-agreements'],
    queryFn: () => ask<Agreed>('GET', '/api/company-agreements'),
  });
  const nameOf = (code: string) => companies.find((one) => one.code === code)?.name ?? code;
  const pointOf = (point: AgreementOnWire['point']) => say(point === 'sent' ? 'atSent' : 'atReceived');
  return (
    <section className="panel stack" aria-labelledby="agreements">
      <h2 id="agreements">{say('agreements')}</h2>
      {data && data.items.length === 0 && <p className="soft">{say('noAgreements')}</p>}
      {data && data.items.length > 0 && (
        <ul className="plain-list transfers-agreements" aria-labelledby="agreements">
          {data.items.map(({ seller, buyer, point, at, by }) => (
            <li key={`${seller} ${buyer}`}>
              {say('passes', { seller: nameOf(seller), buyer: nameOf(buyer), point: pointOf(point) })}{' '}
              <span className="soft">
                {time(at)} · {by}
              </span>
            </li>
          ))}
        </ul>
      )}
      {mayAgree && <Agree companies={companies} />}
    </section>
  );
}

function Agree({ companies }: Pick<AgreementsProps, 'companies'>) {
  const say = useSliceWords(booksWords);
  const [said, setSaid] = useState({ seller: companies[0]!.code, buyer: companies[1]!.code, point: 'sent' });
  const act = useAct(async () => {
    const { point } = said;
    const body = { ...said, point: point === '' ? null : point };
    queryClient.setQueryData(
      ['company-agreements'],
      await ask<Agreed>('POST', '/api/company-agreements', body),
    );
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    void act.run();
  }
  const named = companies.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }));
  const points = [
    { value: 'sent', label: say('atSent') },
    { value: 'received', label: say('atReceived') },
    { value: '', label: say('never') },
  ];
  const field = (name: keyof typeof said, data: readonly { value: string; label: string }[]) => (
    <NativeSelect
      label={say(name)}
      value={said[name]}
      onChange={({ currentTarget: { value } }) => setSaid((before) => ({ ...before, [name]: value }))}
      data={data.map((one) => ({ ...one }))}
      error={act.at(name)}
    />
  );
  return (
    <form className="transfers-agree" aria-label={say('agree')} onSubmit={submit}>
      {field('seller', named)}
      {field('buyer', named)}
      {field('point', points)}
      <Button type="submit" loading={act.isBusy} disabled={said.seller === said.buyer}>
        {say('agree')}
      </Button>
      <ProblemNote problem={act.problem} />
    </form>
  );
}
