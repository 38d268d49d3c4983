import { NativeSelect } from '@mantine/core';
import { useSites } from '../server/queries.ts';
import { type Permission, useMay } from '../server/use-may.ts';

interface SiteChoiceProps {
  readonly label: string;
  /** Only sites where one has this. */
  readonly needs: Permission;
  readonly value: string;
  onChange(site: string): void;
}

/** One of the sites that are open, and where one may do it. */
export function SiteChoice({ label, needs, value, onChange }: SiteChoiceProps) {
  const { data } = useSites();
  const may = useMay();
  const open = (data?.items ?? []).filter(
    ({ code, active }) => code === value || (active && may(needs, code)),
  );
  return (
    <NativeSelect
      label={label}
      value={value}
      required
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={open.map(({ code, name }) => ({ value: code, label: `${name} · ${code}` }))}
    />
  );
}
