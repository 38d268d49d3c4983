import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { FormEnd } from '../forms/FormEnd.tsx';
import { forgetList } from '../lists/use-list.ts';
import { ask } from '../server/ask.ts';
import { readAll } from '../server/read-all.ts';
import { useAct } from '../shell/use-act.ts';
import { useSliceWords } from '../words/words.ts';
import { SiteFields, siteOf } from './site-fields.tsx';
import { sitesWords } from './sites-words.ts';
import '../shell/acting.css';

interface Company {
  readonly code: string;
  readonly name: string;
}

/** Adds a site; it has a floor from the start, and its page follows. */
export function NewSite({ onDone }: { onDone(): void }) {
  const say = useSliceWords(sitesWords);
  const navigate = useNavigate();
  const client = useQueryClient();
  const companies = useQuery({
    queryKey: ['companies'],
    queryFn: () => readAll<Company>('/api/companies'),
  });
  const act = useAct(async (fields: FormData) => {
    const code = String(fields.get('code')).trim();
    await ask('POST', '/api/sites', { code, ...siteOf(fields), owner: fields.get('owner') });
    forgetList('sites');
    await client.invalidateQueries({ queryKey: ['sites'] });
    await navigate({ to: '/sites/$code', params: { code } });
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void act.run(new FormData(event.currentTarget));
  }
  return (
    <form className="panel act-panel" aria-label={say('newSite')} onSubmit={submit}>
      <h2>{say('newSite')}</h2>
      <div className="fields">
        <TextInput
          name="code"
          label={say('code')}
          description={say('codeHint')}
          required
          maxLength={32}
          pattern="[A-Za-z0-9._-]+"
          autoFocus
          error={act.at('code')}
        />
        <NativeSelect
          name="owner"
          label={say('company')}
          description={say('companyHint')}
          data={(companies.data ?? []).map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }))}
        />
      </div>
      <SiteFields at={act.at} />
      <FormEnd {...act} submit={say('create')} disabled={!companies.isSuccess} cancel={onDone} />
    </form>
  );
}
