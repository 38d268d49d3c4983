import { Button } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useSliceWords } from '../words/words.ts';
import { FormEnd } from './FormEnd.tsx';
import './forms.css';
import { formsWords } from './forms-words.ts';
import type { Form } from './use-form.ts';

interface FormPanelProps<Values extends object> {
  readonly form: Form<Values>;
  readonly title: string;
  /** What the button says. */
  readonly submit: string;
  cancel?(): void;
  readonly children: ReactNode;
}

/** Fields with a button, the server's objection in its own sentence, and a word before unsaved changes are lost. */
export function FormPanel<Values extends object>(props: FormPanelProps<Values>) {
  const { form, title, submit, cancel, children } = props;
  const heading = useId();
  const here = useRef<HTMLFormElement>(null);
  // The field that the server objected to is the next thing to look at.
  useEffect(() => {
    if (form.problem) here.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form.problem]);
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    void form.save();
  }
  return (
    <form ref={here} className="panel form-panel" aria-labelledby={heading} onSubmit={onSubmit}>
      <h2 id={heading}>{title}</h2>
      {children}
      <Leaving form={form} />
      <FormEnd submit={submit} isBusy={form.isSaving} problem={form.problem} cancel={cancel} />
    </form>
  );
}

/** In place, not in front of it: what is typed stays in sight while one decides. */
function Leaving<Values extends object>({ form }: { form: Form<Values> }) {
  const say = useSliceWords(formsWords);
  const text = useId();
  const { status, proceed, reset } = useBlocker({
    // Another filter or an opened row is the same page.
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && form.isDirty(),
    enableBeforeUnload: () => form.isDirty(),
    withResolver: true,
  });
  if (status !== 'blocked') return null;
  return (
    <div role="alertdialog" aria-labelledby={text} className="form-leaving">
      <p id={text}>{say('unsaved')}</p>
      <div className="form-buttons">
        <Button variant="default" onClick={reset} autoFocus>
          {say('stay')}
        </Button>
        <Button variant="default" onClick={proceed}>
          {say('leave')}
        </Button>
      </div>
    </div>
  );
}
