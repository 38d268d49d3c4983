import './vendor-returns.css';
import { Button } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { FileText } from 'lucide-react';
import { useState } from 'react';
import type {
  ReturnedUnitOnWire,
  VendorReturnOnWire,
} from '../../../src/operations/vendor-returns/contract.ts';
import { Confirmed } from '../forms/Confirm.tsx';
import { ask } from '../server/ask.ts';
import { useMay } from '../server/use-may.ts';
import { useDevice } from '../shell/device.ts';
import { Loading, Trouble } from '../shell/Trouble.tsx';
import { LiveLists } from '../tasks/LiveLists.tsx';
import { OtherSite } from '../tasks/OtherSite.tsx';
import { type Counter, TaskShell } from '../tasks/TaskShell.tsx';
import { useSliceWords, useSpeech } from '../words/words.ts';
import { AnswerPanel } from './AnswerPanel.tsx';
import { ReturnStation } from './ReturnStation.tsx';
import { rereadReturn, returnPath, useVendorReturn, type WholeReturn } from './return-queries.ts';
import { SendPanel } from './SendPanel.tsx';
import { UnitRow } from './UnitRow.tsx';
import { StateChip } from './VendorReturnsPage.tsx';
import { vendorReturnsWords } from './vendor-returns-words.ts';

/** One return: the station where it is filled, the way out, and what the supplier answers for each unit. */
export function VendorReturnPage() {
  const { number } = useParams({ from: '/vendor-returns/$number' });
  const whole = useVendorReturn(number);
  if (whole.data) return <Return key={number} {...whole.data} />;
  if (whole.error) return <Trouble error={whole.error} reset={() => void whole.refetch()} />;
  return <Loading />;
}

function Return({ paper, units }: WholeReturn) {
  const say = useSliceWords(vendorReturnsWords);
  const navigate = useNavigate();
  const may = useMay();
  const here = useDevice().site;
  const { number, site, closedAt } = paper;
  const [panel, setPanel] = useState<'send' | 'answer' | null>(null);
  const [list, setList] = useState<string>(paper.sent + paper.answered === 0 ? 'listed' : 'sent');
  const isOpen = closedAt === null;
  const works = isOpen && here === site && may('scan', site);
  const close = () => setPanel(null);
  return (
    <TaskShell
      title={say('returnTitle', { number })}
      about={<About paper={paper} />}
      counters={useCounters(paper)}
      done={paper.answered}
      of={paper.listed + paper.sent + paper.answered}
      workers={[]}
      station={works ? <ReturnStation number={number} supplier={paper.supplierName} /> : null}
      questions={
        <>
          {isOpen && here !== site && may('scan', site) && (
            <OtherSite sites={[site]} sentence={say('notHere', { site })} />
          )}
          {panel === 'send' && <SendPanel paper={paper} close={close} />}
          {panel === 'answer' && <AnswerPanel paper={paper} units={units} close={close} />}
        </>
      }
      lists={
        <LiveLists
          chosen={list}
          choose={setList}
          keyOf={({ unit }: ReturnedUnitOnWire) => unit.id}
          draw={(row) => <UnitRow number={number} row={row} isOpen={isOpen} site={site} />}
          lists={useLists(units)}
        />
      }
      actions={
        <>
          {isOpen && paper.listed > 0 && may('scan', site) && (
            <Button onClick={() => setPanel('send')}>{say('sendOpen')}</Button>
          )}
          {paper.sent + paper.openCredits > 0 && may('scan', site) && (
            <Button onClick={() => setPanel('answer')}>{say('answerOpen')}</Button>
          )}
          {units.length > 0 && <PackingList number={number} />}
        </>
      }
      pause={isOpen ? () => void navigate({ to: '/vendor-returns' }) : null}
    >
      <Ending paper={paper} />
    </TaskShell>
  );
}

function PackingList({ number }: { number: string }) {
  const say = useSliceWords(vendorReturnsWords);
  const navigate = useNavigate();
  const file = `${returnPath(number)}/packing-list.pdf`;
  const search = { file, name: `${say('packingList')} ${number}` };
  return (
    <Button
      variant="default"
      leftSection={<FileText size={18} aria-hidden />}
      onClick={() => void navigate({ to: '/documents', search })}
    >
      {say('packingList')}
    </Button>
  );
}

function About({ paper }: { paper: VendorReturnOnWire }) {
  const say = useSliceWords(vendorReturnsWords);
  const { age, time } = useSpeech();
  const { supplierName, rma, note, madeBy, madeAt, carrier, tracking, sentAt, closedAt, closedBy } = paper;
  const told = [
    supplierName,
    rma === null ? say('noRma') : say('rmaOf', { rma }),
    sentAt === null
      ? say('madeAgo', { name: madeBy, age: age(madeAt) })
      : say('sentAgo', { age: age(sentAt) }),
    [carrier, tracking].filter(Boolean).join(' '),
    paper.needsApproval
      ? paper.approvedAt === null
        ? say('notApproved')
        : say('approvedBy', { name: paper.approvedBy ?? '' })
      : '',
    note,
    closedAt === null ? '' : say('closedBy', { name: closedBy ?? '', when: time(closedAt) }),
    paper.closedWhy,
  ];
  return (
    <>
      <StateChip paper={paper} /> {told.filter(Boolean).join(' · ')}
    </>
  );
}

function useCounters(paper: VendorReturnOnWire): readonly Counter[] {
  const say = useSliceWords(vendorReturnsWords);
  const { listed, sent, answered, openCredits } = paper;
  return [
    { key: 'listed', label: say('listed'), count: listed, tone: 'ask' },
    { key: 'sent', label: say('sent'), count: sent, tone: 'info' },
    { key: 'answered', label: say('answered'), count: answered, tone: 'good' },
    { key: 'openCredits', label: say('openCredits'), count: openCredits, tone: 'ask' },
  ];
}

function useLists(units: readonly ReturnedUnitOnWire[]) {
  const say = useSliceWords(vendorReturnsWords);
  const of = (...states: readonly ReturnedUnitOnWire['state'][]) =>
    units.filter(({ state }) => states.includes(state));
  return [
    { key: 'listed', label: say('listed'), rows: of('listed'), empty: say('nothingListed') },
    { key: 'sent', label: say('sent'), rows: of('sent'), empty: say('nothingSent') },
    {
      key: 'answered',
      label: say('answered'),
      rows: of('credited', 'replaced', 'repaired', 'refused', 'back'),
      empty: say('nothingAnswered'),
    },
  ];
}

/** What a lead does with the paper as a whole. */
function Ending({ paper }: { paper: VendorReturnOnWire }) {
  const say = useSliceWords(vendorReturnsWords);
  const may = useMay();
  const { number, site, listed, sent, answered, openCredits, closedAt } = paper;
  if (closedAt !== null || !may('settle', site)) return null;
  const post = (what: string) => async (reason: string) => {
    await ask('POST', `${returnPath(number)}/${what}`, reason === '' ? {} : { reason });
    await rereadReturn(number);
  };
  const isOpen = sent + openCredits > 0;
  return (
    <section className="panel stack" aria-label={say('forLead')}>
      {paper.needsApproval && paper.approvedAt === null && (
        <Confirmed
          label={say('approve')}
          hint={say('approveHint')}
          confirm={async () => {
            await ask('POST', `${returnPath(number)}/approve`);
            await rereadReturn(number);
          }}
        />
      )}
      {sent + answered === 0 ? (
        <Confirmed
          label={say('cancelReturn')}
          hint={say('cancelHint')}
          reason="possible"
          confirm={post('cancel')}
        />
      ) : (
        listed === 0 && (
          <Confirmed
            label={say('closeReturn')}
            hint={isOpen ? say('closeOpen', { sent, credits: openCredits }) : say('closeHint')}
            reason={isOpen ? 'needed' : 'possible'}
            maxLength={2_000}
            confirm={post('close')}
          />
        )
      )}
    </section>
  );
}
