import { StartProblem } from '../../platform/start-problem.ts';
import { readGroupRoles } from './group-roles.ts';
import { openProvider } from './provider.ts';
import { singleSignOnEndpoints } from './routes.ts';

/** What the settings say of the provider (config.ts). */
export interface SignOnSettings {
  readonly oidcIssuer: string | undefined;
  readonly oidcClientId: string | undefined;
  readonly oidcClientSecret: string | undefined;
  readonly oidcScope: string;
  readonly oidcGroupsClaim: string;
  readonly oidcGroups: string | undefined;
  readonly publicUrl: string | undefined;
}

type Parts = Omit<Parameters<typeof singleSignOnEndpoints>[0], 'groupRoles' | 'provider'>;

/** Null where the settings name no provider. Throws a StartProblem. */
export function singleSignOnOf(parts: Parts, settings: SignOnSettings) {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcGroups, publicUrl } = settings;
  if (issuer === undefined || clientId === undefined || oidcGroups === undefined) return null;
  try {
    const client = {
      issuer,
      clientId,
      clientSecret: settings.oidcClientSecret,
      scope: settings.oidcScope,
      groupsClaim: settings.oidcGroupsClaim,
      redirectUri: `${publicUrl}/api/session/oidc/callback`,
    };
    const provider = openProvider(client, () => parts.clock.now().getTime());
    return singleSignOnEndpoints({ ...parts, groupRoles: readGroupRoles(oidcGroups), provider });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new StartProblem('configuration', `UNITRAIL_OIDC_GROUPS ${error.message}.`);
  }
}
