/**
 * Runs a certified OpenID Connect provider for tests, until its standard input ends. Arguments: the
 * port, and the redirect address of the desk. It accepts any name and password. A user whose name
 * begins with "sup" has the role supervisor, and all others the role agent, except the user
 * "nobody", who has no role.
 */

import { generateKeyPairSync, randomUUID } from 'node:crypto';

import Provider from 'oidc-provider';

const [port, redirectUri] = process.argv.slice(2);

const rolesOf = (user) =>
  user === 'nobody' ? [] : user.startsWith('sup') ? ['supervisor'] : ['agent'];

/** Each start has a new key, as if the provider had changed it. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = {
  ...privateKey.export({ format: 'jwk' }),
  kid: randomUUID(),
  use: 'sig',
  alg: 'RS256',
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'desk',
      client_secret: 'a-secret-of-the-desk-in-tests',
      redirect_uris: [redirectUri],
    },
  ],
  claims: { openid: ['sub', 'roles'], profile: ['name'] },
  conformIdTokenClaims: false,
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: id, roles: rolesOf(id) }),
  }),
  jwks: { keys: [key] },
  pkce: { required: () => true },
});

process.stdin.on('end', () => process.exit()).resume();
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
