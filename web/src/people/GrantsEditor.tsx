import { Button, NativeSelect } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import type { GrantOnWire } from '../../../src/access/sessions/contract.ts';
import { useSession, useSites } from '../server/queries.ts';
import { useSliceWords } from '../words/words.ts';
import { accessWords } from './access-words.ts';
import { peopleWords } from './people-words.ts';

interface GrantsEditorProps {
  readonly grants: readonly GrantOnWire[];
  onChange(grants: readonly GrantOnWire[]): void;
}

/** What somebody may do where: roles at sites, of those that one may give. */
export function GrantsEditor({ grants, onChange }: GrantsEditorProps) {
  const say = useSliceWords(peopleWords);
  const { roles, sites } = useGivable();
  const change = (nth: number, grant: Partial<GrantOnWire>) =>
    onChange(grants.map((one, i) => (i === nth ? { ...one, ...grant } : one)));
  return (
    <div className="grants">
      {grants.length === 0 && <p className="soft">{say('noRoles')}</p>}
      {grants.map((grant, nth) => (
        <GrantRow
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and are changed in place
          key={nth}
          grant={grant}
          roles={roles}
          sites={sites}
          onChange={(wanted) => change(nth, wanted)}
          onRemove={() => onChange(grants.filter((_, i) => i !== nth))}
        />
      ))}
      <Button
        variant="default"
        leftSection={<Plus size={16} aria-hidden />}
        onClick={() => onChange([...grants, { role: roles[0] ?? 'associate', site: sites[0] ?? null }])}
      >
        {say('addRole')}
      </Button>
    </div>
  );
}

interface GrantRowProps {
  readonly grant: GrantOnWire;
  readonly roles: readonly GrantOnWire['role'][];
  readonly sites: readonly (string | null)[];
  onChange(grant: Partial<GrantOnWire>): void;
  onRemove(): void;
}

function GrantRow({ grant, roles, sites, onChange, onRemove }: GrantRowProps) {
  const say = useSliceWords(peopleWords);
  const sayAccess = useSliceWords(accessWords);
  const nameOf = (role: GrantOnWire['role']) => sayAccess(`role_${role}`);
  const all = sayAccess('allSites');
  // What somebody else gave stays in the list, so that it is seen and can be taken away.
  const shownRoles = roles.includes(grant.role) ? roles : [...roles, grant.role];
  const shownSites = sites.includes(grant.site) ? sites : [...sites, grant.site];
  return (
    <div className="grant">
      <NativeSelect
        label={say('role')}
        value={grant.role}
        onChange={({ currentTarget }) => onChange({ role: currentTarget.value as GrantOnWire['role'] })}
        data={shownRoles.map((role) => ({ value: role, label: nameOf(role) }))}
      />
      <NativeSelect
        label={say('site')}
        value={grant.site ?? ''}
        onChange={({ currentTarget }) => onChange({ site: currentTarget.value || null })}
        data={shownSites.map((site) => ({ value: site ?? '', label: site ?? all }))}
      />
      <Button
        variant="default"
        aria-label={say('removeRole', { role: `${nameOf(grant.role)}, ${grant.site ?? all}` })}
        onClick={onRemove}
      >
        <X size={18} aria-hidden />
      </Button>
    </div>
  );
}

/** The roles that who is signed in may give, and the sites where; null among them: all sites at once. */
export function useGivable(): {
  readonly roles: readonly GrantOnWire['role'][];
  readonly sites: readonly (string | null)[];
} {
  const { data: session } = useSession();
  const { data: known } = useSites();
  const right = session?.may.find(({ permission }) => permission === 'people');
  const codes = (known?.items ?? []).map(({ code }) => code);
  const own = right?.sites;
  const sites = own === null ? [null, ...codes] : codes.filter((code) => own?.includes(code));
  return { roles: session?.mayGive ?? [], sites };
}
