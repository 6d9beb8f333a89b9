import { outputs } from './outputs.ts';
import { withDeployment } from './with-deployment.ts';

/** Deploys to an emulator of its own, makes somebody who may do all, says how to get there, and stays until Ctrl-C. */
await withDeployment(async (environment) => {
  // Only now: both look at the environment.
  const [{ signIn }, { apiUrl }] = await Promise.all([import('./sign-in.ts'), import('./surroundings.ts')]);
  const token = await signIn({ name: 'ada', tenant: 'acme', roles: ['admin', 'agent'] });
  const post = (path: string, body: object): Promise<Response> =>
    fetch(`${apiUrl()}${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const made = await post('/v1/people', { name: 'ada', displayName: 'Ada' });
  if (!made.ok) throw new Error(`The first person could not be made: ${made.status} ${await made.text()}`);
  console.log(`
The API: ${apiUrl()}

For the SDK, the CDK CLI and the AWS CLI:
${Object.entries(environment).map(([name, value]) => `  export ${name}=${value}`).join('\n')}

An hour as ada of acme, who may do all (user pool ${outputs().UserPoolId}, client ${outputs().UserPoolClientId}):
  TOKEN=${token}
  curl -H "Authorization: Bearer $TOKEN" ${apiUrl()}/v1/incidents

Ctrl-C ends it, and takes all data along.`);
  await new Promise(() => {});
});
process.exit();
