import { NativeSelect } from '@mantine/core';
import type { PrinterOnWire } from '../../../src/operations/printing/contract.ts';
import { useSliceWords } from '../words/words.ts';
import { printingWords } from './printing-words.ts';

interface PrinterChoiceProps {
  readonly printers: readonly PrinterOnWire[];
  /** Null: as a file. */
  readonly chosen: number | null;
  choose(printer: number | null): void;
  readonly label?: string;
  /** Whether no printer is a choice too. */
  readonly orFile?: boolean;
}

/** The printers of this site, each with the labels that are in it. */
export function PrinterChoice({ printers, chosen, choose, label, orFile = true }: PrinterChoiceProps) {
  const say = useSliceWords(printingWords);
  return (
    <NativeSelect
      label={label ?? say('printer')}
      value={chosen === null ? '' : String(chosen)}
      onChange={({ currentTarget: { value } }) => choose(value === '' ? null : Number(value))}
      data={[
        ...printers.map(({ id, name, widthMm, heightMm }) => ({
          value: String(id),
          label: `${name} · ${widthMm} × ${heightMm} mm`,
        })),
        ...(orFile ? [{ value: '', label: say('file') }] : []),
      ]}
    />
  );
}
