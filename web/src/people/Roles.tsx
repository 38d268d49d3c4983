import type { PersonOnWire } from '../../../src/access/people/contract.ts';
import { useSliceWords } from '../words/words.ts';
import { accessWords } from './access-words.ts';
import { peopleWords } from './people-words.ts';

/** Roles with where: a role at several sites stands once. */
export function Roles({ grants }: { grants: PersonOnWire['grants'] }) {
  const say = useSliceWords(peopleWords);
  const sayAccess = useSliceWords(accessWords);
  if (grants.length === 0) return <span className="soft">{say('noRoles')}</span>;
  const roles = [...new Set(grants.map(({ role }) => role))];
  return (
    <span className="chips">
      {roles.map((role) => {
        const sites = grants.filter((grant) => grant.role === role).map(({ site }) => site);
        const where = sites.includes(null) ? sayAccess('allSites') : [...new Set(sites)].join(', ');
        return (
          <span key={role} className="chip">
            {sayAccess(`role_${role}`)} · {where}
          </span>
        );
      })}
    </span>
  );
}
