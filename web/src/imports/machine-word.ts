import { useSpeech } from '../words/words.ts';
import { machineWords } from './machine-words.ts';

type Of = 'kind' | 'state' | 'task' | 'field' | 'list' | 'problem';

/** A machine's word in the chosen language; that itself, with blanks, where there is none: a newer server may say more. */
export function useMachineWords(): (of: Of, name: string) => string {
  const { language } = useSpeech();
  const words = machineWords[language] as Readonly<Record<string, string>>;
  return (of, name) => words[`${of}.${name}`] ?? name.replaceAll('_', ' ');
}
