import pg from 'pg';
import { sqlstateOf } from './sqlstate.ts';
import { StartProblem } from './start-problem.ts';

/** The role the server works as. Migrations grant it what it needs and no more; it owns nothing. */
export const appRole = 'unitrail_app';

/**
 * Makes the application role when it is not there; roles belong to the whole server, so another database may have
 * made it. With a password it may log in (the embedded cluster); without, `members` may become it (`set role`).
 */
export async function ensureAppRole(
  owner: pg.ClientBase,
  how: { readonly password: string } | { readonly members: readonly string[] },
): Promise<void> {
  try {
    await owner.query(`do $$ begin
        if to_regrole('${appRole}') is null then create role ${appRole}; end if;
      exception when duplicate_object or unique_violation then null; end $$`);
    if ('password' in how) {
      await owner.query(`alter role ${appRole} login password ${pg.escapeLiteral(how.password)}`);
      return;
    }
    for (const member of how.members) await ensureMember(owner, member);
  } catch (error) {
    throw sqlstateOf(error) === '42501' ? notAllowed(how) : error;
  }
}

async function ensureMember(owner: pg.ClientBase, member: string): Promise<void> {
  const known = await owner.query('select pg_has_role($1, $2, $3) as already', [member, appRole, 'member']);
  if (!known.rows[0].already) await owner.query(`grant ${appRole} to ${pg.escapeIdentifier(member)}`);
}

function notAllowed(how: object): StartProblem {
  const members = 'members' in how ? (how.members as readonly string[]) : [];
  const grants = members.map((member) => ` grant ${appRole} to ${pg.escapeIdentifier(member)};`).join('');
  return new StartProblem(
    'configuration',
    `The owner's role may not make the role ${appRole}; as an administrator run: create role ${appRole};${grants}`,
  );
}
