import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { Kernel } from '../shared/store/kernel.ts';
import { Obstacle } from './command.ts';
import type { Deployment } from './deployment.ts';
import { agreementInForce, isIn, personSteps, tenantExists, tenantSteps } from './first-records.ts';
import { signInSteps } from './sign-in.ts';
import { carryOut } from './step.ts';
import type { Admission } from './tenant-arguments.ts';

interface Place { readonly kernel: Kernel; readonly cognito: CognitoIdentityProviderClient; readonly deployment: Deployment; readonly say: (line: string) => void }

/**
 * Lets a person in, with the tenant where it is to be made. Records come before the sign-in, so that nobody is invited to what is not there yet.
 * @throws {Obstacle} before anything is made, when something stands in the way
 */
export async function admit({ kernel, cognito, deployment: { stack, api, pool }, say }: Place, wanted: Admission & { readonly password?: string }): Promise<void> {
  const { creating, tenant, person, roles, calendar, dry, password, resend } = wanted;
  const exists = await tenantExists(kernel, tenant);
  // Whoever makes a tenant administers it; a name that is taken may be another organisation's.
  if (creating && exists && !await isIn(kernel, tenant, person)) throw new Obstacle(`There is a tenant ${tenant} in ${stack} already, and ${person.name} is not in it. npm run person:invite lets people in to it; a new tenant takes another name.`);
  if (!creating && !exists) throw new Obstacle(`There is no tenant ${tenant} in ${stack}: is the name right? New ones are made by npm run tenant:create.`);
  const signIn = pool ? await signInSteps(cognito, pool.id, { tenant, ...person, roles, password, resend }) : [];
  const records = await (creating ? tenantSteps(kernel, tenant, { person, calendar }) : personSteps(kernel, tenant, person));
  const made = await carryOut([...records, ...signIn], { dry, say });
  say('');
  if (made === 0) say('Nothing to do: all of it is there.');
  if (dry && made > 0) say('This was a dry run; nothing was made.');
  if (creating && !calendar && !await agreementInForce(kernel, tenant)) say('Clocks run once there is an agreement: give --calendar, or POST /v1/agreements.');
  if (!pool) say(`People sign in elsewhere here: no sign-in was made. The tokens of ${person.name} need custom:tenant = ${tenant}, username = ${person.name}, cognito:groups = ${JSON.stringify(roles)}.`);
  say(`The API is ${api}.`);
}
