/**
 * A certified OpenID Connect provider for tests. Arguments: its port, and the desk's redirect
 * address. Users sign in with any name and password; the name decides the role: one that begins
 * with "sup" is a supervisor, "nobody" has no role, any other is an agent. Ends with its input.
 */

import Provider from 'oidc-provider';

const [port, redirectUri] = process.argv.slice(2);

const rolesOf = (user) =>
  user === 'nobody' ? [] : user.startsWith('sup') ? ['supervisor'] : ['agent'];

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
  pkce: { required: () => true },
});

process.stdin.on('end', () => process.exit()).resume();
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
